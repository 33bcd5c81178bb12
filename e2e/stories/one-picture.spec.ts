/** What the driver chooses by a press, the class sees: driver and projector are read and compared, selection by selection. */
import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import type { RoomPage } from '../room-page.ts';

/**
 * What a part of the page says: its text, what is chosen in it, and every picture that names itself. Not what else could be pressed, and how:
 * a projector has none of it.
 */
const said = (part: Locator): Promise<string> =>
  part.evaluate((element) => {
    const pressed = [
      ...element.querySelectorAll('[aria-pressed=true],[aria-selected=true],[aria-current=true]'),
    ];
    const pictures = [...element.querySelectorAll('[role=img][aria-label]')];
    // What can be printed in the cells, and at which ticks of an axis, depends on how large a screen draws them.
    const others = [
      ...element.querySelectorAll<HTMLElement>(
        '[role=img]:has(canvas), .tick, .how, button:not([aria-pressed=true], [aria-selected=true], .map, .sign, th button), label:has(select, input), :has(> .chosen)',
      ),
    ];
    for (const { style } of others) style.visibility = 'hidden';
    const innerText = (element as HTMLElement).innerText.replace(/\s+/g, ' ').trim();
    for (const { style } of others) style.visibility = '';
    // A range and a checkbox are said by what they change.
    const values = [...element.querySelectorAll('select, .chosen')];
    return JSON.stringify([
      innerText,
      pressed.map(({ textContent }) => textContent),
      pictures.map((picture) => picture.getAttribute('aria-label')),
      values.map((one) => (one instanceof HTMLSelectElement ? one.value : one.textContent)),
    ]);
  });

async function classroom(school: Parameters<Parameters<typeof test>[2]>[0]['school']) {
  // Both as wide as a projector: what is compared is what they say, not where it is drawn.
  const viewport = { width: 1920, height: 1080 };
  const instructor = await school.start({ context: { viewport } });
  const projector = await school.screen(instructor.code, { context: { viewport } });
  await expect(projector.board).toBeVisible();
  const student = await school.join(instructor.code, { context: { viewport } });
  return { instructor, projector, student };
}

async function expectSame(
  name: string,
  { instructor, others }: { instructor: RoomPage; others: readonly RoomPage[] },
): Promise<void> {
  const part = ({ page }: RoomPage): Locator => page.getByRole('region', { name }).first();
  await expect(part(instructor)).toBeVisible();
  for (const other of others) {
    await expect.poll(async () => (await said(part(other))) === (await said(part(instructor)))).toBe(true);
  }
}

test('FO1 every selection of By hand is the class’s; a student may have another, and comes back', async ({
  school,
}) => {
  const { instructor, projector, student } = await classroom(school);
  const { page } = instructor;
  const same = () => expectSame('By hand', { instructor, others: [projector, student] });
  await instructor.step();
  await instructor.byHand('numbers');
  await same();
  const byHand = page.getByRole('region', { name: 'By hand', exact: true });
  const before = await said(byHand);
  for (const target of ['u', 'b', 'x', 'W']) {
    await byHand.getByRole('button', { name: target, exact: true }).click();
    await expect(byHand.getByRole('button', { name: target, exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await same();
  }
  const turn = async (name: string) => {
    await instructor.handPage(name).click();
    await expect(instructor.handPage(name)).toHaveAttribute('aria-pressed', 'true');
    await same();
  };
  await turn('Reshape');
  const reshaping = byHand.getByRole('group', { name: 'From the row to the outer product' });
  for (const stage of [/^1 /, /^2 /, /^3 /]) {
    await reshaping.getByRole('button', { name: stage }).click();
    await expect(reshaping.getByRole('button', { name: stage })).toHaveAttribute('aria-pressed', 'true');
    await same();
  }
  await turn('Bridge');
  await turn('Agreement');
  await turn('Chain');
  await byHand
    .getByRole('button', { name: /∂h\/∂z/ })
    .first()
    .click();
  await expect.poll(() => said(byHand)).not.toBe(before);
  await same();

  const own = student.page.getByRole('region', { name: 'By hand', exact: true });
  await own.getByRole('button', { name: 'u', exact: true }).click();
  const pill = student.page.getByRole('button', { name: /Resume/ });
  await expect(pill).toBeVisible();
  await expect(byHand.getByRole('button', { name: 'W', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await pill.click();
  await same();
});

test('FO1 every selection on the graph and in the laboratory is the class’s', async ({ school }) => {
  const { instructor, projector, student } = await classroom(school);
  const { page } = instructor;
  await instructor.step();
  const pages = page.getByRole('group', { name: 'Page' });
  const others = [projector, student];

  await pages.getByRole('button', { name: 'Graph' }).click();
  const graph = page.getByRole('region', { name: /graph/i }).first();
  const fold = graph.getByRole('button', { name: /^(Fold|Open) layer 1/ });
  const name = (await graph.getAttribute('aria-label')) ?? '';
  await fold.click();
  await expectSame(name, { instructor, others });
  await graph.getByRole('button', { name: /^(Fold|Open) layer 1/ }).click();
  await expectSame(name, { instructor, others });

  await pages.getByRole('button', { name: 'Laboratory' }).click();
  const part = page.getByRole('region', { name: 'Laboratory' });
  const same = () => expectSame('Laboratory', { instructor, others });
  await part.getByRole('button', { name: 'Look at ReLU' }).click();
  await expect(part.getByRole('heading', { name: /ReLU/ })).toBeVisible();
  await same();
  await part.getByRole('button', { name: 'Look at tanh' }).click();
  await part.getByRole('checkbox').check();
  await same();
  await part.getByRole('slider').fill('1.5');
  await expect(part.getByText('z = 1.5 ·')).toBeVisible();
  await same();

  await part.getByRole('tab').nth(1).click();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await part.getByRole('button', { name: 'Train' }).click();
  await expect(part.getByText('Epoch 200 of 200')).toBeVisible();
  await same();
  await part.getByRole('button', { name: 'A disc in a ring' }).click();
  await expect(part.getByText('Epoch 0 of 200')).toBeVisible();
  await same();

  await part.getByRole('tab').nth(2).click();
  await same();
  await part.getByRole('group').getByRole('button').nth(1).click();
  await same();
  await part.getByRole('slider').fill('3');
  await same();
  await part.getByRole('combobox').selectOption('64');
  await same();
});
