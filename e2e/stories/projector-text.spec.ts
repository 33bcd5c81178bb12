/** Readable from the last row: no text on a projector is smaller than 22 CSS pixels, but for what SPEC AC4 names. */
import { projector } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import { measured } from '../measured.ts';
import { projected } from '../screens/sizes.ts';

test('AC4 no text on the projector is smaller than 22 pixels, on any page, in either language', async ({
  school,
}) => {
  const instructor = await school.start();
  const english = await school.screen(instructor.code, { context: { viewport: projector } });
  const korean = await school.screen(instructor.code, { context: { viewport: projector, locale: 'ko-KR' } });
  for (const one of [english, korean]) await expect(one.board).toBeVisible();
  const small: string[] = [];
  const look = async (name: string): Promise<void> => {
    for (const [language, one] of [
      ['en', english],
      ['ko', korean],
    ] as const) {
      await one.page.waitForLoadState('networkidle');
      const { faults } = await measured(one.page, { type: projected(projector.height), mayScroll: false });
      for (const { kind, what, by } of faults)
        if (kind === 'small') small.push(`${name} ${language}: ${what} ${by}`);
    }
  };
  await look('board');
  await instructor.byHand('numbers');
  await expect(english.page.getByRole('region', { name: /by hand/i }).first()).toBeVisible();
  for (const part of ['Chain', 'Reshape', 'Bridge', 'Agreement']) {
    await instructor.handPage(part).click();
    await look(`by hand, ${part}`);
  }
  await instructor.page.getByRole('button', { name: 'Close By hand' }).click();
  for (const page of ['Graph', 'Scratch', 'Laboratory']) {
    await instructor.page.getByRole('button', { name: page, exact: true }).click();
    await expect(english.page.getByRole('group', { name: 'Page' })).toHaveText(page);
    await look(page);
  }
  await instructor.page.getByRole('button', { name: 'Board', exact: true }).click();
  await instructor.button('Run').click();
  await expect(english.state).toHaveText(/Running/);
  await look('running');
  expect(small).toEqual([]);
});
