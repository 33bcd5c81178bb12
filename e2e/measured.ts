/** What is wrong on a page as it is seen: stories and `npm run screens` measure it in one way, in the page itself. */
import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import type { Limits, Measured } from './screens/finding.ts';

/** What measures in the page, as one script. */
async function bundled(): Promise<string> {
  const entry = new URL('./screens/in-page/measure.ts', import.meta.url).pathname;
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  return outputFiles[0].text;
}

let script: Promise<string> | null = null;

/** A page that has been opened anew has it no more. */
async function bring(page: Page): Promise<void> {
  if (await page.evaluate(() => 'measureScreen' in window)) return;
  script ??= bundled();
  await page.evaluate(await script);
}

export async function measured(page: Page, limits: Limits): Promise<Measured> {
  await bring(page);
  return page.evaluate((given) => window.measureScreen(given), limits);
}

/** Resolves once the page stands. */
export async function settled(page: Page): Promise<void> {
  await bring(page);
  await page.evaluate(() => window.screenSettled());
}

/** One line a fault. */
export async function faultsOf(page: Page, limits: Limits): Promise<readonly string[]> {
  const { faults } = await measured(page, limits);
  return faults.map(({ kind, what, by }) => `${kind}: ${what}${by ? ` (${by})` : ''}`);
}
