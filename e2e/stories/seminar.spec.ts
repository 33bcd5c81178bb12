/** A seminar: everybody goes through a lesson by themselves, and whoever leads sees how many are where. */
import { readFileSync } from 'node:fs';
import { expect, test } from '../fixtures.ts';
import { asPhone, expectInSight, small } from '../phone.ts';
import { killed } from '../killed.ts';
import type { RoomPage } from '../room-page.ts';
import { startServer } from '../server.ts';
import { LOST_CONNECTION } from '../watch.ts';

const sample = readFileSync(new URL('../../lessons/samples/first-look.json', import.meta.url), 'utf8');
const lesson = ({ page }: RoomPage) => page.getByRole('region', { name: 'Page of the lesson' });
const turns = ({ page }: RoomPage) => page.getByRole('group', { name: 'Page of the lesson' });
const heading = (one: RoomPage, name: string) =>
  expect(lesson(one).getByRole('heading', { name, exact: false })).toBeVisible();

/** By the pages of the lesson, as whoever drives chooses. */
async function choose(one: RoomPage, item: RegExp): Promise<void> {
  await lesson(one).getByRole('button', { name: 'Pages' }).click();
  await one.page.getByRole('menuitem', { name: item }).click();
}

test('LE22 LE23 LE24 LE25 a seminar: two students at their own pace, counts for the instructor, through a killed server', async ({
  school,
  dataDir,
}) => {
  const first = await startServer({ dataDir });
  const { url } = first;
  const instructor = await school.start({ url });
  const { code } = instructor;
  const student = await school.join(code, { url, context: { viewport: { width: 1366, height: 768 } } });
  const phone = await school.join(code, { url, context: asPhone(small) });
  const projector = await school.screen(code, { url });
  const everybody = [instructor, student, phone, projector];
  for (const one of everybody) one.watch.allow(LOST_CONNECTION);

  await instructor.choose('Teach a lesson…');
  const file = { name: 'lesson.json', mimeType: 'application/json', buffer: Buffer.from(sample) };
  await instructor.page.getByRole('dialog').locator('input[type=file]').setInputFiles(file);
  for (const one of everybody) await heading(one, 'One question per window');
  await choose(instructor, /^Seminar/);
  await expect(student.page.getByText('At your own pace').first()).toBeVisible();
  await expect(turns(phone)).toContainText('1 / 4');
  await expect(lesson(instructor)).toContainText('Seminar: 2 of 2 on page 1');

  // Each for itself: the class and its projector stay where they are.
  await student.page.keyboard.press(']');
  await heading(student, 'Forward');
  await student.page.keyboard.press(']');
  await heading(student, 'The sign of δ');
  await turns(phone).getByRole('button', { name: 'Next page' }).tap();
  await heading(phone, 'Forward');
  await heading(projector, 'One question per window');
  await heading(instructor, 'One question per window');
  await expect(lesson(instructor)).toContainText('Seminar: 1 of 2 on page 2');

  // Operations, forward and back, by oneself: as far as the pass goes.
  await expect(phone.state).toHaveText(/operation 4 of 14$/);
  await phone.page.getByRole('button', { name: 'Later operation' }).tap();
  await phone.page.getByRole('button', { name: 'Later operation' }).tap();
  await expect(phone.state).toHaveText(/operation 6 of 14$/);
  await expectInSight(turns(phone).getByRole('button', { name: 'Next page' }), small.height);

  // What a page asks holds its own board where it stands, until it is answered.
  await expect(student.state).toHaveText(/operation 7 of 14$/);
  await student.page.keyboard.press('ArrowRight');
  await expect(student.state).toHaveText(/operation 7 of 14$/);
  const card = student.page.getByRole('region', { name: /^What sign/ });
  await expect(card).toContainText('for you alone');
  await card.getByRole('radio', { name: 'negative' }).check({ force: true });
  await card.getByRole('button', { name: 'Send' }).click();
  await expect(student.state).toHaveText(/operation 10 of 14$/);
  await expect(card.getByRole('row').filter({ hasText: 'yours' })).toContainText('negative');
  await expect(card.getByRole('row').filter({ hasText: '✓' })).toContainText('positive');
  await expect(lesson(student).getByRole('img', { name: 'not computed yet' })).toHaveCount(0);
  await student.page.keyboard.press('ArrowRight');
  await expect(student.state).toHaveText(/operation 11 of 14$/);

  // What was answered, and how, is said of each page beside the class alone.
  await instructor.button('Menu').click();
  const opened = instructor.page.context().waitForEvent('page');
  await instructor.controls.getByRole('menuitem', { name: 'Open the presenter view' }).click();
  const presenter = await opened;
  const counts = presenter.getByRole('table', { name: 'Seminar, page by page' });
  const cells = (title: RegExp) => counts.getByRole('row', { name: title }).getByRole('cell');
  await expect(cells(/^3\. The sign/)).toHaveText(['1', '1', '0']);
  await expect(cells(/^2\. Forward/)).toHaveText(['1', '', '']);
  await presenter.close();

  // Killed: each comes back to its page and operation, and is not asked again.
  const second = await killed(first, dataDir, everybody);
  await expect(student.state).toHaveText(/operation 11 of 14$/);
  await expect(card.getByRole('row').filter({ hasText: 'yours' })).toContainText('negative');
  await student.page.reload();
  await expect(student.state).toHaveText(/operation 11 of 14$/);
  await heading(student, 'The sign of δ');
  await expect(phone.state).toHaveText(/operation 6 of 14$/);

  // Together again.
  await choose(instructor, /^End the seminar/);
  for (const one of everybody) await heading(one, 'One question per window');
  await expect(turns(phone)).toHaveCount(0);
  for (const one of everybody) await one.page.close();
  expect(await second.end('SIGTERM')).toBe(0);
});
