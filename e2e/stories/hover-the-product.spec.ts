/** A gradient is a product of two numbers that can be seen: point at it. */
import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import type { RoomPage } from '../room-page.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox();
  if (!box) throw new Error(`${locator} is not to be seen`);
  return box;
}

const middle = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 });

/** −0.099, 1.23·10⁻⁵ and 0 as the board writes them. */
function numberOf(text: string): number {
  const [, mantissa, power = '0'] = /^([\d.]+)(?:·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?$/.exec(text.replace('−', '')) ?? [];
  const exponent = power
    .replace('⁻', '-')
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (figure) => String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(figure)));
  return (text.startsWith('−') ? -1 : 1) * Number(mantissa) * 10 ** Number(exponent);
}

const NUMBER = '−?[\\d.]+(?:·10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?';

/** What the line under the board says of the entry that is pointed at: its two factors and their product, as written. */
async function writtenProduct(person: RoomPage): Promise<readonly [string, string, string]> {
  const line = person.page.getByRole('region', { name: /^The board: values/ });
  const factors = line.getByText(new RegExp(`^${NUMBER} · ${NUMBER}$`)).first();
  await expect(factors).toBeVisible();
  const [first, second] = (await factors.innerText()).trim().split(/\s+·\s+/);
  return [first, second, (await line.getByRole('strong').first().innerText()).trim()];
}

/** A class after its first step, whose window is that of Paris. */
async function afterStep(start: () => Promise<RoomPage>): Promise<RoomPage> {
  const instructor = await start();
  await instructor.step();
  await expect(instructor.state).toHaveText('Paused after step 1');
  return instructor;
}

test('UI3 the two lanes share their columns and their rows', async ({ school }) => {
  const instructor = await afterStep(() => school.start());
  for (const viewport of [
    { width: 1920, height: 1080 },
    { width: 1440, height: 900 },
  ]) {
    await instructor.page.setViewportSize(viewport);
    const board = async () => {
      const names = ['x', 'W', '∂J/∂W', '∂J/∂x', 'z', '∂J/∂z = δ'] as const;
      const boxes = await Promise.all(names.map((name) => boxOf(instructor.tensor(name))));
      const [x, W, gradientOfW, gradientOfX, z, delta] = boxes;
      return { x, W, gradientOfW, gradientOfX, z, delta };
    };
    // Every part of a column begins and ends on the same pixel.
    await expect(async () => {
      const { x, W, gradientOfW, gradientOfX } = await board();
      for (const part of [x, gradientOfW, gradientOfX]) {
        expect([part.x, part.width]).toEqual([W.x, W.width]);
      }
      expect(gradientOfW.height).toBe(W.height);
      expect(gradientOfW.y).toBeGreaterThan(W.y + W.height);
    }).toPass();
    const { W, gradientOfW, z, delta } = await board();
    // δ has the rows of W: it stands beside ∂J/∂W as z stands beside W.
    expect([z.y, z.height]).toEqual([W.y, W.height]);
    expect([delta.y, delta.height]).toEqual([gradientOfW.y, gradientOfW.height]);
    expect([delta.x, delta.width]).toEqual([z.x, z.width]);
  }
});

test('UI4 a cell of ∂J/∂W is written as δ · x with the numbers that are shown, and lights both', async ({
  school,
}) => {
  const instructor = await afterStep(() => school.start());
  const { page } = instructor;
  const delta = await instructor.entries('∂J/∂z = δ');
  const x = await instructor.entries('x', 'Paris');
  const products = await instructor.entries('∂J/∂W', 'Paris');

  // Row 3, and the fifth entry of the centre word: just left of the picture's middle.
  const [row, entry] = [2, 4];
  const gradient = await boxOf(instructor.tensor('∂J/∂W'));
  const cell = gradient.width / 51;
  const target = {
    x: gradient.x + gradient.width / 2 - cell / 2,
    y: gradient.y + (gradient.height * (row + 0.5)) / 8,
  };
  await page.mouse.move(target.x, target.y);
  const written = await writtenProduct(instructor);
  expect(written).toEqual([delta[row].text, x[entry].text, products[10 * row + entry].text]);
  expect(Number(products[10 * row + entry].digits)).toBe(Number(delta[row].digits) * Number(x[entry].digits));
  const [first, second, product] = written.map(numberOf);
  // Of three decimals each.
  expect(Math.abs(first * second - product)).toBeLessThanOrEqual(
    0.0005 * (Math.abs(first) + Math.abs(second) + 1.001),
  );

  // Lit: the entry itself, δ in its row, x in its column, all three in line.
  const lights = await instructor.board.locator('svg rect').all();
  const centres = await Promise.all(lights.map(async (light) => middle(await boxOf(light))));
  const inside = async (name: string) => {
    const { x: left, y: top, width, height } = await boxOf(instructor.tensor(name));
    return centres.filter((at) => at.x > left && at.x < left + width && at.y > top && at.y < top + height);
  };
  const [own, inDelta, inX] = [await inside('∂J/∂W'), await inside('∂J/∂z = δ'), await inside('x')];
  for (const part of [own, inDelta, inX]) expect(part.length).toBeGreaterThan(0);
  for (const { y } of inDelta) expect(y).toBeCloseTo(own[0].y, 1);
  for (const { x: at } of inX) expect(at).toBeCloseTo(own[0].x, 1);
  expect(Math.abs(own[0].x - target.x)).toBeLessThan(cell);
  expect(Math.abs(own[0].y - target.y)).toBeLessThan(gradient.height / 8);

  // Beside the board nothing is pointed at.
  await page.mouse.move(2, 2);
  await expect(instructor.board.locator('svg rect')).toHaveCount(0);
});

test('UI4 UI6 the keyboard goes from entry to entry, Enter pins one, and it stays while the class steps on', async ({
  school,
}) => {
  const instructor = await afterStep(() => school.start());
  const { page, board } = instructor;
  const delta = await instructor.entries('∂J/∂z = δ');
  const x = await instructor.entries('x', 'museums');
  await board.focus();
  // Into W at its first entry, and down all its rows into ∂J/∂W.
  for (let press = 0; press < 9; press++) await page.keyboard.press('ArrowDown');
  const first = await writtenProduct(instructor);
  expect(first.slice(0, 2)).toEqual([delta[0].text, x[0].text]);
  await page.keyboard.press('ArrowRight');
  expect((await writtenProduct(instructor)).slice(0, 2)).toEqual([delta[0].text, x[1].text]);
  await page.keyboard.press('ArrowDown');
  expect((await writtenProduct(instructor)).slice(0, 2)).toEqual([delta[1].text, x[1].text]);

  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /pinned/ })).toBeVisible();
  const pinned = await writtenProduct(instructor);
  await instructor.step();
  await expect(instructor.state).toHaveText('Paused after step 2');
  await expect(page.getByRole('button', { name: /pinned/ })).toBeVisible();
  await expect.poll(() => writtenProduct(instructor)).not.toEqual(pinned);
  await page.getByRole('button', { name: /pinned/ }).click();
  await expect(page.getByRole('button', { name: /pinned/ })).toBeHidden();
});
