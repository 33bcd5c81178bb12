/** The whole family inside one step: two layers, softmax and a minibatch on board and graph; a pair whose margin is satisfied. */
import type { Locator } from '@playwright/test';
import { stepPlan, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { operationsOf } from '@deltaboard/shared/training/operations.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { expectAccessible, phone } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import type { RoomPage } from '../room-page.ts';

const workbench = ({ page }: RoomPage): Locator => page.getByRole('region', { name: /^The workbench/ });
const show = ({ page }: RoomPage, name: 'Board' | 'Graph'): Promise<void> =>
  page.getByRole('group', { name: 'Page' }).getByRole('button', { name, exact: true }).click();
const heading = (person: RoomPage): Locator => workbench(person).getByRole('heading', { level: 2 });

/** A run of this network, asked for in the dialog. */
async function configure(instructor: RoomPage, change: Partial<Configuration>): Promise<void> {
  await instructor.choose('New run…');
  const dialog = instructor.page.getByRole('dialog', { name: 'New run' });
  for (let l = 1; l < (change.hidden?.length ?? 1); l++)
    await dialog.getByRole('button', { name: 'Add a layer' }).click();
  for (const [l, units] of (change.hidden ?? []).entries())
    await dialog.locator(`[name="hidden.${l}"]`).fill(String(units));
  if (change.head) await dialog.getByLabel('Loss').selectOption(change.head);
  if (change.batch) await dialog.getByLabel('Minibatch B').fill(String(change.batch));
  if (change.decay) await dialog.getByLabel(/^L2/).fill(String(change.decay));
  if (change.learningRate) await dialog.getByLabel(/^Learning rate/).fill(String(change.learningRate));
  await dialog.getByRole('button', { name: 'Start this run' }).click();
  await expect(dialog).toBeHidden();
  await expect(instructor.button('Run')).toBeEnabled();
}

/** What somebody sees of the operation: words, and every number on the page to its last digit. */
async function seen(person: RoomPage) {
  return {
    state: await person.state.innerText(),
    operation: await heading(person).innerText(),
    equation: await workbench(person).getByRole('math').first().getAttribute('aria-label'),
    digits: await person.page
      .getByRole('main')
      .locator('data')
      .evaluateAll((all) => all.map((number) => number.outerHTML)),
    notYet: await person.board.getByRole('img', { name: /not yet$/ }).count(),
  };
}

test('UI1 UI21 UI22 SG8 a two-layer softmax minibatch is stepped through a whole step, on board and graph, and back', async ({
  school,
}) => {
  const change: Partial<Configuration> = { hidden: [8, 6], head: 'softmax', batch: 3, decay: 0.001 };
  const operations = operationsOf(stepPlan({ ...presets.board, ...change }));
  const instructor = await school.start();
  await configure(instructor, change);
  const viewer = await school.join(instructor.code);
  const people = [instructor, viewer];
  await instructor.controls.getByText('operation', { exact: true }).click();
  const { length } = operations;
  const at = (operation: number) =>
    new RegExp(`^Paused inside step 1 · operation ${operation} of ${length}$`);
  const graph = (person: RoomPage): Locator =>
    person.page.getByRole('region', { name: /^The computation graph of the pass/ }).first();

  const { state } = instructor;
  let operation = Number(/operation (\d+) of/.exec(await state.innerText())?.[1] ?? NaN);
  expect(operation).toBeGreaterThan(0);
  const onTheWay = new Map<number, Awaited<ReturnType<typeof seen>>>();
  const titles = new Set<string>();
  for (; operation < length; operation++) {
    for (const person of people) await expect(person.state).toHaveText(at(operation));
    titles.add(await heading(instructor).innerText());
    const made = operations[operation - 1];
    // Every gradient by W of either layer, and what lies around the ends of the examples.
    if (made.phase === 'update' || made.tensor === 'W' || made.tensor === 'J') {
      const found = await seen(instructor);
      await expect.poll(() => seen(viewer)).toEqual(found);
      onTheWay.set(operation, found);
    }
    if (made.phase === 'backward' && made.tensor === 'W' && made.layer === 1)
      await expect(viewer.board.getByText(`Σ ${made.example + 1} of 3`).first()).toBeVisible();
    if (made.phase === 'backward' && made.tensor === 'W' && made.layer === 1 && made.example === 1) {
      // The other picture of the same cursor, and back: the cursor and the pin are where they were.
      const before = await seen(instructor);
      const W = instructor.tensor('∂J/∂W⁽¹⁾');
      const box = await W.boundingBox();
      if (!box) throw new Error('∂J/∂W is not on the board');
      await instructor.page.mouse.click(box.x + box.width / 3, box.y + box.height / 3);
      await expect(instructor.page.getByRole('button', { name: 'Unpin' })).toBeVisible();
      const pinned = await seen(instructor);
      await show(instructor, 'Graph');
      for (const person of people) {
        await expect(graph(person)).toBeVisible();
        await expect(person.state).toHaveText(at(operation));
        await expect(graph(person).locator('[data-node="W0"] .made')).toHaveCount(1);
        await expect(graph(person).getByText('Σ 2/3').first()).toBeVisible();
      }
      await instructor.button('Step').click();
      await expect(viewer.state).toHaveText(at(operation + 1));
      await instructor.page.getByRole('button', { name: 'Back', exact: true }).click();
      await expect(viewer.state).toHaveText(at(operation));
      await show(instructor, 'Board');
      await expect.poll(() => seen(instructor)).toEqual(pinned);
      await instructor.page.getByRole('button', { name: 'Unpin' }).click();
      await expect.poll(() => seen(instructor)).toEqual(before);
    }
    await instructor.button('Step').click();
  }
  for (const person of people) await expect(person.state).toHaveText('Paused after step 1');
  await expect(heading(viewer)).toHaveText('Update: one step downhill');
  await expect(viewer.page.getByText('→ after this update')).toBeVisible();
  for (const title of [
    'Update: the mean of the examples',
    'Update: L2 on the weights',
    'Backward: from layer 2 down to layer 1',
  ])
    expect(titles).toContain(title);
  expect(await viewer.board.getByRole('img', { name: /not yet$/ }).count()).toBe(0);

  // Back to the beginning by examples and operations: everything as it was on the way.
  for (let back = length - 1; back >= 1; back--) {
    await instructor.page.getByRole('button', { name: 'Back', exact: true }).click();
    await expect(viewer.state).toHaveText(at(back));
    const before = onTheWay.get(back);
    if (before) for (const person of people) await expect.poll(() => seen(person)).toEqual(before);
  }
});

test('UI21 the driver opens another layer for the class, moves by example and differentiates the score of a label', async ({
  school,
}) => {
  const instructor = await school.start();
  await configure(instructor, { hidden: [8, 6], head: 'softmax', batch: 3 });
  const viewer = await school.join(instructor.code);
  await instructor.controls.getByText('example', { exact: true }).click();
  await instructor.button('Step').click();
  await expect(viewer.page.getByText('example 1 of 3')).toBeVisible();
  await instructor.button('Step').click();
  await expect(viewer.page.getByText('example 2 of 3')).toBeVisible();
  const { board } = viewer;
  await expect(board.getByRole('img', { name: /^W⁽¹⁾, 8 × 50/ })).toBeVisible();
  await instructor.board.getByRole('button', { name: 'Open layer 2' }).first().click();
  await expect(board.getByRole('img', { name: /^W⁽²⁾, 6 × 8/ })).toBeVisible();
  await expect(board.getByRole('img', { name: /^h⁽¹⁾, 1 × 8/ })).toBeVisible();
  await workbench(instructor).getByRole('button', { name: 's', exact: true }).click();
  await expect(viewer.tensor('∂s_LOC/∂W⁽²⁾')).toBeVisible();
  await expectAccessible(instructor.page, 'the board of two layers');
  await viewer.page.setViewportSize(phone);
  // What a phone has in the board's place is loaded first.
  await expect
    .poll(() =>
      viewer.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    )
    .toBe(0);
});

test('UI23 S11 of a pair both windows are stepped, and a satisfied margin says that everything is exactly 0', async ({
  school,
}) => {
  const instructor = await school.start();
  // It goes on for as long as it takes to press Pause.
  await configure(instructor, { head: 'max-margin', learningRate: 0.5, epochLimit: 10_000 });
  const viewer = await school.join(instructor.code);
  await instructor.controls.getByText('operation', { exact: true }).click();
  await instructor.button('Step 0').click();
  await expect(viewer.state).toHaveText('Paused at step 0');
  await instructor.button('Step').click();
  await expect(viewer.page.getByText(/· true window/).first()).toBeVisible();
  for (let k = 2; k <= 5; k++) {
    await instructor.button('Step').click();
    await expect(viewer.state).toContainText(`operation ${k} of`);
  }
  await expect(viewer.page.getByText(/· corrupted window/).first()).toBeVisible();

  // It learns fast: after a while pairs satisfy the margin, and J of such a step is exactly 0.
  await instructor.setSpeed('max');
  await instructor.button('Run').click();
  await instructor.untilSteps(2000);
  await instructor.button('Pause').click();
  await instructor.controls.getByText('step', { exact: true }).click();
  const J = instructor.board.getByRole('img', { name: /^J / }).locator('data');
  const drawn = instructor.page.getByText(/^training window · step/);
  /** The board has drawn the step that the class stands behind: J is of this step, and not of one that was left. */
  const stands = async (): Promise<string> => {
    await expect(instructor.state).toHaveText(/^Paused after step/);
    const state = await instructor.state.innerText();
    const [, step] = /step ([\d,]+)/.exec(state) ?? [];
    await expect(drawn).toContainText(`· step ${step} ·`);
    return state;
  };
  for (let state = await stands(); (await J.getAttribute('value')) !== '0'; state = await stands()) {
    await instructor.button('Step').click();
    await expect(instructor.state).not.toHaveText(state);
  }
  await expect(viewer.page.getByText('margin satisfied').first()).toBeVisible();
  const delta = await instructor.entries('∂J/∂z = δ');
  expect(delta.map(({ digits }) => Number(digits)).every((entry) => entry === 0)).toBe(true);
});
