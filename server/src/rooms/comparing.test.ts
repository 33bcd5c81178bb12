/** Runs of a class beside each other (SPEC CR1–CR5). */
import { SEEDS } from '@deltaboard/shared/evaluation/comparison.ts';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type { View } from '@deltaboard/shared/protocol/view.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { expect, test } from 'vitest';
import { LOOK_INTERVAL_MS } from '../pressure.ts';
import { gate } from './testing/gate.ts';
import { openRoom, watching } from './testing/room.ts';

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

/** However slow the machine is. */
const patient = { timeout: 60_000, interval: 5 };

/** Whoever is here is told all of it. */
async function whole({ room }: Awaited<ReturnType<typeof withTwo>>) {
  const isThere = () => room.state.comparison?.seeds.flat().every((one) => one !== null);
  await expect.poll(isThere, patient).toBe(true);
  return room.state.comparison;
}

test('CR1 CR2 each is trained with three seeds, one after the other, and everybody is told how far it is', async () => {
  const parts = await withTwo();
  const { room, does, audience, trainers } = parts;
  const { passed, open } = gate();
  trainers.until = passed;
  const seen = watching(parts, 'viewer');
  expect(room.state.comparison).toBeNull();
  await does(compared([0, 1]));
  expect(room.state.comparison?.seeds).toEqual([0, 1].map(() => Array.from({ length: SEEDS }, () => null)));
  const before = audience.messages.length;
  open();
  const told = await whole(parts);
  expect(told).toMatchObject({ runs: [0, 1], epochs: 1 });
  const steps = told?.seeds.map((of) => of.map((one) => one?.points.map(({ step }) => step)));
  expect(steps).toEqual(told?.seeds.map((of) => of.map(() => [1, 2, 3, 4, 5, 6, 7, 8])));
  expect(seen().state.comparison).toEqual(told);
  // A difference each, and none tells again what was told before.
  const changes = audience.messages
    .slice(before)
    .flatMap(({ event }) => (event.type === 'told' ? event.changes : []));
  expect(changes.map(([path]) => path)).toEqual(
    Array.from({ length: SEEDS }, (_, seed) => [0, 1].map((at) => ['comparison', 'seeds', at, seed])).flat(),
  );
  // Of one configuration and seed one result: made anew it is the same.
  await does({ type: 'view', view: { compared: null } });
  expect(room.state.comparison).toBeNull();
  await does(compared([0, 1]));
  expect(await whole(parts)).toEqual(told);
});

test('CR2 closed, or changed, it is given up, and the run goes on meanwhile', async () => {
  const { room, does, trainers, trainer } = await withTwo();
  const { passed, open } = gate();
  trainers.until = passed;
  await does(compared([0, 1]));
  await does({ type: 'run' });
  trainer().advance(20);
  await does({ type: 'view', view: { compared: null } });
  open();
  await does({ type: 'pause' });
  expect(room.state.comparison).toBeNull();
  await does(compared([1, 0], 2));
  expect(room.state.comparison).toMatchObject({ runs: [1, 0], epochs: 2 });
});

test('CR2 while nobody is here nothing is trained; whoever comes finds what there was, and it goes on', async () => {
  const parts = await withTwo();
  const { room, does, trainers } = parts;
  const { passed, open } = gate();
  trainers.until = passed;
  await does(compared([0, 1]));
  room.leave('driver');
  open();
  await expect.poll(() => room.state.comparison?.seeds[0][0] ?? null, patient).not.toBeNull();
  expect(room.state.comparison?.seeds.flat().filter((one) => one !== null)).toHaveLength(1);
  expect(watching(parts, 'viewer')().state.comparison?.seeds[0][0]).not.toBeNull();
  await whole(parts);
});

test('CR2 DG2 under pressure it waits, and goes on by itself afterwards', async () => {
  const parts = await withTwo();
  const { room, does, clock, pressure } = parts;
  pressure.level = 2;
  await does(compared([0, 1]));
  clock.pass(5 * LOOK_INTERVAL_MS);
  expect(room.state.comparison?.seeds.flat().every((one) => one === null)).toBe(true);
  pressure.level = 0;
  clock.pass(LOOK_INTERVAL_MS);
  await whole(parts);
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

test('CR4 one with another seed is put on the board at its best step, also on a text of one’s own, which is told to nobody', async () => {
  const parts = await openRoom();
  const { room, audience, store } = parts;
  const { does } = parts.driven();
  const seen = watching(parts, 'viewer');
  const text = 'She saw [Paris](LOC) .\n'.repeat(30);
  const own = { ...presets.board, corpus: { kind: 'pasted' as const, text } };
  await does(
    { type: 'configure', preset: null, configuration: own },
    { type: 'configure', preset: null, configuration: { ...own, hidden: [3] } },
  );
  await expect(does({ type: 'open-compared', run: 1, seed: 1 })).rejects.toMatchObject({
    params: { path: 'run', reason: 'not compared' },
  });
  await does(compared([2, 1]));
  const [, ofFirst] = (await whole({ ...parts, does }))?.seeds ?? [];
  const best = ofFirst?.[1]?.best ?? NaN;
  await expect(room.command('viewer', { type: 'open-compared', run: 1, seed: 1 })).rejects.toMatchObject({
    code: 'not-the-driver',
  });
  await does({ type: 'open-compared', run: 1, seed: 1 });
  const { runs, playback } = seen().state;
  expect(runs).toHaveLength(4);
  expect(runs[3].configuration).toMatchObject({ seed: own.seed + 1, hidden: own.hidden, corpus: 'pasted' });
  expect(runs[3].corpusHash).toBe(runs[1].corpusHash);
  expect(playback).toMatchObject({ status: 'paused', cursor: { run: 3, step: best + 1, operation: 0 } });
  expect(await store.corpus(runs[1].corpusHash ?? '')).toBe(text);
  // A scripted trainer describes its run with the text; a real one does not.
  const told = audience.messages.filter(({ event }) => event.type === 'told');
  expect(JSON.stringify(told).includes('](LOC)')).toBe(false);
});

test('CR4 before it is made it is not opened', async () => {
  const { does, trainers } = await withTwo();
  trainers.until = gate().passed;
  await does(compared([0, 1]));
  await expect(does({ type: 'open-compared', run: 0, seed: 0 })).rejects.toMatchObject({ code: 'not-now' });
  await expect(does({ type: 'open-compared', run: 0, seed: SEEDS } as Command)).rejects.toBeDefined();
});
