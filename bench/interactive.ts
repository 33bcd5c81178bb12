/**
 * How soon a phone can be used: 4× slower CPU, 1.6 Mbit/s down, 150 ms round trip, nothing cached. From the address to a board with its
 * numbers and buttons that answer, painted; and from a tap to its answer.
 */
import { chromium } from 'playwright-core';
import { resolveBrowser, browserArguments } from '../e2e/browser.ts';
import { quantile, startBuiltServer } from './live-server.ts';

const LOADS = 9;
/** Runs in the page: as text, since what compiles this file would put helpers into it. */
const CLOCK = `
  window.marks = {};
  const painted = (mark) => requestAnimationFrame(() => setTimeout(() => (marks[mark] ??= performance.now())));
  addEventListener('pointerdown', () => (marks.tapped = performance.now()), true);
  new MutationObserver(() => {
    const board = document.querySelector('[role=application] [role=table]');
    if (board && document.querySelector('button.lost')) painted('board');
    if (document.querySelector('.lost[aria-pressed=true]')) painted('answered');
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-pressed'] });
`;

const server = await startBuiltServer();
const { code, secret } = await server.createRoom();
const browser = await chromium.launch({ executablePath: resolveBrowser(), args: browserArguments() });
// Somebody drives.
const driver = await browser.newPage();
await driver.goto(`${server.url}/r/${code}#${secret}`);
await driver.getByRole('application').waitFor();

const times: { readonly board: number; readonly answered: number; readonly bytes: number }[] = [];
for (let load = 0; load < LOADS; load++) {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    extraHTTPHeaders: { 'accept-encoding': 'gzip' },
  });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  // The page itself takes the times: a tool that asks it would be slowed down with it.
  await page.addInitScript({ content: CLOCK });
  await page.goto(`${server.url}/r/${code}`, { waitUntil: 'commit' });
  const marked = (mark: string) =>
    page.waitForFunction(
      (name) => (window as unknown as { marks: Record<string, number> }).marks[name],
      mark,
    );
  await marked('board');
  const received = bytes;
  await page.locator('.lost').tap();
  await marked('answered');
  const { board, tapped, answered } = await page.evaluate(
    () => (window as unknown as { marks: { board: number; tapped: number; answered: number } }).marks,
  );
  times.push({ board, answered: answered - tapped, bytes: received });
  await context.close();
}
const report = (name: string, values: readonly number[]): void =>
  console.log(
    `${name.padEnd(34)} median ${quantile(values, 0.5).toFixed(0)} ms  least ${Math.min(...values).toFixed(0)}  most ${Math.max(...values).toFixed(0)}`,
  );
report(
  'board and buttons are there',
  times.map(({ board }) => board),
);
report(
  'a tap has been answered',
  times.map(({ answered }) => answered),
);
console.log(
  `received until then: ${(
    quantile(
      times.map(({ bytes }) => bytes),
      0.5,
    ) / 1024
  ).toFixed(0)} KB of everything`,
);
await browser.close();
await server.close();
process.exit(0);
