/** Runs of the class beside each other, three seeds each, and one of them on the board (SPEC CR1–CR5). */
import { presets } from '@deltaboard/shared/training/presets.ts';
import { desktop, expectAccessible } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';

test('CR1 CR3 CR4 CR5 two runs are compared beside the class’s, everybody sees it, and one seed goes to the board at its best step', async ({
  school,
}) => {
  const [instructor, viewer] = await school.after(200);
  const { page } = instructor;
  const driver = await school.raw({ ...(await instructor.hello()), member: await instructor.member() });
  const slow = { ...presets.board, learningRate: 0.0001 };
  expect(await driver.command({ type: 'configure', preset: null, configuration: slow })).toEqual({
    ok: true,
  });
  await instructor.choose('Evaluation');
  const evaluation = page.getByRole('region', { name: 'Evaluation' });
  await evaluation.getByRole('button', { name: 'Compare runs…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Compare runs' });
  await expect(dialog.getByRole('button', { name: 'Compare', exact: true })).toBeDisabled();
  for (const box of await dialog.getByRole('checkbox').all()) await box.check();
  await expect(dialog.getByRole('checkbox', { name: 'Stop early' })).toBeChecked();
  await expect(dialog.getByRole('spinbutton', { name: /^after scores/ })).toHaveValue('4');
  await expectAccessible(page, 'choosing runs to compare', [desktop]);
  await dialog.getByRole('button', { name: 'Compare', exact: true }).click();

  // The class goes on meanwhile: its own run obeys.
  await instructor.button('Run').click();
  await instructor.seesItRun();
  await instructor.button('Pause').click();

  for (const { page: one } of [instructor, viewer]) {
    const said = one.getByRole('region', { name: 'Evaluation' });
    await expect(said).toContainText('Run 1 has the highest F1.');
    await expect(said.getByRole('row', { name: /^Run [12] / })).toHaveCount(2);
    await expect(said.getByRole('row', { name: /^Run 1 / })).toContainText(/0\.\d{3} \(0\.\d{3}–0\.\d{3}\)/);
  }
  await expect(viewer.page.getByRole('button', { name: /^Open Run 1/ })).toHaveCount(0);
  await expectAccessible(page, 'runs compared', [desktop]);

  const second = presets.board.seed + 1;
  const best = evaluation.getByRole('button', { name: `Open Run 1 with seed ${second} at step` });
  const step = /at step ([\d,]+)$/.exec((await best.getAttribute('aria-label')) ?? '')?.[1];
  if (step === undefined) throw new Error('no best step');
  await expect(evaluation.getByRole('row', { name: new RegExp(`0\\.\\d{3} at step ${step}`) })).toHaveCount(
    1,
  );
  await best.click();
  await expect(viewer.page.getByRole('region', { name: 'Evaluation' })).toBeHidden();
  await expect(instructor.board).toBeVisible();
  await driver.until(() => driver.state.runs.at(-1)?.configuration.seed === second);
  await expect(viewer.state).toHaveText(`Paused after step ${step}`);
});
