/** A server comes back with less memory for a run than before: the class's run does not, and the class continues with another. */
import { expect, test } from '../fixtures.ts';
import { LOST_CONNECTION } from '../watch.ts';
import { startServer } from '../server.ts';

test('RM13 a run that cannot be brought back is said by name, to everybody, and the instructor starts another', async ({
  school,
  dataDir,
}) => {
  const first = await startServer({ dataDir });
  const instructor = await school.start({ url: first.url });
  const viewer = await school.join(instructor.code, { url: first.url });
  for (const { watch } of [instructor, viewer]) watch.allow(LOST_CONNECTION);
  const dialog = instructor.page.getByRole('dialog', { name: 'New run' });
  await instructor.choose('New run…');
  await dialog.getByRole('button', { name: /^Judge/ }).click();
  await dialog.getByLabel('Optimiser').selectOption('adagrad');
  await dialog.getByLabel('Train the word vectors').check();
  await dialog.getByRole('button', { name: 'Start this run' }).click();
  await expect(dialog).toBeHidden();
  expect(await first.end('SIGTERM')).toBe(0);

  const second = await startServer({ dataDir, port: first.port, flags: ['--limit', 'run-memory=40'] });
  for (const { page } of [instructor, viewer]) {
    await expect(page.getByRole('alert')).toContainText('The run could not be brought back');
    await expect(page.getByRole('alert')).toContainText('at most 40 MB are allowed');
  }
  await expect(viewer.page.getByRole('alert').getByRole('button')).toHaveCount(0);
  await instructor.page.getByRole('button', { name: 'New run…' }).click();
  await dialog.getByRole('button', { name: 'Start this run' }).click();
  for (const { board } of [instructor, viewer]) await expect(board).toBeVisible();
  await instructor.button('Run').click();
  await instructor.untilSteps(20);

  // The other one is still there, and is tried again by whoever opens it.
  await instructor.button('Pause').click();
  await instructor.choose('Runs…');
  const runs = instructor.page.getByRole('dialog', { name: 'Runs and branches' });
  await runs.getByRole('button', { name: 'Open Run 2', exact: true }).click();
  await expect(runs.getByRole('alert')).toContainText('at most 40 MB are allowed');
  expect(await second.end('SIGTERM')).toBe(0);
});
