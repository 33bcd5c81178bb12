/** How well the network labels, at the step where the class stands; its worst sentence is put on the board (SPEC EV5–EV9). */
import { presets } from '@deltaboard/shared/training/presets.ts';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { isLong } from '../long.ts';
import { openClassroom } from '../screens/classroom.ts';
import { misplaced, seats } from '../screens/part.ts';
import { languages } from '../screens/sizes.ts';

const evaluation = (page: Page) => page.getByRole('region', { name: 'Evaluation' });
/** Of each row of both tables what stands in it. */
const figures = (page: Page) => evaluation(page).getByRole('row').allInnerTexts();

test('EV5 EV8 everybody sees one evaluation, the test part is opened by a press, and the worst sentence goes to the board', async ({
  school,
}) => {
  const [instructor, viewer] = await school.after(400);
  const projector = await school.screen(instructor.code);
  await instructor.choose('Evaluation');
  const pages = [instructor, viewer, projector].map(({ page }) => page);
  const steps = ((await instructor.state.textContent()) ?? '').replace(/\D/g, '');
  for (const page of pages) {
    await expect(evaluation(page)).toHaveAttribute('aria-busy', 'false');
    await expect(evaluation(page)).toContainText(`θ after ${Number(steps).toLocaleString('en')} steps`);
  }
  const [seen, ...others] = await Promise.all(pages.map(figures));
  expect(seen.length).toBeGreaterThan(5);
  expect(seen.find((row) => row.startsWith('LOC'))).toMatch(/0\.\d{3}\s+0\.\d{3}\s+0\.\d{3}/);
  for (const other of others) expect(other).toEqual(seen);

  await expect(evaluation(viewer.page).getByRole('button', { name: 'Test' })).toBeDisabled();
  await evaluation(instructor.page).getByRole('button', { name: 'Test' }).click();
  await expect(evaluation(viewer.page)).toContainText('The test part was opened once.');
  await expect(evaluation(viewer.page)).toContainText('not for looking at');
  await evaluation(instructor.page).getByRole('button', { name: 'Development' }).click();

  const worst = evaluation(instructor.page).getByRole('listitem').first();
  const word = ((await worst.locator('b').first().textContent()) ?? '').split(' ')[0];
  await worst.getByRole('button').click();
  for (const { page } of [instructor, viewer]) {
    await expect(page.getByRole('region', { name: /^Sentence/ })).toContainText(word);
    await expect(page.getByRole('region', { name: 'Evaluation' })).toBeHidden();
  }
  await instructor.step();
  await expect(viewer.page.getByRole('region', { name: /^Sentence/ })).toContainText(word);
});

for (const language of isLong ? languages : languages.slice(-1)) {
  test(`EV5 the evaluation fits every screen, ${language}`, async ({ browser, server }) => {
    const room = await openClassroom(browser, server.url, language, false);
    const found: string[] = [];
    const within = 'main section.page';
    const lookAt = async (name: string): Promise<void> => {
      for (const seat of seats) {
        const page = room.pages[seat.role];
        await page.setViewportSize({ width: seat.width, height: seat.height });
        // In parts a table may stand behind the curves, which are shown first.
        await page
          .locator(`${within}[aria-busy=false] :is(table, figure)`)
          .filter({ visible: true })
          .first()
          .waitFor();
        found.push(...(await misplaced(room, seat, within, name)));
        const turns = seat.role === 'projector' ? [] : await page.locator(`${within} .pages button`).all();
        for (const turn of turns.slice(1)) {
          await turn.click();
          found.push(...(await misplaced(room, seat, within, `${name}, ${await turn.textContent()}`)));
        }
        await turns.at(0)?.click();
      }
    };
    await room.drive({ type: 'view', view: { page: 'evaluation' } });
    await lookAt('one type');
    await room.drive({
      type: 'configure',
      preset: null,
      configuration: { ...presets.board, head: 'softmax' },
    });
    await room.drive({ type: 'run' });
    await room.drive({ type: 'pause' });
    await lookAt('four types');
    await room.drive({ type: 'view', view: { judgedPart: 'test' } });
    await lookAt('the test part');
    await room.drive({
      type: 'view',
      view: { judgedPart: 'dev', compared: { runs: [0, 1], epochs: 1, patience: null } },
    });
    await lookAt('runs compared');
    expect(found).toEqual([]);
    await room.close();
  });
}
