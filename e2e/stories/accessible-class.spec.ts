/** axe on every screen of a class that takes part: lobby, questions, people, held screens, remote, every page. */
import { expectAccessible, phone } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';

test('AC3 axe: lobby, question, reveal, people, one’s own corner, in both languages', async ({ school }) => {
  const instructor = await school.start();
  const student = await school.join(instructor.code);
  const korean = await school.join(instructor.code, { context: { locale: 'ko-KR' } });
  const { page } = instructor;
  await page.getByRole('button', { name: 'Invite' }).click();
  await expect(page.getByRole('dialog', { name: 'Invite the class' })).toBeVisible();
  await expectAccessible(page, 'invitation');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: 'Show to the class' }).click();
  await expect(student.page.getByText('You are in.')).toBeVisible();
  await expectAccessible(page, 'lobby of the driver');
  await expectAccessible(student.page, 'lobby');
  await expectAccessible(korean.page, 'lobby in Korean');

  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: 'To the board' }).click();
  await page.getByRole('button', { name: 'Ask…' }).click();
  await page.getByRole('radio', { name: /^The sign of δ/ }).check();
  await expectAccessible(page, 'ask', [{ width: 1440, height: 900 }]);
  await page.getByRole('button', { name: 'Ask this' }).click();
  await expect(student.page.getByRole('button', { name: 'Send' })).toBeVisible();
  await expectAccessible(student.page, 'question');
  await expectAccessible(korean.page, 'question in Korean');
  await expectAccessible(page, 'question of the driver', [{ width: 1440, height: 900 }]);
  await student.page.getByRole('radio', { name: 'positive' }).check({ force: true });
  await student.page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('button', { name: 'Ask again' }).click();
  await page.getByRole('button', { name: 'Reveal' }).click();
  await expect(student.page.getByText('Answer', { exact: true })).toBeVisible();
  await expectAccessible(student.page, 'reveal');
  await page.getByRole('button', { name: 'Close the question' }).click();

  // A phone has its own layout, in which it is opened anew.
  for (const size of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await student.page.setViewportSize(size);
    await student.page.getByRole('button', { name: 'Me', exact: true }).click();
    const me = student.page.getByRole('dialog', { name: 'Me' });
    for (const part of ['Write', 'Answers', 'Kept'] as const) {
      await me.getByRole('button', { name: part }).click();
      await expectAccessible(student.page, part, [size]);
    }
    await student.page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: /^Class/ }).click();
  await expectAccessible(page, 'concealed', [{ width: 1440, height: 900 }]);
  for (const tab of ['People', 'Texts', 'Report'] as const) {
    await instructor.classDialog(tab);
    await expectAccessible(page, tab, [{ width: 1440, height: 900 }]);
  }
});

test('AC3 axe: every page, by a viewer, paused and running; held screens; the remote', async ({ school }) => {
  const instructor = await school.start();
  const student = await school.join(instructor.code);
  for (const name of ['Graph', 'Scratch', 'Laboratory', 'Board']) {
    await instructor.page.getByRole('button', { name, exact: true }).click();
    const tab = student.page.getByRole('button', { name, exact: true });
    await expect(tab).toHaveAttribute('aria-pressed', 'true');
    await expectAccessible(student.page, name);
    await student.page.setViewportSize({ width: 1440, height: 900 });
  }
  await instructor.byHand('numbers');
  await expectAccessible(student.page, 'by hand', [{ width: 1440, height: 900 }]);
  await instructor.page.getByRole('button', { name: 'Close By hand' }).click();
  await instructor.button('Run').click();
  await student.seesItRun();
  await expectAccessible(student.page, 'running', [phone]);
  await instructor.controls.getByRole('button', { name: 'Hold the screens' }).click();
  await expect(student.page.getByRole('dialog', { name: 'Eyes up front, please' })).toBeVisible();
  await expectAccessible(student.page, 'held');
  await instructor.page.setViewportSize(phone);
  await expect(instructor.page.getByRole('region', { name: 'Remote' })).toBeVisible();
  await expectAccessible(instructor.page, 'remote', [phone]);
});

test('AC3 axe: the presenter view, with a question, texts and hands', async ({ school }) => {
  const instructor = await school.start();
  const { page, code } = instructor;
  const member = await school.raw({ room: code });
  await member.command({ type: 'contribute', contribution: { kind: 'question', text: 'Why?' } });
  await member.command({ type: 'hand', raised: true });
  await member.command({ type: 'lost', lost: true });
  await page.goto(`${new URL(page.url()).origin}/r/${code}?presenter`);
  await page.getByRole('button', { name: 'Open for votes' }).click();
  await page.getByRole('button', { name: 'Ask…' }).click();
  await page.getByRole('button', { name: 'Ask this' }).click();
  await expect(page.getByText('0 of 1 answered')).toBeVisible();
  await expectAccessible(page, 'presenter view');
});
