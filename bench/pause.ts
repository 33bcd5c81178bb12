/**
 * From the instructor's pause to the acknowledgement, and to the exact moment at the last of the viewers, while the Judge
 * preset trains at full speed; and what the viewers cost the training. Built server, loopback.
 */
import { once } from 'node:events';
import { availableParallelism, cpus } from 'node:os';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { command, join, listen, spread, startBuiltServer, type BenchSocket } from './live-server.ts';

const VIEWERS = Number(process.argv[2] ?? 50);
const PAUSES = Number(process.argv[3] ?? 60);

const server = await startBuiltServer();
const { code, secret } = await server.createRoom();
const instructor = await join(server.url, { room: code, secret });
await command(instructor, { type: 'configure', preset: 'judge', configuration: presets.judge });
await command(instructor, { type: 'speed', speed: 'max' });

const momentAt = (socket: BenchSocket): Promise<void> =>
  new Promise((resolve) => {
    const listen: Parameters<typeof socket.on<'event'>>[1] = ({ event }) => {
      if (event.type !== 'moment-reached') return;
      socket.off('event', listen);
      resolve();
    };
    socket.on('event', listen);
  });

/** Steps a second between two progress reports, the first of which follows a warm-up. */
async function stepsPerSecond(): Promise<number> {
  const reports: { readonly step: number; readonly at: number }[] = [];
  await command(instructor, { type: 'run' });
  while (reports.length < 5) {
    const [{ event }] = await once(instructor as never, 'event');
    if (event.type === 'progressed') reports.push({ step: event.step, at: performance.now() });
  }
  await command(instructor, { type: 'pause' });
  const [first, last] = [reports[1], reports[reports.length - 1]];
  return (1000 * (last.step - first.step)) / (last.at - first.at);
}

const alone = await stepsPerSecond();
const viewers = await Promise.all(Array.from({ length: VIEWERS }, () => listen(server.url, { room: code })));
const together = await stepsPerSecond();

const acknowledged: number[] = [];
const everywhere: number[] = [];
for (let i = 0; i < PAUSES; i++) {
  await command(instructor, { type: 'run' });
  for (let frames = 0; frames < 1 + (i % 4); frames++) await once(instructor as never, 'frame');
  const moments = viewers.map(momentAt);
  const from = performance.now();
  await command(instructor, { type: 'pause' });
  acknowledged.push(performance.now() - from);
  await Promise.all(moments);
  everywhere.push(performance.now() - from);
}
console.log(
  `Judge preset at full speed, ${VIEWERS} viewers, ${PAUSES} pauses; ${availableParallelism()} × ${cpus()[0].model}, Node ${process.version}`,
);
console.log(spread('pause → acknowledged', acknowledged));
console.log(spread(`pause → exact at all ${VIEWERS} viewers`, everywhere));
console.log(
  `windows a second: ${Math.round(alone)} alone, ${Math.round(together)} with ${VIEWERS} viewers: ratio ${(together / alone).toFixed(2)}`,
);
for (const socket of [instructor, ...viewers]) socket.disconnect();
await server.close();
