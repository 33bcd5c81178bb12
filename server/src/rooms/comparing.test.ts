/** Runs of a class beside each other (SPEC CR1–CR4). */
import { SEEDS } from '@deltaboard/shared/evaluation/comparison.ts';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type { View } from '@deltaboard/shared/protocol/view.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { expect, test } from 'vitest';
import { gate } from './testing/gate.ts';
import { openRoom } from './testing/room.ts';

const compared = (runs: readonly number[], epochs = 1, patience: number | null = null) =>
  ({
    type: 'view',
    view: { compared: { runs: [...runs], epochs, patience } as NonNullable<View['compared']> },
  }) as const;
const wider: Command = {
  type: 'configure',
  preset: null,
  configuration: { ...presets.board, hidden: [3] },
};

async function withTwo() {
  const parts = await openRoom();
  const { does } = parts.driven();
  await does(wider);
  return { ...parts, does };
}

test('CR1 CR2 each is trained with three seeds, one after the other, and who asks is told how far it is', async () => {
  const { room, does } = await withTwo();
  expect(room.comparison()).toBeNull();
  await does(compared([0, 1]));
  const first = room.comparison();
  expect(first).toMatchObject({ runs: [0, 1], epochs: 1 });
  expect(first?.seeds.flat()).toEqual(Array.from({ length: 2 * SEEDS }, () => null));
  await expect
    .poll(() =>
      room
        .comparison()
        ?.seeds.flat()
        .every((one) => one !== null),
    )
    .toBe(true);
  const told = room.comparison();
  const steps = told?.seeds.map((of) => of.map((one) => one?.points.map(({ step }) => step)));
  expect(steps).toEqual(told?.seeds.map((of) => of.map(() => [1, 2, 3, 4, 5, 6, 7, 8])));
  expect(told?.configurations.map(({ hidden }) => hidden)).toEqual([[8], [3]]);
  // Of one configuration and seed one result: asked for anew it is the same.
  await does({ type: 'view', view: { compared: null } });
  expect(room.comparison()).toBeNull();
  await does(compared([0, 1]));
  await expect
    .poll(() =>
      room
        .comparison()
        ?.seeds.flat()
        .every((one) => one !== null),
    )
    .toBe(true);
  expect(room.comparison()).toEqual(told);
});

test('CR2 closed, or changed, it is given up, and the run goes on meanwhile', async () => {
  const { room, does, trainers, trainer } = await withTwo();
  const { passed, open } = gate();
  trainers.until = passed;
  await does(compared([0, 1]));
  room.comparison();
  await does({ type: 'run' });
  trainer().advance(20);
  await does({ type: 'view', view: { compared: null } });
  open();
  await does({ type: 'pause' });
  expect(room.comparison()).toBeNull();
  await does(compared([1, 0], 2));
  expect(
    room
      .comparison()
      ?.seeds.flat()
      .every((one) => one === null),
  ).toBe(true);
});

test('CR1 only runs of the class, each once and on the same data, two to six of them', async () => {
  const { room, does } = await withTwo();
  const refused = (runs: readonly number[]) => expect(does(compared(runs))).rejects;
  await refused([0, 2]).toMatchObject({
    code: 'command',
    params: { path: 'view.compared.runs.1', value: 2 },
  });
  await refused([1, 1]).toMatchObject({ params: { path: 'view.compared.runs.1', reason: 'twice' } });
  expect(room.state.view.compared).toBeNull();
});
