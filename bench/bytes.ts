/**
 * What a viewer costs the network: every byte that comes to it over its WebSocket, frames of the protocol and of the WebSocket
 * and all that is told beside the pictures included. Built server; Judge at full speed from step 0, and what asks for less.
 */
import { setTimeout } from 'node:timers/promises';
import { frameHead } from '@deltaboard/shared/protocol/frame.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import type { NewConfiguration } from '@deltaboard/shared/training/configuration.ts';
import { bytesRead, command, join, listen, startBuiltServer, type BenchSocket } from './live-server.ts';
import type { Row } from './row.ts';

const GOAL = 0.3;
/** A run goes on for as long as is measured: 50 epochs of Judge are over before. */
const judge: NewConfiguration = { ...presets.judge, epochLimit: 10_000 };
/** As wide as a configuration may be (SPEC, PARAMETER_LIMIT), and of 262,144 and 463,000 entries a layer. */
const widest: NewConfiguration = {
  ...judge,
  input: { radius: 4, dimensions: 100, capitalisation: true },
  hidden: [512, 512, 384],
  head: 'softmax',
};

interface Heard {
  /** Of all that came. */
  readonly bits: number;
  readonly pictures: number;
  /** Of the pictures alone, without what frames them. */
  readonly pictureBytes: number;
  /** Pictures that brought a W. */
  readonly withW: number;
}

function counted(socket: BenchSocket): () => Heard {
  const from = bytesRead(socket);
  let [pictures, pictureBytes, withW] = [0, 0, 0];
  socket.on('frame', (bytes) => {
    pictures += 1;
    pictureBytes += bytes.byteLength;
    if (frameHead(bytes).keyframe !== 0) withW += 1;
  });
  return () => ({ bits: 8 * (bytesRead(socket) - from), pictures, pictureBytes, withW });
}

const row = (name: string, value: number, unit: string, goal: number | null = null): Row => ({
  ...{ name, value, unit, peer: null, ratio: null, spread: null },
  ...{ goal, holds: goal === null ? null : value <= goal },
});

export async function bytes(seconds: number): Promise<readonly Row[]> {
  const server = await startBuiltServer();
  /** Over so many seconds from step 0; `every`: a viewer who asks for one picture in so many. */
  async function measure(
    configuration: NewConfiguration,
    every: readonly number[],
  ): Promise<readonly Heard[]> {
    const { code, secret } = await server.createRoom();
    const driver = await join(server.url, { room: code, secret });
    await command(driver, { type: 'configure', preset: null, configuration });
    await command(driver, { type: 'speed', speed: 'max' });
    const viewers = await Promise.all(every.map(() => listen(server.url, { room: code })));
    viewers.forEach((viewer, k) => viewer.emit('pictures', every[k]));
    const counts = viewers.map(counted);
    await command(driver, { type: 'run' });
    await setTimeout(1000 * seconds);
    const heard = counts.map((count) => count());
    await command(driver, { type: 'pause' });
    for (const socket of [driver, ...viewers]) socket.disconnect();
    return heard;
  }
  try {
    const megabits = ({ bits }: Heard): number => bits / 1e6 / seconds;
    const [viewer, phone, hidden] = await measure(judge, [1, 2, 0]);
    const [board] = await measure({ ...presets.board, epochLimit: 10_000 }, [1]);
    const [wide] = await measure(widest, [1]);
    return [
      row('bytes: Judge at full speed, a viewer', megabits(viewer), 'Mbit/s', GOAL),
      row('bytes:   of it pictures a second', viewer.pictures / seconds, '1/s'),
      row('bytes:   of them with a W', viewer.withW / seconds, '1/s'),
      row('bytes:   a picture in the mean', viewer.pictureBytes / viewer.pictures, 'bytes'),
      row(
        'bytes:   besides pictures',
        megabits(viewer) - (8 * viewer.pictureBytes) / 1e6 / seconds,
        'Mbit/s',
      ),
      row('bytes: a phone', megabits(phone), 'Mbit/s'),
      row('bytes: a hidden tab', megabits(hidden), 'Mbit/s'),
      row('bytes: Board at full speed', megabits(board), 'Mbit/s'),
      row('bytes: the widest network', megabits(wide), 'Mbit/s'),
      row('bytes:   of it pictures a second', wide.pictures / seconds, '1/s'),
    ];
  } finally {
    await server.close();
  }
}
