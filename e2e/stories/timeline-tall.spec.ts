/** The timeline while it is scrubbed: tall, over the board's lower part, with its branches named, and nothing else moves. */
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import type { RoomPage } from '../room-page.ts';

const laptop = { viewport: { width: 1366, height: 768 } };

const tall = (page: Page): Locator =>
  page.getByRole('region', { name: /^(Timeline of the loss|손실 시간 막대)$/ });
const numbers = (page: Page): Locator => page.locator('section.workbench');

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('it is not drawn');
  return box;
}

/** Where everything else stands. */
const placesOf = async ({ page, board }: RoomPage) => ({
  board: await boxOf(board),
  bar: await boxOf(page.getByRole('contentinfo')),
  numbers: await boxOf(numbers(page)),
});

const stepOf = async (slider: Locator): Promise<number> => Number(await slider.getAttribute('aria-valuenow'));

test('UI40 UI42 a drag goes on in the tall timeline; board, bar and numbers stay; a clicker then goes through the pass', async ({
  school,
}) => {
  const [instructor, viewer] = await school.after(400, { context: laptop });
  const { page, timeline } = instructor;
  const head = await stepOf(timeline);
  const before = await placesOf(instructor);
  const small = await boxOf(timeline);
  expect(small.height).toBeGreaterThanOrEqual(44);
  await expect(tall(page)).toHaveCount(0);

  await page.mouse.move(small.x + small.width / 2, small.y + small.height / 2);
  await page.mouse.down();
  await expect(tall(page)).toBeVisible();
  const large = await boxOf(tall(page));
  expect(large.height).toBeGreaterThan(150);
  expect(large.width).toBeGreaterThan(1000);
  // Over the lower part of the board, and over nothing else.
  expect(large.y).toBeGreaterThan(before.board.y + before.board.height * 0.4);
  expect(large.y + large.height).toBeLessThanOrEqual(before.numbers.y);

  // The same press goes on in the larger picture.
  const plot = await boxOf(tall(page).locator('.plot'));
  await page.mouse.move(plot.x + plot.width * 0.1, plot.y + plot.height / 2, { steps: 4 });
  await expect.poll(() => stepOf(timeline)).toBeLessThan(head / 4);
  await page.mouse.up();
  await expect
    .poll(async () => instructor.state.innerText())
    .toBe(`Paused after step ${(await stepOf(timeline)).toLocaleString('en')}`);
  await expect(viewer.state).toHaveText(await instructor.state.innerText());
  expect(await placesOf(instructor)).toEqual(before);
  await expect(tall(viewer.page)).toHaveCount(0);

  const step = await stepOf(timeline);
  await page.keyboard.press('PageDown');
  await expect(tall(page)).toHaveCount(0);
  await expect(instructor.state).toHaveText(
    new RegExp(`^Paused inside step ${(step + 1).toLocaleString('en')} · operation 1 of`),
  );
});

test('UI40 UI41 by the keyboard: every branch has a line and a name in both languages, J powers of ten at equal distances', async ({
  school,
}) => {
  const [instructor, viewer] = await school.after(400, { context: laptop });
  const { page, timeline } = instructor;
  const before = await placesOf(instructor);
  await timeline.press('Home');
  for (const key of ['PageUp', 'PageUp']) await timeline.press(key);
  await expect(tall(page)).toContainText('J on a log scale');
  const past = await stepOf(timeline);
  await expect(instructor.state).toHaveText(`Paused after step ${past.toLocaleString('en')}`);
  await page.keyboard.press('Escape');
  await expect(tall(page)).toHaveCount(0);

  const rate = (await instructor.settings()).getByRole('spinbutton', { name: /^Learning rate/ });
  await rate.fill('0.2');
  await rate.press('Enter');
  await instructor.step();
  await expect(instructor.state).toHaveText(`Paused after step ${(past + 1).toLocaleString('en')}`);
  await timeline.press('ArrowLeft');
  await expect(tall(page)).toContainText('branch 2; run 1 kept');
  const lanes = tall(page).getByRole('list', { name: 'Branches of this run' }).getByRole('listitem');
  await expect(lanes).toHaveText(['run 1, kept', 'branch 2']);
  const [first, second] = await Promise.all([0, 1].map((k) => boxOf(lanes.nth(k).locator('.line span'))));
  expect(second.x).toBeGreaterThan(first.x);
  expect(first.x + first.width).toBeGreaterThan(second.x + second.width);
  expect(await placesOf(instructor)).toEqual(before);
  await expectAccessible(page, 'the tall timeline');
  await page.setViewportSize(laptop.viewport);

  await timeline.press('End');
  const marks = await tall(page)
    .locator('.axis span')
    .evaluateAll((all) => all.map((mark) => [Number(mark.textContent), mark.getBoundingClientRect().y]));
  for (const [k, [J, y]] of marks.slice(1).entries()) {
    expect(J / marks[k][0]).toBeCloseTo(10, 6);
    expect(marks[k][1] - y).toBeCloseTo(marks[0][1] - marks[1][1], 0);
  }
  expect(marks.length).toBeGreaterThanOrEqual(3);

  await page.getByRole('button', { name: 'KO', exact: true }).click();
  await page.getByRole('slider', { name: /^손실 시간 막대/ }).press('ArrowLeft');
  await expect(tall(page)).toContainText('분기 2, 학습 1은 그대로 보관');
  await expect(tall(page).getByRole('listitem')).toHaveText(['학습 1 (보관)', '분기 2']);
  expect(await placesOf(instructor)).toMatchObject({ board: before.board, bar: before.bar });

  // Who follows sees the same, and moves nothing.
  const opener = viewer.page.getByRole('button', { name: 'Show the timeline large' });
  await opener.click();
  await expect(tall(viewer.page).getByRole('listitem')).toHaveText(['run 1, kept', 'branch 2']);
  await expect(viewer.page.getByRole('slider')).toHaveCount(0);
  const state = await viewer.state.innerText();
  await tall(viewer.page).locator('.plot').click();
  await expect(viewer.state).toHaveText(state);
  await viewer.page.keyboard.press('Escape');
  await expect(tall(viewer.page)).toHaveCount(0);
});

test('UI44 at every width, whatever is said in it, whole parts of its line are seen and none is cut', async ({
  school,
}) => {
  const [instructor, viewer] = await school.after(400, { context: laptop });
  const { page } = instructor;
  await page.getByRole('button', { name: 'KO', exact: true }).click();
  const widths = [
    [1280, 720],
    [1366, 768],
    [1440, 900],
    [1920, 1080],
    [820, 1180],
  ] as const;
  /** Of the parts in sight how far one reaches over the line, in pixels; and what is seen. */
  const seen = (person: RoomPage) =>
    person.page
      .getByRole('contentinfo')
      .locator('.timeline p')
      .first()
      .evaluate((line) => {
        const box = line.getBoundingClientRect();
        const parts = [...line.children].filter((part) => part.getBoundingClientRect().top < box.bottom - 2);
        return {
          text: parts.map((part) => part.textContent),
          over: Math.max(...parts.map((part) => part.getBoundingClientRect().right - box.right)),
        };
      });
  for (const zoomed of [false, true]) {
    if (zoomed) {
      const slider = page.getByRole('slider', { name: /^손실 시간 막대/ });
      for (let closer = 0; closer < 6; closer++) await slider.press('+');
      await page.keyboard.press('Escape');
    }
    for (const [width, height] of widths) {
      for (const person of [instructor, viewer]) {
        await person.page.setViewportSize({ width, height });
        await expect
          .poll(async () => (await seen(person)).over, { message: `at ${width}` })
          .toBeLessThanOrEqual(0.5);
        expect((await seen(person)).text[0]).toMatch(/^(step [\d,]+|[\d,]+단계)$/);
      }
    }
  }
});
