/** Every kind of question on a small phone, in both languages: the equation it asks about, the choices and Send are in sight, also over a keyboard. */
import type { Asked } from '@deltaboard/shared/questions/question.ts';
import { passlessKinds } from '@deltaboard/shared/questions/askable.ts';
import { passKinds } from '@deltaboard/shared/questions/library.ts';
import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { faultsOf } from '../measured.ts';
import { asPhone, small, whole } from '../phone.ts';
import type { RoomPage } from '../room-page.ts';

/** With the keyboard open. */
const half = { width: small.width, height: small.height / 2 };
const languages = [
  { locale: 'en-US', send: 'Send', sent: /^Your answer is in/ },
  { locale: 'ko-KR', send: '보내기', sent: /답/ },
] as const;

/** One of each kind; in the order in which the class can come to them. `at`: operations performed; `probe`: of its pass. */
const questions: readonly {
  readonly at: number;
  readonly probe?: number;
  readonly asked: Asked;
  readonly equation: RegExp | null;
}[] = [
  { at: 3, probe: 1, asked: { kind: 'same-centre', probe: 2 }, equation: /s/ },
  { at: 1, asked: { kind: 'block-of-word' }, equation: /z/ },
  { at: 3, asked: { kind: 'word-label' }, equation: /s/ },
  { at: 3, asked: { kind: 'depth-alone' }, equation: /s/ },
  { at: 3, asked: { kind: 'sign', tensor: 's', layer: 1, entry: 0 }, equation: /s/ },
  { at: 5, asked: { kind: 'label-flips' }, equation: /J/ },
  { at: 5, asked: { kind: 'zero-or-not-yet', tensor: 'delta', layer: 1, entry: 3 }, equation: /z/ },
  { at: 5, asked: { kind: 'magnitude', tensor: 'gradientOfB', layer: 1, entry: 2 }, equation: /b/ },
  { at: 5, asked: { kind: 'largest-unit', tensor: 'delta', layer: 1 }, equation: /z/ },
  { at: 5, asked: { kind: 'score-gradient' }, equation: /s/ },
  { at: 5, asked: { kind: 'passes-most', layer: 1 }, equation: /z/ },
  { at: 9, asked: { kind: 'delta-sign', layer: 1, unit: 3 }, equation: /z/ },
  { at: 9, asked: { kind: 'delta-value', layer: 1, unit: 3 }, equation: /z/ },
  { at: 9, asked: { kind: 'number', tensor: 'delta', layer: 1, entry: 3 }, equation: /z/ },
  { at: 10, asked: { kind: 'bias-reason', layer: 1 }, equation: /b/ },
  { at: 10, asked: { kind: 'bias-gradient', layer: 1, unit: 1 }, equation: /b/ },
  { at: 11, asked: { kind: 'gradient-shape', layer: 1 }, equation: /W/ },
  { at: 11, asked: { kind: 'vanishing-rows', layer: 1 }, equation: /W/ },
  { at: 12, asked: { kind: 'where-gradients-add', layer: 1 }, equation: /x/ },
  { at: 12, asked: { kind: 'downstream-value', layer: 1, entry: 20 }, equation: /x/ },
  { at: 13, asked: { kind: 'p-after-update' }, equation: /theta|세타/ },
  {
    at: 13,
    asked: { kind: 'update-direction', tensor: 'gradientOfU', layer: 1, entry: 2 },
    equation: /theta|세타/,
  },
  { at: 13, asked: { kind: 'probe-after-update', probe: 2 }, equation: /theta|세타/ },
  {
    at: 13,
    asked: {
      kind: 'graph-gradient',
      expression: 'f = (x + y) * max(y, z)',
      values: { x: 1, y: 2, z: 0 },
      variable: 'y',
    },
    equation: null,
  },
  { at: 13, asked: { kind: 'practice', probe: 0 }, equation: null },
  {
    at: 13,
    asked: {
      kind: 'free',
      prompt: 'Which of these explains best why the same δ is used three times on the way back?',
      options: ['It is computed once', 'W, b and x have one upstream', 'The chain rule', 'It is not'],
    },
    equation: null,
  },
];

const CARD = '.question section';
const card = ({ page }: RoomPage): Locator => page.locator(CARD);
const prompt = (student: RoomPage): Locator => card(student).locator('.prompt');
const choices = (student: RoomPage): Locator => card(student).locator('label');

/** Wholly between the top of the page and its bottom, and not under anything. */
async function inReach(part: Locator, height: number): Promise<boolean> {
  const box = await part.boundingBox();
  if (!box || box.y < 0 || box.y + box.height > height + 0.5) return false;
  return part.evaluate((element) => {
    const { left, top, width, height: high } = element.getBoundingClientRect();
    const found = document.elementFromPoint(left + width / 2, top + high / 2);
    return found !== null && (element.contains(found) || found.contains(element));
  });
}

test('UI34 every kind of the library is one of these', () => {
  const asked = questions.map(({ asked: { kind } }) => kind);
  expect([...new Set(asked)].sort()).toEqual([...passKinds, ...passlessKinds].sort());
});

test('UI34 UI35 a phone answers every kind of question, with its equation, its choices and Send in sight', async ({
  school,
}) => {
  test.slow();
  const instructor = await school.start();
  // The instructor's own member on a second device, so that nothing waits for a dialog.
  const hand = await school.raw({ ...(await instructor.hello()), member: await instructor.member() });
  const students = await Promise.all(
    languages.map(async ({ locale, ...words }) => ({
      student: await school.join(instructor.code, { context: asPhone(small, locale) }),
      locale,
      ...words,
    })),
  );
  let at = 5;
  const go = async (to: number): Promise<void> => {
    for (; at !== to; at += Math.sign(to - at))
      expect(
        await hand.command({ type: 'move', granularity: 'operation', direction: Math.sign(to - at) }),
      ).toEqual({ ok: true });
  };
  for (const { at: place, probe, asked, equation } of questions) {
    if (probe === undefined) await go(place);
    else
      expect(
        await hand.command({ type: 'look', subject: { kind: 'probe', probe, operation: place } }),
      ).toEqual({ ok: true });
    expect(await hand.command({ type: 'ask', asked }), asked.kind).toEqual({ ok: true });
    for (const { student, locale, send, sent } of students) {
      const { page } = student;
      const what = `${asked.kind}, ${locale}`;
      const button = card(student).getByRole('button', { name: send });
      const math = page.getByRole('math').first();
      const isTyped = asked.kind === 'number';
      const answer = isTyped ? card(student).getByRole('textbox') : choices(student).last();
      await expect(prompt(student), what).toBeVisible();
      await expect(button, what).toBeDisabled();
      for (const size of [small, half]) {
        await page.setViewportSize(size);
        const seen = `${what}, ${size.height} pixels high`;
        const shown = async () => ({
          equation: await inReach(math, size.height),
          prompt: await inReach(prompt(student), size.height),
          send: await inReach(button, size.height),
          beside: await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        });
        await expect
          .poll(shown, { message: seen })
          .toEqual({ equation: true, prompt: true, send: true, beside: 0 });
        // Over a keyboard the choices may need a finger's stroke, and Send stays.
        if (size === small)
          for (const choice of await choices(student).all())
            expect(await inReach(choice, size.height), seen).toBe(true);
        else {
          await answer.scrollIntoViewIfNeeded();
          expect(await inReach(answer, size.height), seen).toBe(true);
        }
        const limits = { ...whole, mayScroll: size === half, within: CARD };
        await expect.poll(() => faultsOf(page, limits), { message: seen }).toEqual([]);
      }
      await page.setViewportSize(small);
      if (equation) await expect(math, what).toHaveAttribute('aria-label', equation);
      // What has to be read to answer.
      const read = { ...whole, type: 14, within: `${CARD} .prompt, ${CARD} label` };
      await expect.poll(() => faultsOf(page, read), { message: what }).toEqual([]);
      if (isTyped) await answer.fill('0,06');
      else await answer.tap();
      await expect(button, what).toBeEnabled();
      await button.tap();
      await expect(card(student).getByText(sent).first(), what).toBeVisible();
    }
    expect(await hand.command({ type: 'dismiss' })).toEqual({ ok: true });
    for (const { student } of students) await expect(card(student)).toHaveCount(0);
    if (probe !== undefined)
      expect(await hand.command({ type: 'look', subject: { kind: 'window' } })).toEqual({ ok: true });
  }
});

test('UI35 the number in question stands as a question mark beside its factors, and nothing that comes later is told', async ({
  school,
}) => {
  const instructor = await school.start();
  const hand = await school.raw({ ...(await instructor.hello()), member: await instructor.member() });
  const student = await school.join(instructor.code, { context: asPhone(small) });
  for (let k = 5; k < 9; k++) await hand.command({ type: 'move', granularity: 'operation', direction: 1 });
  await hand.command({ type: 'ask', asked: { kind: 'delta-sign', layer: 1, unit: 3 } });
  const table = student.board.getByRole('table');
  const row = table.locator('.row.read');
  await expect(row.getByRole('rowheader')).toHaveText('4');
  await expect(row.getByRole('cell').last()).toHaveText('?');
  await expect(student.page.locator('.line').last()).toHaveText(/0\.\d+\s*· 0\.\d+\s*=\s*\?/);
  // Of the column that is asked about no other number stands either.
  const lastOfEach = (): Promise<string[]> =>
    table
      .locator('.row:not(.head)')
      .evaluateAll((rows) => rows.map((one) => one.lastElementChild?.textContent ?? ''));
  await expect.poll(async () => (await lastOfEach()).join(' ')).toMatch(/^(not yet|\s)*\?(not yet|\s)*$/);
  // Folded away the operation of the class is there again, and the question one press away.
  await student.page.getByRole('button', { name: 'Fewer controls' }).tap();
  await expect(student.page.getByText('operation 9 of 14', { exact: true })).toBeVisible();
  await student.page.getByRole('button', { name: 'Question' }).tap();
  await expect(row.getByRole('cell').last()).toHaveText('?');
});

test('UI36 a text on the board can be closed on a phone, and the next one is seen', async ({ school }) => {
  const instructor = await school.start();
  const student = await school.join(instructor.code, { context: asPhone(small) });
  const writer = await school.raw({ room: instructor.code });
  const shown = student.page.getByRole('complementary', { name: 'On the board' });
  await instructor.classDialog('Texts');
  for (const text of ['Why is δ reused?', 'Is f′ never negative?']) {
    await writer.command({ type: 'contribute', contribution: { kind: 'question', text } });
    await instructor.page
      .getByRole('listitem')
      .filter({ hasText: text })
      .getByRole('button', { name: 'Put on the board' })
      .click();
    await expect(shown).toContainText(text);
    await shown.getByRole('button', { name: 'Close' }).tap();
    await expect(shown).toHaveCount(0);
  }
});
