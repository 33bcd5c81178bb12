/** Long ways of the present run's trainer hold nobody up, and what the class does meanwhile is never undone by them (SPEC RM12). */
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import { describe, expect, test } from 'vitest';
import { bookOf } from './book.ts';
import { Room } from './room.ts';
import { oneOperation, oneStep } from './testing/commands.ts';
import { gate } from './testing/gate.ts';
import { recordingAudience } from './testing/recording-audience.ts';
import { alone, CODE, openRoom, SECRET, snapshotOf, watching } from './testing/room.ts';
import { scriptedStore } from './testing/scripted-store.ts';
import { WAY_IN_TURN_MS } from './ways.ts';

const seek = (step: number, operation = 0): Command => ({ type: 'seek', step, operation });
const rate = (value: number): Command => ({ type: 'set', change: { setting: 'learningRate', value } });
const open = (run: number, branch: number, step: number): Command => ({
  ...{ type: 'open', run, branch, step, operation: 0 },
});
const view: Command = { type: 'view', view: { page: 'graph' } };
const look: Command = { type: 'look', subject: { kind: 'probe', probe: 1, operation: 2 } };
const free: Command = { type: 'ask', asked: { kind: 'free', prompt: 'Ready?', options: ['yes', 'no'] } };
const ofPass: Command = { type: 'ask', asked: { kind: 'delta-sign', layer: 1, unit: 1 } };

/** Run 0 with steps 1 to 6, and branch 1 that leaves it behind step 2 and has 5; the class stands at the end of step 4 of branch 1. */
async function classroom(store = scriptedStore()) {
  const parts = await openRoom(store);
  const { does } = parts.driven();
  for (let i = 0; i < 6; i++) await does(oneStep);
  await does(seek(3), rate(0.5), oneStep, oneStep, oneStep, seek(5));
  const { room, trainers, clock } = parts;
  return {
    ...parts,
    does,
    cursor: () => (room.state.playback.status === 'paused' ? room.state.playback.cursor : null),
    /** Whatever takes longer than a turn may. `arrive` lets it be there. */
    async sets(command: Command) {
      const { passed, open: arrive } = gate();
      trainers.until = passed;
      const under = room.command('driver', command);
      under.catch(() => undefined);
      await turns();
      clock.pass(WAY_IN_TURN_MS);
      await turns();
      trainers.until = null;
      return { under, arrive };
    },
  };
}

/** Long enough for whatever waits for nothing. */
const turns = () => new Promise((resolve) => setTimeout(resolve, 5));

const thetaOf = (parts: Awaited<ReturnType<typeof classroom>>, who: string) => {
  const { moment } = snapshotOf(parts, who);
  if (!moment) throw new Error('no moment');
  return { cursor: moment.cursor, theta: fromBytes(moment.theta) };
};

describe.each<[string, Command, object]>([
  ['a seek', seek(2), { branch: 1, step: 2 }],
  ['a move', oneStep, { branch: 1, step: 6 }],
  ['a held key', { type: 'hold', granularity: 'epoch', direction: -1 }, { branch: 1, step: 1 }],
  ['another branch', open(0, 0, 4), { branch: 0, step: 4 }],
])('RM12 %s that takes long', (_name, command, there) => {
  test('says how far it is and holds nobody up: the class looks, asks and is asked where it stands', async () => {
    const parts = await classroom();
    const { does, room, sets, cursor, trainer } = parts;
    const before = snapshotOf(parts, 'before');
    const { under, arrive } = await sets(command);
    await does(view, free, { type: 'reveal' }, { type: 'dismiss' });
    trainer().approach(10, 40);
    expect(room.state).toMatchObject({ view: { page: 'graph' }, beside: { progress: { made: 10, of: 40 } } });
    expect(cursor()).toMatchObject({ branch: 1, step: 5 });
    const meanwhile = snapshotOf(parts, 'meanwhile');
    expect(meanwhile).toMatchObject({ moment: before.moment, series: before.series });
    expect(await room.losses('driver', 1, 4)).toMatchObject({ branch: 1, points: { length: 4 } });
    const seen = watching(parts, 'watching');
    arrive();
    await under;
    expect(room.state.beside).toBeNull();
    expect(cursor()).toMatchObject(there);
    const { state, moment, series } = seen();
    expect(snapshotOf(parts, 'after')).toMatchObject({ state, moment, series });
  });

  test.each<[string, Command]>([
    ['a seek', seek(3)],
    ['a move', oneStep],
    ['a move in the pass', oneOperation(1)],
    ['another branch', open(0, 0, 3)],
    ['running on', { type: 'run' }],
    ['a change', rate(0.7)],
    ['another run', { type: 'reset' }],
  ])('is given up for %s, which finds the run as if it had never left', async (_other, next) => {
    const control = await classroom();
    await control.does(next);
    const parts = await classroom();
    const { under } = await parts.sets(command);
    await parts.does(next);
    await expect(under).rejects.toMatchObject({ code: 'given-up' });
    for (const each of [control, parts]) {
      if (next.type === 'run') {
        each.trainer().advance(4);
        await each.does({ type: 'pause' });
      }
      await each.does(oneStep);
    }
    expect(thetaOf(parts, 'late')).toEqual(thetaOf(control, 'late'));
    expect(snapshotOf(parts, 'curve').series).toEqual(snapshotOf(control, 'curve').series);
    expect(parts.room.state.beside).toBeNull();
  });

  test('CL10 does not hold up the end of the room, in its turn or beside', async () => {
    const parts = await classroom();
    const { under } = await parts.sets(command);
    expect(await parts.room.close()).toBe('saved');
    await expect(under).rejects.toMatchObject({ code: 'given-up' });
    const other = await classroom();
    other.trainers.until = new Promise(() => undefined);
    const inTurn = expect(other.room.command('driver', command)).rejects.toMatchObject({ code: 'given-up' });
    await turns();
    expect(await other.room.close()).toBe('saved');
    await inTurn;
  });
});

describe('RM12 a short way', () => {
  test('stays in its turn: what comes next waits for it, and nothing is told of it', async () => {
    const { room, audience, cursor } = await classroom();
    const since = audience.messages.length;
    await Promise.all([oneStep, seek(2), oneStep, open(0, 0, 3)].map((each) => room.command('driver', each)));
    expect(cursor()).toMatchObject({ branch: 0, step: 3 });
    const told = JSON.stringify(
      audience.messages.slice(since).map(({ event }) => event.type === 'told' && event),
    );
    expect(told).not.toContain('beside');
  });

  test('is not given up for a run that is built meanwhile', async () => {
    const { room, trainers } = await classroom();
    const { passed, open: arrive } = gate();
    trainers.until = passed;
    const moving = room.command('driver', seek(2));
    await turns();
    trainers.until = null;
    const building = room.command('driver', { type: 'reset' });
    await turns();
    arrive();
    expect(await Promise.all([moving, building])).toEqual([{ saved: true }, { saved: true }]);
  });
});

test('RM12 where the class did not come after, the run is brought back before it runs on or is changed', async () => {
  for (const next of [{ type: 'run' }, rate(0.7)] satisfies Command[]) {
    const control = await classroom();
    const parts = await classroom();
    await control.does(oneOperation(1), oneOperation(1));
    await parts.does(oneOperation(1), oneOperation(1));
    const { under, arrive } = await parts.sets(open(0, 0, 4));
    await parts.does(ofPass);
    arrive();
    await expect(under).rejects.toMatchObject({ code: 'question-open' });
    await parts.does({ type: 'dismiss' });
    for (const each of [control, parts]) {
      await each.does(next);
      if (next.type === 'run') {
        each.trainer().advance(4);
        await each.does({ type: 'pause' });
      }
      await each.does(oneStep);
    }
    expect(thetaOf(parts, 'late')).toEqual(thetaOf(control, 'late'));
    expect(snapshotOf(parts, 'curve').series).toEqual(snapshotOf(control, 'curve').series);
  }
});

test('RM12 a move that the class has gone past in another way is given up, not made from elsewhere', async () => {
  const { does, sets, cursor } = await classroom();
  const { under, arrive } = await sets(oneOperation(1));
  await does(look);
  arrive();
  await expect(under).rejects.toMatchObject({ code: 'given-up' });
  expect(cursor()).toMatchObject({ step: 5, operation: 0 });
});

test('RM10 RN7 another branch of a run that another one has just replaced is opened on that run', async () => {
  const store = scriptedStore();
  const parts = await classroom(store);
  const { room, does, cursor } = parts;
  const { passed, open: written } = gate();
  store.until = passed;
  const replacing = room.command('driver', { type: 'reset' });
  await expect.poll(() => store.asked.at(-1)?.events.at(-1)?.fact).toMatchObject({ type: 'run-started' });
  const opening = room.command('driver', open(0, 0, 4));
  await turns();
  store.until = null;
  written();
  await Promise.all([replacing, opening]);
  expect(cursor()).toMatchObject({ run: 0, branch: 0, step: 4 });
  const { run, moment, series } = snapshotOf(parts, 'late');
  expect(run?.number).toBe(0);
  expect(moment?.cursor).toMatchObject({ run: 0, step: 4 });
  expect(series.at(-1)).toMatchObject({ step: 6 });
  await does(oneStep, open(1, 0, 1));
  expect(snapshotOf(parts, 'later').run?.number).toBe(1);
});

test('RM12 CL10 after a restart without a cache a branch is computed to its head; given up on that part of the way, the run is where the class is', async () => {
  const control = await classroom();
  await control.does({ type: 'run' });
  control.trainer().advance(4);
  await control.does({ type: 'pause' }, oneStep);
  const first = await classroom();
  await first.room.close();
  const { store, means, trainers, clock } = first;
  const stored = await store.take(CODE);
  if (!stored) throw new Error('no class');
  for (const key of (await store.cached(CODE)).keys()) await store.cache(CODE, key, null);
  const audience = recordingAudience();
  const room = new Room(bookOf(stored), stored.term, means, audience, alone);
  await room.open();
  room.join('driver', { secret: SECRET });
  await room.command('driver', { type: 'take-wheel' });
  const { seek: go } = first.trainer();
  let ways = 0;
  first.trainer().seek = (...place) => {
    // There, but not at the head yet.
    if (++ways === 2) trainers.until = new Promise(() => undefined);
    return go(...place);
  };
  const under = expect(room.command('driver', open(0, 0, 3))).rejects.toMatchObject({ code: 'given-up' });
  await turns();
  clock.pass(WAY_IN_TURN_MS);
  await turns();
  trainers.until = null;
  expect(ways).toBe(2);
  await room.command('driver', { type: 'run' });
  await under;
  first.trainer().advance(4);
  await room.command('driver', { type: 'pause' });
  await room.command('driver', oneStep);
  room.join('late', {});
  const welcome = audience.welcomes.get('late');
  if (welcome?.resumed !== 'snapshot') throw new Error('not a snapshot');
  const expected = snapshotOf(control, 'late');
  expect(welcome.snapshot.moment?.cursor).toEqual(expected.moment?.cursor);
  expect(welcome.snapshot.moment?.theta).toEqual(expected.moment?.theta);
  expect(welcome.snapshot.series.map(({ step, J }) => [step, J])).toEqual(
    expected.series.map(({ step, J }) => [step, J]),
  );
  // What was computed on the way is not lost.
  await room.command('driver', open(0, 0, 7));
  room.join('later', {});
  const later = audience.welcomes.get('later');
  if (later?.resumed !== 'snapshot') throw new Error('not a snapshot');
  expect(later.snapshot.series.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await room.close()).toBe('saved');
});
