/**
 * No number line is cut, for what is left of a cut one is a false equation: over the family, at every size, in both forms of the
 * gradients, what is seen is what is written, and what is written without "…" is true. And the board has one height through a pass.
 */
import type { Page } from '@playwright/test';
import { tensorNames } from '@deltaboard/shared/protocol/pointer.ts';
import { conventions } from '@deltaboard/shared/protocol/view.ts';
import { stepPlan, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { operationsOf, type Operation } from '@deltaboard/shared/training/operations.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { expect, test, type School } from '../fixtures.ts';
import { isLong } from '../long.ts';
import { faultsOf } from '../measured.ts';
import type { RawClient } from '../raw-client.ts';
import type { RoomPage } from '../room-page.ts';

/** Each with the side panel, where there may be one, closed or open. */
const allSizes = [
  { width: 1280, height: 720, panel: false },
  { width: 1366, height: 768, panel: false },
  { width: 1920, height: 1080, panel: false },
  { width: 1366, height: 768, panel: true },
  { width: 1440, height: 900, panel: true },
] as const;
const sizes = isLong ? allSizes : [allSizes[0], allSizes[3]];

const wholeFamily: readonly (readonly [name: string, changed: Partial<Configuration>])[] = [
  ['one layer', {}],
  ['no hidden layer', { hidden: [] }],
  ['four layers of ReLU', { hidden: [8, 8, 8, 8], nonLinearity: 'relu' }],
  [
    'a softmax on two layers, in minibatches, with L2',
    { hidden: [8, 6], head: 'softmax', batch: 2, decay: 0.01 },
  ],
  ['a pair', { hidden: [16], head: 'max-margin' }],
];
const family = isLong ? wholeFamily : [wholeFamily[0], wholeFamily[3]];

/** What holds numbers over, on and under the board, and the board. */
const LINES = {
  type: 12,
  mayScroll: false,
  whole: true,
  within: '.workbench, .read, .facts, .by-hand, .card',
};

/** Every line of numbers that says all of itself: its name and its formula, its numbers, its value. */
const lines = (page: Page): Promise<readonly { line: string; value: string }[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-line]')].map((element) => ({
      line: element.dataset.line ?? '',
      value: element.querySelector('strong, .not-yet')?.textContent ?? '',
    })),
  );

const numberOf = (text: string): number => Number(text.replaceAll('−', '-').replaceAll('·10', 'e'));

/** What the numbers of a line come to; null where some are left out, or f stands between them. */
function computed(line: string): number | null {
  const numbers = line.split(' = ').at(-1) ?? '';
  if (!/^[\d−.]+( [·+] [\d−.]+)+$/.test(numbers)) return null;
  return numbers
    .split(' + ')
    .map((term) =>
      term
        .split(' · ')
        .map(numberOf)
        .reduce((product, factor) => product * factor, 1),
    )
    .reduce((sum, term) => sum + term, 0);
}

async function expectTrue(page: Page, where: string): Promise<number> {
  const found = await lines(page);
  let products = 0;
  for (const { line, value } of found) {
    expect(value, `${where}: the value is there: ${line}`).toMatch(/\d|not yet|아직/);
    const result = computed(line);
    if (result === null || !/\d/.test(value)) continue;
    products++;
    // Each is written with three decimals or three digits.
    expect(Math.abs(result - numberOf(value)), `${where}: ${line} = ${value}`).toBeLessThan(
      0.005 + 0.01 * Math.abs(result),
    );
  }
  return products;
}

/** The page at this size: observers of sizes are told within the frame of it, and what they change is drawn in the next. */
async function resize(page: Page, size: { readonly width: number; readonly height: number }): Promise<void> {
  await page.setViewportSize(size);
  await page.waitForFunction(({ width, height }) => innerWidth === width && innerHeight === height, size);
}
const drawn = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** The driver's own member without a page, which presses faster than a page does. */
async function driverOf(school: School, instructor: RoomPage): Promise<RawClient> {
  return school.raw({ ...(await instructor.hello()), member: await instructor.member() });
}

/** The last operation of each kind: of several examples and windows the last one's. */
function kindsOf(operations: readonly Operation[]): ReadonlySet<number> {
  const last = new Map<string, number>();
  for (const [k, operation] of operations.entries()) {
    const { phase, tensor } = operation;
    last.set(`${phase} ${tensor} ${'layer' in operation ? operation.layer : ''}`, k + 1);
  }
  return new Set(last.values());
}

for (const [name, changed] of family) {
  test(`UI53 UI55 no number line is cut, and the board keeps its height: ${name}`, async ({ school }) => {
    const instructor = await school.start();
    const { page } = instructor;
    const panel = page.getByRole('button', { name: /^(Side panel|사이드 패널)$/ });
    const driver = await driverOf(school, instructor);
    const configuration: Configuration = { ...presets.board, ...changed };
    await driver.command({ type: 'configure', preset: null, configuration });
    const operations = operationsOf(stepPlan(configuration));
    const kinds = kindsOf(operations);
    await driver.until(() => driver.state.playback.status === 'paused');
    const { playback } = driver.state;
    if (playback.status !== 'paused') throw new Error('it runs');
    // From its first operation on.
    for (let k = playback.cursor.operation; k > 1; k--)
      await driver.command({ type: 'move', granularity: 'operation', direction: -1 });

    const heights = new Map<string, Set<number>>();
    let products = 0;
    for (let k = 1; k <= operations.length; k++) {
      if (k > 1) await driver.command({ type: 'move', granularity: 'operation', direction: 1 });
      if (!kinds.has(k)) continue;
      // What is read beside the board, and on it, in turn.
      const quantity = tensorNames[k % tensorNames.length];
      await driver.command({ type: 'point', pointer: k % 2 ? { quantity, layer: 1, index: 0 } : null });
      await page.getByRole('button', { name: k % 3 ? 'EN' : 'KO', exact: true }).click();
      await expect(page.locator('.workbench .place').first()).toHaveText(
        new RegExp(k % 3 ? `^operation ${k} of ` : ` ${k}/`),
      );
      for (const [turn, size] of sizes.entries()) {
        await resize(page, size);
        if ((await panel.getAttribute('aria-expanded')) !== String(size.panel)) await panel.click();
        await drawn(page);
        const convention = conventions[(k + turn) % 2];
        await driver.command({ type: 'view', view: { convention } });
        const where = `operation ${k}, ${size.width}×${size.height}, ${convention}`;
        await expect.poll(() => faultsOf(page, LINES), { message: where }).toEqual([]);
        products += await expectTrue(page, where);
        const board = await page.locator('.card').boundingBox();
        const kind = `${size.width}, panel ${size.panel ? 'open' : 'closed'}`;
        const of = heights.get(kind) ?? new Set();
        heights.set(kind, of.add(board?.height ?? 0).add(-(board?.y ?? 0)));
      }
    }
    expect(products).toBeGreaterThan(0);
    for (const [size, found] of heights)
      expect([...found], `height and place of the board at ${size}`).toHaveLength(2);
  });
}
