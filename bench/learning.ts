/**
 * The Board preset after one click, in real time: when the page answers, and p(LOCATION) of the three probes at the
 * opening, after 10 s and after 60 s at the preset's own speed.
 */
import { frameHead, type FrameHead } from '@deltaboard/shared/protocol/frame.ts';
import { command, join, startBuiltServer } from './live-server.ts';

const server = await startBuiltServer();
const listening = performance.now();
const page = await fetch(server.url);
console.log(
  `page: ${page.status}, ${(performance.now() - listening).toFixed(0)} ms after the listening line`,
);

const { code, secret } = await server.createRoom();
const instructor = await join(server.url, { room: code, secret });
const show = (when: string, { step, probes }: FrameHead): void => {
  const [paris, washington, president] = probes;
  console.log(
    `${when.padEnd(10)} step ${String(step).padStart(6)}  in Paris ${paris.toFixed(2)}  of Washington ${washington.toFixed(2)}` +
      `  George Washington ${president.toFixed(2)}`,
  );
};
const pictures = (async function* () {
  for (;;) {
    yield await new Promise<FrameHead>((resolve) =>
      instructor.once('frame', (bytes) => resolve(frameHead(bytes))),
    );
  }
})();

const clicked = performance.now();
await command(instructor, { type: 'run' });
let crossed: number | null = null;
const moments = [
  { name: 'first', at: 0 },
  { name: '10 s', at: 10_000 },
  { name: '60 s', at: 60_000 },
];
for await (const frame of pictures) {
  const elapsed = performance.now() - clicked;
  if (frame.probes[0] > 0.5 && crossed === null) {
    crossed = elapsed;
    console.log(`Paris is over 0.5 after ${(elapsed / 1000).toFixed(1)} s, at step ${frame.step}`);
  }
  if (elapsed < moments[0].at) continue;
  show(moments[0].name, frame);
  moments.shift();
  if (moments.length === 0) break;
}
instructor.disconnect();
await server.close();
