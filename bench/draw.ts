/**
 * What drawing costs in Chromium: a heatmap beside the same by a rectangle a cell, the timeline and a chart of 50,000 points; and the whole
 * board of a run at full speed on a CPU four times slower: frames a second, and the longest task.
 */
import { setTimeout } from 'node:timers/promises';
import { chromium, type Browser } from '@playwright/test';
import { build } from 'esbuild';
import { browserArguments, resolveBrowser } from '../e2e/browser.ts';
import { command, join, startBuiltServer } from './live-server.ts';
import type { Row } from './row.ts';

const POINTS = 50_000;
const SLOWER = 4;
const GOALS = { heatmap: 1, curve: 4, frames: 30, task: 50 };

/** Of client/src/testing/draw-page.ts. */
interface Times {
  readonly median: number;
  readonly p95: number;
}

interface Smoothness {
  readonly frames: number;
  readonly longest: number;
}

/** Runs in the page: as text, since what compiles this file would put helpers into it. */
const WATCH = `
  window.smooth = { frames: 0, longest: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) smooth.longest = Math.max(smooth.longest, duration);
  }).observe({ type: 'longtask' });
  requestAnimationFrame(function frame() { smooth.frames++; requestAnimationFrame(frame); });
`;

function row(name: string, value: number, unit: string, goal: number, holds: boolean): Row {
  return { name: `draw: ${name}`, value, unit, peer: null, ratio: null, spread: null, goal, holds };
}
const cost = (name: string, { median }: Times, goal: number): Row =>
  row(name, median, 'ms of script a frame', goal, median <= goal);

async function curves(browser: Browser, frames: number): Promise<readonly Row[]> {
  const bundle = await build({
    entryPoints: [new URL('../client/src/testing/draw-page.ts', import.meta.url).pathname],
    bundle: true,
    format: 'iife',
    write: false,
  });
  const page = await browser.newPage();
  await page.addScriptTag({ content: bundle.outputFiles[0].text });
  const of = <T>(call: string): Promise<T> => page.evaluate<T>(`drawing.${call}`);
  const { paint, fillRect } = await of<{ paint: Times; fillRect: Times }>(`heatmaps(100, 250, ${frames})`);
  const rows = [
    {
      ...cost('a heatmap of 100 × 250', paint, GOALS.heatmap),
      ...{ peer: 'a rectangle a cell', ratio: paint.median / fillRect.median },
    },
    cost(`the timeline, ${POINTS} steps`, await of<Times>(`timeline(${POINTS}, ${frames})`), GOALS.curve),
    cost(
      `the chart of the loss, ${POINTS} points`,
      await of<Times>(`chart(${POINTS}, ${frames})`),
      GOALS.curve,
    ),
  ];
  await page.close();
  return rows;
}

async function board(browser: Browser, seconds: number): Promise<readonly Row[]> {
  const server = await startBuiltServer();
  const { code, secret } = await server.createRoom();
  const driver = await join(server.url, { room: code, secret });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${server.url}/r/${code}`);
  await page.getByRole('application').waitFor();
  await command(driver, { type: 'speed', speed: 'max' });
  await command(driver, { type: 'run' });
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await setTimeout(2000);
  await page.evaluate(WATCH);
  await setTimeout(1000 * seconds);
  const { frames, longest } = await page.evaluate<Smoothness>('smooth');
  driver.disconnect();
  await context.close();
  await server.close();
  const perSecond = frames / seconds;
  const on = `the board at full speed, CPU ${SLOWER}× slower`;
  return [
    row(on, perSecond, 'frames a second', GOALS.frames, perSecond >= GOALS.frames),
    // What is shorter than 50 ms is no long task, and not told.
    row('  its longest task', longest, 'ms (0: none over 50)', GOALS.task, longest <= GOALS.task),
  ];
}

export async function draw(isQuick: boolean): Promise<readonly Row[]> {
  const browser = await chromium.launch({ executablePath: resolveBrowser(), args: browserArguments() });
  try {
    return [...(await curves(browser, isQuick ? 20 : 200)), ...(await board(browser, isQuick ? 5 : 30))];
  } finally {
    await browser.close();
  }
}
