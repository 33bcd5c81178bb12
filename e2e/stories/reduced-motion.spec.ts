/** Where motion is unwanted nothing moves: pictures change in place, and what would be played is there at once. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import type { RoomPage } from '../room-page.ts';

/** From now on the page counts the motions that begin in it. */
const watchMotion = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const began = (event: Event) => {
      const { target } = event;
      if (target instanceof Element) document.documentElement.dataset['motions'] = String(motions() + 1);
    };
    const motions = () => Number(document.documentElement.dataset['motions'] ?? 0);
    document.addEventListener('transitionrun', began, true);
    document.addEventListener('animationstart', began, true);
  });
const motions = (page: Page): Promise<number> =>
  page.evaluate(() => Number(document.documentElement.dataset['motions'] ?? 0));

/** What the class sees of By hand's reshaping, stage after stage. */
async function reshape(instructor: RoomPage): Promise<void> {
  const { page } = instructor;
  await instructor.step();
  await instructor.byHand('numbers');
  await instructor.handPage('Reshape').click();
  const stages = page.getByRole('group', { name: 'From the row to the outer product' });
  for (const stage of [/^1 /, /^2 /, /^3 /]) {
    await stages.getByRole('button', { name: stage }).click();
    await expect(stages.getByRole('button', { name: stage })).toHaveAttribute('aria-pressed', 'true');
  }
}

test('AC5 with reduced motion nothing moves: the first page, a pass, the reshaping, the laboratory', async ({
  school,
}) => {
  const context = { reducedMotion: 'reduce' } as const;
  const visitor = await school.visit({ context });
  await expect(visitor.page.getByText(/reduced motion/)).toBeVisible();
  const numbers = async () => (await visitor.page.locator('main').innerText()).match(/−?\d\.\d{2,}/g);
  const first = await numbers();
  expect(first?.length).toBeGreaterThan(20);

  const instructor = await school.start({ context });
  const { page } = instructor;
  await watchMotion(page);
  for (let k = 0; k < 3; k++) await instructor.button('Step').click();
  await reshape(instructor);
  await expect(page.getByRole('button', { name: 'Replay' })).toBeDisabled();
  await page.getByRole('button', { name: 'Close By hand' }).click();
  await page.getByRole('button', { name: 'Laboratory', exact: true }).click();
  await expect(page.getByRole('region', { name: /^Laboratory/ })).toBeVisible();
  expect(await motions(page)).toBe(0);
  expect(await numbers()).toEqual(first);
});

test('AC5 without it the reshaping is played', async ({ school }) => {
  const instructor = await school.start();
  await watchMotion(instructor.page);
  await reshape(instructor);
  await expect.poll(() => motions(instructor.page)).toBeGreaterThan(0);
});
