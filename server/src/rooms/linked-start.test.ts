/** A run that is brought to a place as it starts (SPEC LK4). */
import { presets } from '@deltaboard/shared/training/presets.ts';
import type { CommandOf } from '@deltaboard/shared/class/table.ts';
import { expect, test } from 'vitest';
import { bookOf } from './book.ts';
import { Room } from './room.ts';
import { oneStep } from './testing/commands.ts';
import { gate } from './testing/gate.ts';
import { recordingAudience } from './testing/recording-audience.ts';
import { alone, CODE, factsOf, openRoom, snapshotOf } from './testing/room.ts';

const rate = (afterStep: number, value: number) =>
  ({ afterStep, change: { setting: 'learningRate', value } }) as const;
const linked = {
  type: 'configure',
  preset: null,
  configuration: { ...presets.board, seed: 9 },
  at: { step: 37, operation: 12 },
  changes: [rate(10, 0.2), rate(20, 0.1)],
} satisfies CommandOf<'configure'>;

test('LK4 stands at the step and operation, with θ and settings of a class that was driven there', async () => {
  const driven = await openRoom();
  const { does } = driven.driven();
  await does({ type: 'configure', preset: null, configuration: linked.configuration });
  for (let step = 1; step <= 36; step++) {
    await does(oneStep);
    const made = linked.changes.find(({ afterStep }) => afterStep === step);
    if (made) await does({ type: 'set', change: made.change });
  }
  await does({ type: 'seek', step: 37, operation: 12 });

  const brought = await openRoom();
  await brought.driven().does(linked);
  const [there, here] = [snapshotOf(driven), snapshotOf(brought)];
  expect(here.state.playback).toEqual(there.state.playback);
  expect(here.state.playback).toMatchObject({ cursor: { run: 1, branch: 0, step: 37, operation: 12 } });
  expect(here.state.settings).toEqual({ learningRate: 0.1, nonLinearity: 'tanh' });
  expect(here.state.branches).toEqual(there.state.branches);
  expect(here.moment).toEqual(there.moment);
  expect(here.series).toEqual(there.series);
});

test('LK4 it is in the log as what it is: a class that comes back stands there', async () => {
  const { driven, store, means, room } = await openRoom();
  await driven().does(linked);
  await room.flush();
  const types = (await factsOf(store)).map(({ type }) => type);
  expect(types.slice(types.lastIndexOf('run-started'))).toEqual([
    'run-started',
    ...['reached', 'setting-changed', 'reached', 'setting-changed', 'reached', 'moved'],
  ]);
  const kept = await store.read(CODE);
  const again = new Room(
    bookOf({ events: kept?.events ?? [], rows: [] }),
    2,
    means,
    recordingAudience(),
    alone,
  );
  await again.open();
  expect(again.state.playback).toMatchObject({ cursor: { run: 1, step: 37, operation: 12 } });
  expect(again.state.settings.learningRate).toBe(0.1);
});

test('LK4 a place or a change that cannot be is refused with its value, and nothing starts', async () => {
  const { driven, trainers, room } = await openRoom();
  const { does } = driven();
  const before = room.state;
  await expect(does({ ...linked, at: { step: 37, operation: 99 } })).rejects.toMatchObject({
    code: 'command',
    params: { path: 'at.operation', value: 99 },
  });
  await expect(does({ ...linked, changes: [rate(37, 0.2)] })).rejects.toMatchObject({
    params: { path: 'changes.0.afterStep', value: 37, reason: '<=36' },
  });
  expect(trainers.made).toHaveLength(1);
  expect(room.state).toEqual(before);
});

test('LK4 it is computed beside the present run, and is given up for what is asked next', async () => {
  const { room, trainers, driven } = await openRoom();
  const { does } = driven();
  const built = gate();
  trainers.until = built.passed;
  const coming = room.command('driver', linked);
  expect(room.state.beside).toEqual({ progress: null });
  const other = room.command('driver', { type: 'configure', preset: 'board', configuration: presets.board });
  await expect(coming).rejects.toMatchObject({ code: 'given-up' });
  built.open();
  await other;
  await does({ type: 'run' });
  expect(room.state.runs).toHaveLength(2);
  expect(room.state.playback).toMatchObject({ status: 'running', run: 1 });
});
