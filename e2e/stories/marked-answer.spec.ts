/** What was asked about is marked where it stands once the answer is shown, where it is no entry of the board. */
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type { Asked } from '@deltaboard/shared/questions/question.ts';
import { expect, test } from '../fixtures.ts';
import { asPhone, small } from '../phone.ts';

const graph: Asked = {
  kind: 'graph-gradient',
  expression: 'f = (x + y) * max(y, z)',
  values: { x: 1, y: 2, z: 0 },
  variable: 'y',
};

test('QU40 the variable of a graph and a probe are marked for the whole class once the answer is shown', async ({
  school,
}) => {
  const instructor = await school.start();
  const hand = await school.raw({ ...(await instructor.hello()), member: await instructor.member() });
  const does = async (...commands: readonly Command[]): Promise<void> => {
    for (const command of commands) expect(await hand.command(command), command.type).toEqual({ ok: true });
  };
  const projector = await school.screen(instructor.code);
  const phone = await school.join(instructor.code, { context: asPhone(small, 'en-US') });
  const onScratch = [instructor, projector, phone].map(({ page }) => page.locator('.scratch .marked'));

  await does({ type: 'view', view: { page: 'scratch' } }, { type: 'ask', asked: graph });
  for (const { page } of [instructor, projector, phone]) await expect(page.locator('.scratch')).toBeVisible();
  for (const marked of onScratch) await expect(marked).toHaveCount(0);
  await does({ type: 'reveal' });
  // Both of its uses added: 2 + 3.
  for (const marked of onScratch) {
    await expect(marked).toBeVisible();
    await expect(marked).toHaveText(/asked about:\s+5/);
  }
  // Of another graph's y nothing was asked.
  await does({ type: 'scratch', expression: 'f = x * y', values: { x: 1, y: 2 } });
  for (const marked of onScratch) await expect(marked).toHaveCount(0);
  await does({ type: 'dismiss' }, { type: 'view', view: { page: 'board' } });

  const probes = [instructor, projector].map(({ page }) => page.locator('.probes .marked'));
  for (let k = 5; k < 13; k++) await does({ type: 'move', granularity: 'operation', direction: 1 });
  await does({ type: 'ask', asked: { kind: 'probe-after-update', probe: 2 } });
  for (const marked of probes) await expect(marked).toHaveCount(0);
  await does({ type: 'reveal' });
  for (const marked of probes) {
    await expect(marked).toHaveCount(1);
    await expect(marked).toBeVisible();
    await expect(marked).toContainText('Washington');
    await expect(marked).toContainText(/0\.\d\d/);
  }
});
