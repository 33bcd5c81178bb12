/** One click, and the class watches the network learn (product: the first minute). */
import { expect, test } from '../fixtures.ts';
import { probes, type Probe } from '../room-page.ts';

const names = Object.keys(probes) as Probe[];

test('one click on Run, and the probes move; by step 24,000 the network tells the two Washingtons apart', async ({
  school,
}) => {
  const instructor = await school.start();
  const probabilities = () => Promise.all(names.map((name) => instructor.probability(name)));
  const before = await probabilities();
  expect(before[0], 'Paris before learning').toBeLessThan(0.5);

  await instructor.button('Run').click();
  for (const [k, name] of names.entries()) {
    await expect.poll(() => instructor.probability(name)).not.toBe(before[k]);
  }

  // What is read is read at one step, wherever a press of Pause would have landed.
  await instructor.choose('Breakpoints…');
  const dialog = instructor.page.getByRole('dialog', { name: 'Breakpoints' });
  await dialog.getByRole('combobox', { name: 'Stop at' }).selectOption('the step');
  await dialog.getByRole('textbox', { name: 'Step' }).fill('24000');
  await dialog.getByRole('button', { name: 'Add' }).click();
  const listed = dialog.getByRole('list', { name: 'Breakpoints of this class' }).getByRole('textbox');
  await expect(listed).toHaveValue('24000');
  await instructor.page.keyboard.press('Escape');
  await instructor.setSpeed('4000/s');
  await instructor.untilSteps(24_000);
  await expect(instructor.state).toHaveText(/^Paused .* step 24,000/);
  const [paris, washington, president] = await probabilities();
  expect(paris).toBeGreaterThanOrEqual(0.7);
  expect(washington).toBeGreaterThan(0.5);
  expect(president).toBeLessThan(0.5);

  // The same, said in a sentence: what the driver looks at is what everybody sees.
  const viewer = await school.join(instructor.code);
  await instructor.probe('paris').click();
  await expect(viewer.probe('paris')).toHaveAttribute('aria-pressed', 'true');
  await expect(viewer.page.getByText(`p(LOCATION) = ${paris.toFixed(3)}`)).toBeVisible();
});
