/** The class inside one step: every screen on the same operation, with the same equation and the same numbers. */
import type { Locator } from '@playwright/test';
import { desktop, expectAccessible, phone, projector } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import type { RoomPage } from '../room-page.ts';

/** Of a step of one layer when J is differentiated; the last is the update. */
const OPERATIONS = 14;
const FORWARD = 5;
/** The operation that makes δ. */
const DELTA = 10;
/** Tensors and scalars on the board that are computed in a pass. */
const COMPUTED = 13;

const workbench = ({ page }: RoomPage): Locator => page.getByRole('region', { name: /^The workbench/ });

/** What somebody sees of the operation at the cursor: words, formulas, and every number on the page to its last digit. */
async function seen(person: RoomPage) {
  const bench = workbench(person);
  // The outer one; within it is KaTeX's MathML.
  const equation = bench.getByRole('math').first();
  return {
    state: await person.state.innerText(),
    operation: await bench.getByRole('heading', { level: 2 }).innerText(),
    equation: await equation.getAttribute('aria-label'),
    numbers: await equation.innerText(),
    digits: await person.page
      .getByRole('main')
      .locator('data')
      .evaluateAll((all) => all.map((number) => number.outerHTML)),
    notYet: await person.board.getByRole('img', { name: /not yet$/ }).count(),
  };
}

/** Pictures on which nothing has been drawn. */
const isBlank = (all: Element[]): string[] =>
  all
    .filter((canvas) => canvas instanceof HTMLCanvasElement)
    .filter(
      (canvas) =>
        !canvas
          .getContext('2d')
          ?.getImageData(0, 0, canvas.width, canvas.height)
          .data.some((byte) => byte > 0),
    )
    .map((canvas) => canvas.parentElement?.getAttribute('aria-label') ?? '');

const paused = (step: number, operation: number): RegExp =>
  operation === FORWARD
    ? new RegExp(`^Paused inside step ${step} · forward pass done$`)
    : new RegExp(`^Paused inside step ${step} · operation ${operation} of ${OPERATIONS}$`);

test('UI1 S9 instructor and two viewers walk one whole pass back and forth by operation; a latecomer sees the same', async ({
  school,
}) => {
  // Twenty-five operations on four pages.
  const instructor = await school.start();
  const viewers = [await school.join(instructor.code), await school.join(instructor.code)];
  const { page } = instructor;
  await instructor.controls.getByText('operation', { exact: true }).click();

  /** What all see, once all are there. */
  const allSee = async (state: RegExp) => {
    for (const person of [instructor, ...viewers]) await expect(person.state).toHaveText(state);
    const found = await seen(instructor);
    for (const viewer of viewers) await expect.poll(() => seen(viewer)).toEqual(found);
    return found;
  };

  const onTheWay = new Map<number, Awaited<ReturnType<typeof allSee>>>();
  for (let operation = FORWARD; operation < OPERATIONS; operation++) {
    const found = await allSee(paused(1, operation));
    expect(found.notYet).toBe(COMPUTED - operation);
    onTheWay.set(operation, found);
    const readings = await instructor.readings();
    expect(readings.delta).toHaveLength(operation < DELTA ? 0 : 8);
    for (const viewer of viewers) expect(await viewer.readings()).toEqual(readings);
    await instructor.button('Step').click();
  }
  const updated = await allSee(/^Paused after step 1$/);
  expect(updated).toMatchObject({ operation: 'Update: one step downhill', notYet: 0 });
  expect(new Set([...onTheWay.values()].map(({ equation }) => equation)).size).toBe(onTheWay.size);

  for (let operation = OPERATIONS - 1; operation >= 1; operation--) {
    await page.getByRole('button', { name: 'Back' }).click();
    const found = await allSee(paused(1, operation));
    expect(found.notYet).toBe(COMPUTED - operation);
    const before = onTheWay.get(operation);
    if (before) expect(found).toEqual(before);
    // Whoever comes now is one of those who see it all from here on.
    if (operation === 10) viewers.push(await school.join(instructor.code));
  }
});

test('S5 S8 the driver switches objective and convention for the class, and nothing on the board moves', async ({
  school,
}) => {
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  await instructor.controls.getByText('operation', { exact: true }).click();
  for (let operation = FORWARD; operation < 12; operation++) {
    await expect(instructor.state).toHaveText(paused(1, operation));
    await instructor.button('Step').click();
  }
  await expect(viewer.state).toHaveText(paused(1, 12));
  const equation = workbench(viewer).getByRole('math').first();
  await expect(equation).toHaveAttribute('aria-label', /delta as a column, upstream, times x transposed/);
  const W = viewer.tensor('∂J/∂W');
  const before = await W.boundingBox();

  await workbench(instructor).getByRole('button', { name: 'Jacobian form' }).click();
  await expect(equation).toHaveAttribute('aria-label', /a single row, equals delta as a row/);
  expect(await W.boundingBox()).toEqual(before);
  // The labels follow: the Jacobian by W is one row.
  await expect(viewer.board.getByText(/1×400/)).toBeVisible();
  await expect(workbench(viewer).getByRole('button', { name: 'shape convention' })).toBeDisabled();

  await workbench(instructor).getByRole('button', { name: 's', exact: true }).click();
  await expect(equation).toHaveAttribute('aria-label', /^The derivative of s with respect to W/);
  await expect(viewer.tensor('∂s/∂W')).toBeVisible();
  await expect(instructor.button('Run')).toBeDisabled();
});

test('S4 S6 S7 S10 by hand opens in stages, is reached by keyboard, and axe finds nothing', async ({
  school,
}) => {
  const instructor = await school.start();
  const { page } = instructor;
  await instructor.step();
  await expect(instructor.state).toHaveText('Paused after step 1');
  const byHand = page.getByRole('region', { name: 'By hand' });
  const chain = byHand.getByRole('region', {
    name: 'The derivative of J with respect to W as a product of Jacobians',
  });
  const bench = workbench(instructor);

  await bench.getByRole('button', { name: 'By hand' }).press('Enter');
  await expect(chain).toBeVisible();
  await expect(chain.getByText('8×400', { exact: true })).toHaveCount(0);
  const stages = byHand.getByRole('group', { name: 'By hand' });
  await stages.getByRole('button', { name: 'shapes' }).press('Enter');
  await expect(chain.getByText('8×400', { exact: true })).toBeVisible();
  await stages.getByRole('button', { name: 'numbers' }).press('Enter');
  await chain.getByRole('button', { name: 'Show ∂z/∂W' }).press('Enter');
  const factor = chain.getByRole('application', { name: /^∂z\/∂W, 8 × 400/ });
  await factor.press('ArrowDown');
  // Row 2 is zero in the first block.
  await expect(chain.getByText(/\(∂z\/∂W\)2,1 = 0/)).toBeVisible();

  // A factor has the place of the chain's pictures, and gives it back.
  await expect(chain.getByRole('button', { name: 'Show ∂z/∂W' })).toHaveCount(0);
  await chain.getByRole('button', { name: 'Chain' }).press('Enter');
  await expect(chain.getByRole('button', { name: 'Show ∂z/∂W' })).toBeVisible();

  await instructor.handPage('Bridge').press('Enter');
  await expect(byHand.getByRole('row', { name: /full Jacobians.*3,745/ })).toBeVisible();
  await instructor.handPage('Agreement').press('Enter');
  await expect(byHand.getByText('by hand = graph = numeric')).toBeVisible();
  await instructor.handPage('Chain').press('Enter');
  for (const target of ['z (δ)', 'b', 'x', 'u']) {
    await byHand.getByRole('button', { name: target, exact: true }).click();
    await expect.poll(() => byHand.locator('canvas.block').evaluateAll(isBlank)).toEqual([]);
  }
  for (const viewport of [phone, projector, desktop]) {
    await page.setViewportSize(viewport);
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
      .toBeLessThanOrEqual(0);
    await expectAccessible(page, 'by hand', [viewport]);
  }
});

test('RN13 a sentence that nobody has labelled is put on the board and stepped inside, as far as s goes', async ({
  school,
}) => {
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  const { page } = instructor;
  await instructor.button('Run').click();
  await viewer.seesItRun();
  await page.getByRole('tab', { name: 'Your sentence' }).click();
  await page.getByRole('textbox', { name: 'Your sentence' }).fill('we flew to Boston');
  await page.getByRole('button', { name: /^Boston/ }).click();

  await expect(instructor.state).toHaveText(/^Paused after step/);
  for (const person of [instructor, viewer]) {
    await expect(person.page.getByText(/^typed · recomputed at the current θ/)).toBeVisible();
    await expect(person.page.getByText('gold label: none')).toBeVisible();
    await expect(workbench(person).getByText('operation 11 of 11', { exact: true })).toBeVisible();
    await expect(person.tensor('∂s/∂W')).toBeVisible();
  }
  await viewer.page.getByRole('tab', { name: 'Your sentence' }).click();
  await viewer.page.getByRole('textbox', { name: 'Your sentence' }).fill('we flew to Boston');
  await expect(viewer.page.getByRole('listitem').filter({ hasText: /^Boston/ })).toBeVisible();
  // A viewer's word only suggests the sentence: nothing on the board changes by it.
  await expect(viewer.page.getByRole('button', { name: /^Boston/ })).toHaveAttribute('title', /^Suggest/);

  await instructor.controls.getByText('operation', { exact: true }).click();
  await expect(instructor.button('Step')).toBeDisabled();
  const steps = await instructor.stepsMade();
  for (let operation = 10; operation >= 4; operation--) {
    await page.getByRole('button', { name: 'Back' }).click();
    for (const person of [instructor, viewer]) {
      await expect(
        workbench(person).getByText(`operation ${operation} of 11`, { exact: true }),
      ).toBeVisible();
    }
    expect(await seen(viewer)).toMatchObject({ notYet: 11 - operation });
  }
  for (let operation = 5; operation <= 11; operation++) {
    await instructor.button('Step').click();
    await expect(workbench(viewer).getByText(`operation ${operation} of 11`, { exact: true })).toBeVisible();
  }
  expect(await instructor.stepsMade()).toBe(steps);
  await page.getByRole('button', { name: 'training example' }).click();
  await expect(viewer.page.getByText(/^training window · step/)).toBeVisible();
});

test('UI6 S9 a whole pass is driven by the keyboard alone, and said: operation, equation and an entry with its number', async ({
  school,
}) => {
  const { page, state, controls } = await school.start();
  const said = page
    .getByRole('region', { name: /^The workbench/ })
    .locator('[aria-live="polite"]')
    .first();
  await controls.getByRole('radio', { name: 'step', exact: true }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(controls.getByRole('radio', { name: 'operation', exact: true })).toBeChecked();
  await page.getByRole('main').click({ position: { x: 2, y: 2 } });

  await page.keyboard.press('Home');
  await expect(state).toHaveText('Paused at step 0');
  const heard: string[] = [];
  for (let operation = 1; operation < OPERATIONS; operation++) {
    await page.keyboard.press('ArrowRight');
    await expect(said).toHaveText(
      new RegExp(`^operation ${operation} of ${OPERATIONS}\\. (Forward|Backward): .+\\. .+\\.`),
    );
    heard.push(await said.innerText());
  }
  expect(heard[DELTA - 1]).toMatch(
    /computes δ\. The derivative of J with respect to z.* = [−-]?\d+\.\d+\.$/s,
  );
  await page.keyboard.press('ArrowRight');
  await expect(said).toHaveText(/^operation 14 of 14\. Update: one step downhill\./);
  await page.keyboard.press('ArrowLeft');
  await expect(said).toHaveText(heard[OPERATIONS - 2]);
  // Every formula on the page has a name: MathML of its own, or words.
  const unnamed = await page
    .locator('.katex')
    .evaluateAll((all) =>
      all
        .filter((formula) => !formula.closest('[aria-label]') && !formula.querySelector('math'))
        .map(({ textContent }) => textContent),
    );
  expect(unnamed).toEqual([]);
});

for (const viewport of [projector, desktop]) {
  test(`UI9 at ${viewport.width}×${viewport.height} everything stands on the page at once, and no operation moves it`, async ({
    school,
  }) => {
    const instructor = await school.start({ context: { viewport } });
    const { page, board, state, controls } = instructor;
    await controls.getByText('operation', { exact: true }).click();
    const places = async () => ({
      board: await board.boundingBox(),
      W: await instructor.tensor('W').boundingBox(),
      gradientOfX: await instructor.tensor('∂J/∂x').boundingBox(),
    });
    const stage = page.getByRole('main').locator('section').first();
    const first = await places();
    for (let operation = FORWARD; operation <= OPERATIONS; operation++) {
      if (operation < OPERATIONS) await expect(state).toHaveText(paused(1, operation));
      else await expect(state).toHaveText('Paused after step 1');
      expect(await places()).toEqual(first);
      const { height = 0, y = 0 } = first.gradientOfX ?? {};
      const bar = await controls.boundingBox();
      expect(y + height).toBeLessThanOrEqual(bar?.y ?? 0);
      const hidden = await stage.evaluate((element) => element.scrollHeight - element.clientHeight);
      expect(hidden).toBeLessThanOrEqual(0);
      if (operation < OPERATIONS) await instructor.button('Step').click();
    }
  });
}
