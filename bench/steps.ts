/**
 * From a key in the driver's page to the last of the class: fifty sockets that decode what comes, and a viewer's page
 * that has drawn it. A walk through whole passes back and forth, and the steps between them, in the middle of a Board
 * run. Built server, loopback; p99 ≤ 100 ms. `tsx bench/steps.ts [sockets] [keys]`
 *
 * All times are of this process's clock: from before the key is sent to the browser until the last socket has decoded
 * the move and the viewer's page has said that it is painted; the browser's own protocol, to and fro, is in the figures.
 */
import { availableParallelism, cpus } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import type { Cursor } from '@deltaboard/shared/training/cursor.ts';
import { browserArguments, resolveBrowser } from '../e2e/browser.ts';
import { RoomPage } from '../e2e/room-page.ts';
import { watch } from '../e2e/watch.ts';
import { join, quantile, spread, startBuiltServer, viewOf, type BenchSocket } from './live-server.ts';

const SOCKETS = Number(process.argv[2] ?? 50);
const KEYS = Number(process.argv[3] ?? 600);
/** A quick hand; faster than this it is a held key, which is another command. */
const BETWEEN_KEYS_MS = 100;
/** Into the middle of a run, so that going back is by a checkpoint. */
const WARM_UP_STEPS = 5000;

const server = await startBuiltServer();
const browser = await chromium.launch({ executablePath: resolveBrowser(), args: browserArguments() });

async function arrive(path: string): Promise<RoomPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const person = new RoomPage(await context.newPage(), await watch(context));
  await person.page.goto(server.url + path);
  return person;
}

const driver = await arrive('/');
await driver.page.getByRole('button', { name: 'Start a class' }).click();
await driver.controls.locator('button:enabled', { hasText: 'Run' }).waitFor();
const viewer = await arrive(`/r/${driver.code}`);
await viewer.board.waitFor();
const sockets = await Promise.all(
  Array.from({ length: SOCKETS }, () => join(server.url, { room: driver.code })),
);

/** Resolves when the class is next told where it stands. */
const moved = (socket: BenchSocket): Promise<Cursor> =>
  new Promise((resolve) => {
    const { playback: before } = viewOf(socket).state;
    // After the fold of `join`, which listens first.
    const listen = (): void => {
      const { playback } = viewOf(socket).state;
      if (playback === before || playback.status !== 'paused') return;
      socket.off('event', listen);
      resolve(playback.cursor);
    };
    socket.on('event', listen);
  });

await driver.setSpeed('max');
await driver.button('Run').click();
await driver.untilSteps(WARM_UP_STEPS);
const paused = Promise.all(sockets.map(moved));
await driver.button('Pause').click();
await paused;
await driver.controls.getByText('operation', { exact: true }).click();
await driver.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());

let painted: (state: string) => void = () => undefined;
await viewer.page.exposeFunction('painted', (state: string) => painted(state));
// The line of state and the board change in one flush: the frame that shows the one shows the other.
await viewer.state.evaluate((status) => {
  const { painted: tell } = globalThis as unknown as { painted(state: string): void };
  let told = status.textContent;
  new MutationObserver(() => {
    const state = status.textContent;
    if (state === told) return;
    told = state;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      // A frame's callbacks come before its painting, a message after it.
      port1.onmessage = () => tell(state);
      port2.postMessage(null);
    });
  }).observe(status, { subtree: true, childList: true, characterData: true });
});

const slowest: { readonly time: number; readonly at: string }[] = [];
const toSockets: number[] = [];
const toPage: number[] = [];
const toAll: number[] = [];
async function press(key: 'ArrowLeft' | 'ArrowRight'): Promise<void> {
  const from = performance.now();
  const elapsed = (): number => performance.now() - from;
  const bySockets = Promise.all(sockets.map(moved)).then((cursors) => ({ cursors, at: elapsed() }));
  const byPage = new Promise<number>((resolve) => {
    painted = () => resolve(elapsed());
  });
  const pressed = driver.page.keyboard.press(key);
  const [{ cursors, at }, page] = await Promise.all([bySockets, byPage, pressed]);
  toSockets.push(at);
  toPage.push(page);
  toAll.push(Math.max(at, page));
  slowest.push({ time: toAll[toAll.length - 1], at: `operation ${cursors[0].operation}` });
  const places = new Set(cursors.map(({ step, operation }) => `${step}.${operation}`));
  if (places.size !== 1) throw new Error(`the class stands at ${[...places].join(', ')}`);
}

for (let i = 0; i < KEYS; i++) {
  await press(i < KEYS / 2 ? 'ArrowLeft' : 'ArrowRight');
  await setTimeout(BETWEEN_KEYS_MS);
}

console.log(
  `Board preset, ${SOCKETS} decoding sockets and 2 pages of Chromium ${browser.version()}, ${KEYS} keys; ` +
    `${availableParallelism()} × ${cpus()[0].model}, Node ${process.version}`,
);
const line = (name: string, times: readonly number[]): string =>
  `${spread(name, times)}  p99 ${quantile(times, 0.99).toFixed(1)} ms`;
console.log(line(`key → all ${SOCKETS} sockets`, toSockets));
console.log(line('key → painted in the viewer’s page', toPage));
console.log(line('key → the last of them all', toAll));
const worst = slowest.toSorted((a, b) => b.time - a.time).slice(0, 8);
console.log(`slowest: ${worst.map(({ time, at }) => `${time.toFixed(0)} ms to ${at}`).join(', ')}`);
const problems = [driver, viewer].flatMap((person) => person.watch.problems());
for (const socket of sockets) socket.disconnect();
await browser.close();
await server.close();
if (problems.length > 0) throw new Error(problems.join('\n'));
