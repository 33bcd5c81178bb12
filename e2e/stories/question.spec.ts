/** Predict, discuss, predict again, reveal: five students, one late, one who answers twice. */
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type { Locator } from '@playwright/test';
import { phone } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import type { RoomPage } from '../room-page.ts';

const choose = async ({ page }: RoomPage, choice: string): Promise<void> => {
  await page.getByRole('radio', { name: choice }).check({ force: true });
  await page.getByRole('button', { name: 'Send' }).click();
};

/** What in a page could be pressed, typed into or reached by the keyboard. */
const pressable = ({ page }: RoomPage): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
      .filter((one) => !one.closest('[inert]') && !one.matches(':disabled') && one.checkVisibility())
      .map((one) => one.outerHTML.slice(0, 80)),
  );

test('QU1 QU3 JN3 a question from creation through two rounds to the graded reveal', async ({ school }) => {
  const instructor = await school.start();
  const { page, code } = instructor;
  const students = [await school.join(code), await school.join(code)];
  // Three more without a page: one in time, one late, one twice.
  const [intime, late, twice] = [
    await school.raw({ room: code }),
    await school.raw({ room: code }),
    await school.raw({ room: code }),
  ];
  const projector = await school.screen(code);
  await expect(projector.board).toBeVisible();

  await page.getByRole('button', { name: 'Ask…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ask the class' });
  await dialog.getByRole('radio', { name: /^The sign of δ/ }).check();
  await dialog.getByRole('button', { name: 'Ask this' }).click();
  await expect(dialog).toHaveCount(0);
  const prompt = /What sign will δ.* have\?/;
  for (const one of [...students, projector]) await expect(one.page.getByText(prompt)).toBeVisible();
  // On the projector the choices are only read.
  expect(await pressable(projector)).toEqual([]);
  expect(await pressable(students[0])).not.toEqual([]);

  // While it is open nothing moves on, and nothing that comes later is told.
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('alert').filter({ hasText: 'A question is open' })).toBeVisible();
  const latecomer = await school.raw({ room: code });
  const { snapshot } = latecomer.welcome.resumed === 'snapshot' ? latecomer.welcome : { snapshot: null };
  expect(snapshot?.moment?.trainer).toBeNull();
  expect(snapshot?.state.question?.result).toBeNull();

  const answer = (choice: number, round: 0 | 1 = 0): Command => ({
    type: 'answer',
    question: 0,
    round,
    choice,
  });
  await choose(students[0], 'negative');
  await expect(students[0].page.getByText('Your answer is in.')).toBeVisible();
  await choose(students[1], 'exactly zero');
  expect(await intime.command(answer(2))).toEqual({ ok: true });
  expect(await twice.command(answer(0))).toEqual({ ok: true });
  expect(await twice.command(answer(2))).toMatchObject({ error: { code: 'already-answered' } });
  // How many, and not what.
  await expect(projector.page.getByText('4 answered')).toBeVisible();
  await expect(page.getByText('4 of 6 answered')).toBeVisible();
  await expect(projector.page.getByRole('table')).toHaveCount(0);

  await page.getByRole('combobox', { name: 'Discuss' }).selectOption('2 min');
  await page.getByRole('button', { name: 'Discuss' }).click();
  await expect(students[0].page.getByRole('timer')).toHaveText(/^[12]:\d\d left$/);
  expect(await late.command(answer(2))).toMatchObject({ error: { code: 'question-closed' } });

  await page.getByRole('button', { name: 'Ask again' }).click();
  for (const student of students) {
    await expect(student.page.getByText('Second round: answer again')).toBeVisible();
    await choose(student, 'positive');
  }
  expect(await late.command(answer(1, 1))).toEqual({ ok: true });
  expect(await twice.command(answer(0, 1))).toEqual({ ok: true });

  await page.getByRole('button', { name: 'Reveal' }).click();
  // By the step itself: δ stands on every board, and its sign is what is true.
  await expect(students[0].state).toHaveText('Paused inside step 1 · operation 10 of 14');
  const delta = await students[0].entries('∂J/∂z = δ');
  const unit = Number(
    /δ([₀-₉]+)/
      .exec(await students[0].page.getByText(prompt).innerText())?.[1]
      .replace(/[₀-₉]/g, (figure) => String('₀₁₂₃₄₅₆₇₈₉'.indexOf(figure))),
  );
  const value = Number(delta[unit - 1].digits);
  const name = value > 0 ? 'positive' : value < 0 ? 'negative' : 'exactly zero';
  const table = students[0].page.getByRole('table').filter({ hasText: 'Round 1' });
  await expect(table.getByRole('row').filter({ hasText: 'correct' })).toContainText(name);
  const counts = (row: string) => table.getByRole('row').filter({ hasText: row }).getByRole('cell');
  await expect(counts('negative')).toHaveText(['2', '1']);
  await expect(counts('exactly zero')).toHaveText(['1', '1']);
  await expect(counts('positive')).toHaveText(['1', '2']);
  await expect(projector.page.getByRole('table').filter({ hasText: 'Round 2' })).toBeVisible();
  expect(await intime.command(answer(1, 1))).toMatchObject({ error: { code: 'question-revealed' } });

  // One's own record, and nobody else's.
  await students[0].page.getByRole('button', { name: 'Me', exact: true }).click();
  const me = students[0].page.getByRole('dialog', { name: 'Me' });
  await me.getByRole('button', { name: 'Answers' }).click();
  await expect(me.getByText('Round 1: negative (−)')).toBeVisible();
  await expect(me.getByText('Round 2: positive (+)')).toBeVisible();
  await expect(me.getByRole('listitem')).toHaveCount(1);

  // The driver takes it home.
  await page.getByRole('button', { name: 'Close the question' }).click();
  await page.getByRole('button', { name: /^Class/ }).click();
  await page.getByRole('button', { name: 'Report' }).click();
  const lines = await instructor.reportLines();
  expect(lines).toHaveLength(1 + 5);
  expect(lines[0]).toContain(
    'question,step,operation,member,first answer,second answer,correct answer,correct,answers',
  );
});

test('QU5 a question lies beside the δ that it asks about, and on a phone at the thumb', async ({
  school,
}) => {
  const instructor = await school.start();
  const { page, code } = instructor;
  const wide = await school.join(code, { context: { viewport: { width: 1440, height: 900 } } });
  const hand = await school.join(code, { context: { viewport: phone } });
  await page.getByRole('button', { name: 'Ask…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ask the class' });
  await dialog.getByRole('radio', { name: /^The sign of δ/ }).check();
  await dialog.getByRole('button', { name: 'Ask this' }).click();
  const boxOf = async (locator: Locator) => {
    await expect(locator).toBeVisible();
    const box = await locator.boundingBox();
    if (!box) throw new Error('it is not drawn');
    return box;
  };
  const card = ({ page }: RoomPage) =>
    page.getByRole('radio', { name: 'negative' }).locator('xpath=ancestor::form');
  const question = await boxOf(card(wide));
  const delta = await boxOf(wide.tensor('∂J/∂z = δ'));
  const isApart =
    question.x >= delta.x + delta.width ||
    question.x + question.width <= delta.x ||
    question.y >= delta.y + delta.height ||
    question.y + question.height <= delta.y;
  expect({ isApart, question, delta }).toMatchObject({ isApart: true });
  // The lower half of the phone is the thumb's; all of it can be seen and reached.
  const send = await boxOf(hand.page.getByRole('button', { name: 'Send' }));
  expect(send.y).toBeGreaterThan(phone.height / 2);
  expect(send.y + send.height).toBeLessThanOrEqual(phone.height);
  await choose(hand, 'negative');
  await expect(hand.page.getByText('Your answer is in.')).toBeVisible();
});

test('LO CO lost here, and a question of one’s own on the board', async ({ school }) => {
  const instructor = await school.start();
  const student = await school.join(instructor.code);
  const other = await school.join(instructor.code);
  const lost = student.page.getByRole('button', { name: 'I’m lost here' });
  await lost.click();
  await expect(lost).toHaveAttribute('aria-pressed', 'true');
  await expect(instructor.page.getByText('1 lost')).toBeVisible();
  await expect(other.page.getByText('1 lost')).toHaveCount(0);
  await instructor.step();
  await expect(lost).toHaveAttribute('aria-pressed', 'false');

  await student.page.getByRole('button', { name: 'Me', exact: true }).click();
  const me = student.page.getByRole('dialog', { name: 'Me' });
  await me.getByRole('textbox', { name: 'Ask or write something' }).fill('Why <b>Wᵀ</b>?');
  await me.getByRole('button', { name: 'Send' }).click();
  await expect(me.getByRole('list', { name: 'Waiting' })).toContainText('Why <b>Wᵀ</b>?');
  await expect(other.page.getByText('Why <b>Wᵀ</b>?')).toHaveCount(0);
  const texts = await instructor.classDialog('Texts');
  await instructor.page.getByRole('button', { name: 'Put on the board' }).click();
  await expect(other.page.getByRole('complementary', { name: 'On the board' })).toContainText(
    'Why <b>Wᵀ</b>?',
  );
  await texts.getByRole('button', { name: 'Take down' }).click();
  await expect(other.page.getByRole('complementary', { name: 'On the board' })).toHaveCount(0);
  await instructor.classDialog('Report');
  await expect(instructor.page.getByRole('dialog').getByRole('row')).toHaveCount(1);

  // A sentence goes the same way: theirs, then the class's.
  await student.page.keyboard.press('Escape');
  await student.page.getByRole('tab', { name: 'Your sentence' }).click();
  await student.page.getByRole('textbox', { name: 'Your sentence' }).fill('We met in Paris');
  await student.page.getByRole('button', { name: /^Paris/ }).click();
  await expect(student.page.getByText('Suggested.')).toBeVisible();
  await instructor.classDialog('Texts');
  await instructor.page
    .getByRole('listitem')
    .filter({ hasText: 'We met in [Paris]' })
    .getByRole('button', { name: 'Put on the board' })
    .click();
  for (const one of [student, other]) {
    await expect(
      one.page.getByRole('region', { name: 'The board' }).getByText('met', { exact: true }).first(),
    ).toBeVisible();
  }
});
