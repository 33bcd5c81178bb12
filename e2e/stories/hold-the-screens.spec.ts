/** Pause the run and hold the screens are two things: the second asks for the eyes. */
import { expect, test } from '../fixtures.ts';

test('FO3 hold the screens asks for the eyes; pausing the run does not', async ({ school }) => {
  const instructor = await school.start();
  const viewer = await school.join(instructor.code);
  const late = async () => school.raw({ room: instructor.code });
  await instructor.button('Run').click();
  await viewer.seesItRun();
  await instructor.controls.getByRole('button', { name: 'Hold the screens' }).click();
  const eyes = viewer.page.getByRole('dialog', { name: 'Eyes up front, please' });
  await expect(eyes).toBeVisible();
  const projector = await school.screen(instructor.code);
  await expect(projector.board).toBeVisible();
  await expect(projector.page.getByRole('dialog')).toHaveCount(0);
  // The run goes on, and the driver’s own screen stays as it is.
  await instructor.seesItRun();
  await expect(instructor.page.getByRole('dialog')).toHaveCount(0);
  await viewer.page.keyboard.press('Escape');
  await viewer.page.keyboard.press('Escape');
  await expect(eyes).toBeVisible();
  const { welcome } = await late();
  expect(welcome.resumed === 'snapshot' && welcome.snapshot.state.screensHeld).toBe(true);
  await instructor.button('Pause').click();
  await expect(eyes).toBeVisible();
  await instructor.page.getByRole('button', { name: 'Release the screens' }).click();
  await expect(eyes).toHaveCount(0);
  await expect(viewer.state).toHaveText(/^Paused after step/);
});
