/** The graph on every screen of a classroom: all of it in its place, nothing cut, nothing over anything else, no text too small. */
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { stepPlan, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { operationsOf } from '@deltaboard/shared/training/operations.ts';
import { expect, test } from '../fixtures.ts';
import { isLong } from '../long.ts';
import { openClassroom } from '../screens/classroom.ts';
import { languages } from '../screens/sizes.ts';
import { misplaced, seats } from '../screens/part.ts';

/** Hidden layers, and what else makes the picture another one. */
const networks: readonly [string, Partial<Configuration>][] = [
  ['Board', {}],
  ['no hidden layer, trained vectors', { hidden: [], trainVectors: true }],
  ['two layers, softmax, a minibatch', { hidden: [8, 6], head: 'softmax', batch: 3 }],
  ['four layers', { hidden: [20, 12, 8, 6] }],
];

for (const language of isLong ? languages : languages.slice(-1)) {
  test(`SG20 SG21 SG22 the graph of every network fits every screen, ${language}`, async ({
    browser,
    server,
  }) => {
    const room = await openClassroom(browser, server.url, language, false);
    const found: string[] = [];
    const look = async (name: string): Promise<void> => {
      for (const seat of seats) found.push(...(await misplaced(room, seat, '.network', name)));
    };
    for (const [name, change] of networks) {
      const configuration = { ...presets.board, ...change };
      const layers = configuration.hidden.length;
      const { length } = operationsOf(stepPlan(configuration));
      await room.drive({ type: 'configure', preset: null, configuration } as Command);
      await room.drive({
        type: 'view',
        view: { page: 'graph', convention: 'shape', layer: 1, folded: null },
      });
      await room.drive({ type: 'seek', step: 1, operation: Math.floor(0.7 * length) });
      await look(`${name}, on the way back`);
      await room.drive({ type: 'seek', step: 1, operation: length - 1 });
      await room.drive({ type: 'view', view: { convention: 'jacobian' } });
      await look(`${name}, as Jacobians`);
      if (layers < 2) continue;
      await room.drive({ type: 'view', view: { convention: 'shape', layer: layers } });
      await look(`${name}, its last layer open`);
      await room.drive({ type: 'view', view: { folded: [layers] } });
      await look(`${name}, folded`);
    }
    expect(found).toEqual([]);
    await room.close();
  });
}

test('SG23 trained vectors: at the update x has its arrows on the board, and Δx is drawn', async ({
  browser,
  server,
}) => {
  const room = await openClassroom(browser, server.url, 'en', false);
  const { driver } = room.pages;
  await driver.setViewportSize({ width: 1440, height: 900 });
  const configuration = { ...presets.board, trainVectors: true };
  await room.drive({ type: 'configure', preset: null, configuration } as Command);
  await room.drive({ type: 'move', granularity: 'step', direction: 1 });
  await expect(driver.getByRole('img', { name: /^Δx, ±/ })).toBeVisible();
  await room.drive({ type: 'view', view: { page: 'graph' } });
  await expect(driver.locator('[data-node="x"] .made')).toBeVisible();
  await room.close();
});
