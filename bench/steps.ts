/**
 * From the driver's key (a move by one operation) to the last of the viewers, each of which decodes what comes: a walk
 * through whole passes forward and back, and the steps between them. Built server, loopback; p99 ≤ 100 ms.
 */
import { availableParallelism, cpus } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type { RoomEventMessage } from '@deltaboard/shared/protocol/events.ts';
import type { Cursor } from '@deltaboard/shared/training/cursor.ts';
import { command, join, quantile, spread, startBuiltServer, type BenchSocket } from './live-server.ts';

const VIEWERS = Number(process.argv[2] ?? 50);
const KEYS = Number(process.argv[3] ?? 600);
/** A room takes 30 commands a second from a connection. */
const BETWEEN_KEYS_MS = 35;

const server = await startBuiltServer();
const { code, secret } = await server.createRoom();
const instructor = await join(server.url, { room: code, secret });
const viewers = await Promise.all(Array.from({ length: VIEWERS }, () => join(server.url, { room: code })));

const cursorOf = ({ event }: RoomEventMessage): Cursor | null =>
  event.type === 'cursor-moved' ? event.cursor : event.type === 'moment-reached' ? event.moment.cursor : null;

/** Resolves when the class is next told where it stands. */
const moved = (socket: BenchSocket): Promise<Cursor> =>
  new Promise((resolve) => {
    const listen = (message: RoomEventMessage): void => {
      const cursor = cursorOf(message);
      if (!cursor) return;
      socket.off('event', listen);
      resolve(cursor);
    };
    socket.on('event', listen);
  });

const everywhere: number[] = [];
async function press(key: Command): Promise<void> {
  const all = Promise.all(viewers.map(moved));
  const from = performance.now();
  const acknowledged = command(instructor, key);
  const cursors = await all;
  everywhere.push(performance.now() - from);
  await acknowledged;
  const places = new Set(cursors.map(({ step, operation }) => `${step}.${operation}`));
  if (places.size !== 1) throw new Error(`the class stands at ${[...places].join(', ')}`);
}

const key = (direction: 1 | -1): Command => ({ type: 'move', granularity: 'operation', direction });
// Into the middle of a run, so that going back is by a checkpoint.
await command(instructor, { type: 'speed', speed: 'max' });
await command(instructor, { type: 'run' });
while (true) {
  const [report] = await new Promise<[RoomEventMessage]>((resolve) =>
    instructor.once('event', (message) => resolve([message])),
  );
  if (report.event.type === 'progressed' && report.event.step > 5000) break;
}
const paused = Promise.all(viewers.map(moved));
await command(instructor, { type: 'pause' });
await paused;
for (let i = 0; i < KEYS; i++) {
  await press(key(i < KEYS / 2 ? -1 : 1));
  await setTimeout(BETWEEN_KEYS_MS);
}

console.log(
  `Board preset, ${VIEWERS} decoding viewers, ${KEYS} keys; ${availableParallelism()} × ${cpus()[0].model}, Node ${process.version}`,
);
console.log(
  `${spread(`key → all ${VIEWERS} viewers`, everywhere)}  p99 ${quantile(everywhere, 0.99).toFixed(1)} ms`,
);
for (const socket of [instructor, ...viewers]) socket.disconnect();
await server.close();
