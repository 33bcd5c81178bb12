/** The scratch graph: a typed expression, stepped by the whole class with a cursor of its own. */
import type { Locator } from '@playwright/test';
import { expectAccessible } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import type { RoomPage } from '../room-page.ts';

const open = ({ page }: RoomPage, name: 'Scratch' | 'Board'): Promise<void> =>
  page.getByRole('group', { name: 'Page' }).getByRole('button', { name }).click();
const scratch = ({ page }: RoomPage): Locator =>
  page.getByRole('region', { name: 'Scratch graph', exact: true });

/** Every node with its value and the gradient by it, as its table has them. */
async function nodes(person: RoomPage): Promise<Record<string, readonly [value: string, gradient: string]>> {
  const part = scratch(person);
  const table = part.getByRole('table');
  if (!(await table.isVisible())) await part.getByRole('button', { name: 'Read as a table' }).click();
  const rows = await table
    .locator('tbody tr')
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')));
  return Object.fromEntries(rows.map(([name, value, gradient]) => [name, [value, gradient] as const]));
}

test('SG1 SG4 SG6 the textbook by hand: f = 6, ∂f/∂x = 2, ∂f/∂y = 5, ∂f/∂z = 0, forwards and back, for the whole class', async ({
  school,
}) => {
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  await open(instructor, 'Scratch');
  const part = scratch(instructor);
  const step = part.getByRole('button', { name: 'Step' });
  const sentence = (person: RoomPage, said: string | RegExp) =>
    expect(scratch(person).locator('.sentence')).toContainText(said);

  await sentence(viewer, '0 of 7');
  expect(await nodes(viewer)).toMatchObject({
    x: ['1.000', 'not yet'],
    '+': ['not yet', 'not yet'],
    '×': ['not yet', 'not yet'],
  });
  const told: readonly (readonly [string, RegExp])[] = [
    ['1 of 7', /Forward: 1\.000 \+ 2\.000 = 3\.000/],
    ['2 of 7', /Forward: max\(2\.000, 0\) = 2\.000/],
    ['3 of 7', /Forward: 3\.000 × 2\.000 = 6\.000/],
    ['4 of 7', /∂f\/∂f = 1/],
    ['5 of 7', /× switches: each input gets the upstream 1\.000 times the other one/],
    ['6 of 7', /max routes: all of the upstream 3\.000 goes to y, the others get exactly 0/],
    ['7 of 7', /\+ distributes: x gets 2\.000 and y gets 2\.000\. At the branch gradients add: y has 5\.000/],
  ];
  for (const [place, said] of told) {
    await step.click();
    await sentence(instructor, place);
    for (const person of [instructor, viewer]) await sentence(person, said);
  }
  await expect(step).toBeDisabled();
  const whole = {
    x: ['1.000', '2.000'],
    y: ['2.000', '5.000'],
    z: ['0', '0'],
    '+': ['3.000', '2.000'],
    max: ['2.000', '3.000'],
    '×': ['6.000', '1.000'],
  };
  const late = await school.raw({ room: instructor.code });
  expect(late.welcome.resumed === 'snapshot' && late.welcome.snapshot.state.scratch.operation).toBe(7);
  for (const person of [instructor, viewer]) expect(await nodes(person)).toEqual(whole);
  // Stepping it further would be the viewer's own.
  await expect(scratch(viewer).getByRole('button', { name: 'Step' })).toBeDisabled();

  // By the keys, back: the branch has one of its two parts, then none; the network's cursor stands where it stood.
  await instructor.page.locator('body').press('ArrowLeft');
  await sentence(viewer, '6 of 7');
  expect(await nodes(viewer)).toMatchObject({
    x: ['1.000', 'not yet'],
    y: ['2.000', '3.000'],
    z: ['0', '0'],
  });
  await instructor.page.locator('body').press('Home');
  await sentence(viewer, '0 of 7');
  await open(instructor, 'Board');
  await expect(instructor.state).toHaveText('Paused inside step 1 · forward pass done');
});

test('SG2 a bad expression is answered at its column, and another one is drawn', async ({ school }) => {
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  await open(instructor, 'Scratch');
  const part = scratch(instructor);
  const field = part.getByRole('textbox', { name: 'Expression' });
  const draw = part.getByRole('button', { name: 'Draw' });

  await field.fill('f = (x + y * 2');
  await draw.click();
  await expect(part.getByRole('alert')).toContainText('Column 5: this bracket is never closed.');
  await expect(field).toBeFocused();
  await field.fill('f = sin(x)');
  await draw.click();
  await expect(part.getByRole('alert')).toContainText('Column 5: there is no function “sin”');
  await expect(field).toHaveJSProperty('selectionStart', 4);
  await expect(scratch(viewer).getByRole('textbox', { name: 'Expression' })).toHaveValue(
    'f = (x + y) * max(y, z)',
  );

  await field.fill('g = a * a');
  await expect(part.getByRole('textbox', { name: 'a =' })).toBeVisible();
  // A new variable is 1 until it is set; what is no number is asked for.
  await draw.click();
  await expect(part.getByRole('alert')).toHaveText('');
  await expect(part.getByRole('textbox', { name: 'a =' })).toHaveValue('1');
  await part.getByRole('textbox', { name: 'a =' }).fill('three');
  await draw.click();
  await expect(part.getByRole('alert')).toContainText('give “a” a value');
  await part.getByRole('textbox', { name: 'a =' }).fill('3,0');
  await draw.click();
  await expect(part.getByRole('alert')).toHaveText('');
  await expect(scratch(viewer).getByRole('textbox', { name: 'Expression' })).toHaveValue('g = a * a');
  for (let k = 0; k < 3; k++) {
    await part.getByRole('button', { name: 'Step' }).click();
    await expect(part.locator('.sentence')).toContainText(`${k + 1} of 3`);
  }
  expect(await nodes(viewer)).toEqual({ a: ['3.000', '6.000'], '×': ['9.000', '1.000'] });
  await expectAccessible(instructor.page, 'the scratch graph');
});

test('FO1 a student works a graph of their own while the class stays where it is, and comes back by one press', async ({
  school,
}) => {
  const instructor = await school.start();
  const student = await school.join(instructor.code);
  await open(instructor, 'Scratch');
  const place = (person: RoomPage) => scratch(person).locator('.sentence');
  await scratch(instructor).getByRole('button', { name: 'Step' }).click();
  await expect(place(student)).toContainText('1 of 7');

  await scratch(student).getByRole('button', { name: 'Step' }).click();
  await expect(place(student)).toContainText('2 of 7');
  const resume = student.page.getByRole('button', { name: /Resume/ });
  await expect(resume).toBeVisible();
  const typed = scratch(student).getByRole('textbox', { name: 'Expression' });
  await typed.fill('q = x ^ 2');
  await scratch(student).getByRole('button', { name: 'Draw' }).click();
  await expect(place(student)).toContainText('0 of');
  await expect(place(instructor)).toContainText('1 of 7');
  // What is wrong is said where it was typed.
  await typed.fill('2x');
  await scratch(student).getByRole('button', { name: 'Draw' }).click();
  await expect(scratch(student).getByRole('alert').filter({ hasText: /./ })).toBeVisible();

  await scratch(instructor).getByRole('button', { name: 'Step' }).click();
  await expect(place(instructor)).toContainText('2 of 7');
  await expect(place(student)).toContainText('0 of');
  await resume.click();
  await expect(place(student)).toContainText('2 of 7');
});
