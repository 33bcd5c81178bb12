/** What a live picture weighs on the wire, and how many come: one viewer of each preset at full speed. `tsx bench/picture.ts` after a build. */
import { randomUUID } from 'node:crypto';
import { PROTOCOL_VERSION } from '@deltaboard/shared/protocol/events.ts';
import { frameNumber } from '@deltaboard/shared/protocol/frame-number.ts';
import { presetNames, presets } from '@deltaboard/shared/training/presets.ts';
import { io } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';
import { startServer } from '../e2e/server.ts';

const PICTURES = 60;
const server = await startServer();
try {
  for (const preset of presetNames) {
    const created = await fetch(`${server.url}/api/rooms`, { method: 'POST' });
    const { code, secret } = (await created.json()) as { readonly code: string; readonly secret: string };
    const auth = { version: PROTOCOL_VERSION, room: code, secret };
    const socket = io(server.url, { transports: ['websocket'], parser, auth, reconnection: false });
    await new Promise((resolve) => socket.once('welcome', resolve));
    const does = (command: object): Promise<unknown> =>
      socket.emitWithAck('command', { id: randomUUID(), command });
    await does({ type: 'configure', preset, configuration: presets[preset] });
    await does({ type: 'speed', speed: 'max' });
    const sizes: number[] = [];
    const since = performance.now();
    const all = new Promise<void>((resolve) => {
      socket.on('frame', (bytes: Uint8Array) => {
        sizes.push(bytes.byteLength);
        socket.emit('seen', frameNumber(bytes));
        if (sizes.length === PICTURES) resolve();
      });
    });
    console.warn(preset, await does({ type: 'run' }));
    await all;
    const rate = (1000 * PICTURES) / (performance.now() - since);
    const size = sizes.reduce((sum, one) => sum + one, 0) / PICTURES;
    console.warn(
      `${preset}: ${size.toFixed(0)} bytes a picture, ${rate.toFixed(1)} a second, ${((8 * size * rate) / 1000).toFixed(0)} kbit/s a viewer`,
    );
    socket.disconnect();
  }
} finally {
  await server.end('SIGTERM');
}
