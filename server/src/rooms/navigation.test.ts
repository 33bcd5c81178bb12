import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import { OPENING_VIEW, type View } from '@deltaboard/shared/protocol/view.ts';
import { describe, expect, test } from 'vitest';
import { home, oneOperation, oneStep } from './testing/commands.ts';
import { eventsOf } from './testing/recording-audience.ts';
import { gate } from './testing/gate.ts';
import { factsOf, openRoom, snapshotOf, watching } from './testing/room.ts';

const seek = (step: number, operation: number): Command => ({ type: 'seek', step, operation });
const view = (change: Partial<View>): Command => ({ type: 'view', view: change });
const ofJ = view({ objective: OPENING_VIEW.objective });
const rate = (value: number): Command => ({ type: 'set', change: { setting: 'learningRate', value } });
const open = (run: number, branch: number, step: number, operation = 0): Command => ({
  type: 'open',
  run,
  branch,
  step,
  operation,
});
/** Operations of a step of the board preset, the update with them. */
const K = 14;

async function classroom() {
  const parts = await openRoom();
  const { does } = parts.driven();
  const { room, audience, store } = parts;
  return {
    ...parts,
    does,
    at: () => {
      const { playback } = room.state;
      return playback.status === 'paused'
        ? [playback.cursor.step, playback.cursor.operation]
        : playback.status;
    },
    /** Types of what was told since. */
    told(since: number) {
      return audience.messages.slice(since).map(({ event }) => event.type);
    },
    /** What the log holds of the class, which is over then: facts of the class after its first run, without who came. */
    facts: async () => {
      await room.close();
      const after = (await factsOf(store)).slice(2);
      return after.filter(({ type }) => type !== 'member-joined' && type !== 'wheel-taken');
    },
  };
}

describe('RN8 a whole pass by operation', () => {
  test('forward and back: inside it only the cursor crosses the wire, and a latecomer sees the same', async () => {
    const parts = await classroom();
    const { does, at, audience, room, told } = parts;
    await does(home, oneOperation(1));
    const seen = watching(parts, 'from the beginning');
    const since = audience.messages.length;
    for (let k = 2; k <= K; k++) {
      await does(oneOperation(1));
      expect(at()).toEqual(k < K ? [1, k] : [2, 0]);
      const late = snapshotOf(parts, `late ${k}`);
      expect(late.state).toEqual(room.state);
      expect(late.moment?.cursor).toEqual(
        late.state.playback.status === 'paused' && late.state.playback.cursor,
      );
      const { state, moment, series } = seen();
      expect(late).toMatchObject({ state, moment, series });
    }
    expect(told(since).filter((type) => type !== 'presence-changed')).toEqual([
      ...Array.from({ length: K - 3 }, () => 'told'),
      // The last operation before the update completes the pass.
      ...['told', 'trainer-told'],
      ...['progressed', 'told'],
    ]);
    // Where the class stands is all that changes within the pass.
    expect(
      eventsOf(audience.messages.slice(since), 'told')
        .slice(0, K - 2)
        .flatMap(({ changes }) => changes.map(([path]) => path.join('.'))),
    ).toEqual(Array.from({ length: K - 2 }, () => 'playback.cursor.operation'));
    const { moment } = snapshotOf(parts, 'after');
    for (let k = K - 1; k >= 0; k--) {
      await does(oneOperation(-1));
      expect(at()).toEqual([1, k]);
      if (k > 0) expect(snapshotOf(parts, `back ${k}`).moment?.theta).toEqual(moment?.theta);
    }
    expect(snapshotOf(parts, 'beginning').moment).toMatchObject({ examples: [], trainer: null });
    await expect(does(oneOperation(-1))).rejects.toMatchObject({ code: 'not-now' });
  });

  test('another step brings its own moment', async () => {
    const { does, audience } = await classroom();
    await does(oneStep, oneStep);
    const since = audience.messages.length;
    await does(oneOperation(1));
    const [{ moment }] = eventsOf(audience.messages.slice(since), 'moment-reached');
    expect(moment.cursor).toMatchObject({ step: 3, operation: 1 });
    expect(moment.trainer).toBe(null);
  });

  test('QU6 the trainer’s own numbers are told when the pass is whole, and not before', async () => {
    const parts = await classroom();
    const { does, audience } = parts;
    await does(seek(1, K - 2));
    const since = audience.messages.length;
    expect(snapshotOf(parts, 'before').moment?.trainer).toBe(null);
    await does(oneOperation(1));
    const [told] = eventsOf(audience.messages.slice(since), 'trainer-told');
    expect(told.trainer).toHaveLength(1);
    expect(snapshotOf(parts, 'after').moment?.trainer).toEqual(told.trainer);
  });

  test('an epoch ends where its last window was learned', async () => {
    const { does, at, room } = await classroom();
    const epoch = (direction: 1 | -1): Command => ({ type: 'move', granularity: 'epoch', direction });
    const { run } = snapshotOf({ ...(await openRoom()) });
    const length = run?.epochLength ?? 0;
    await does(epoch(1));
    expect(at()).toEqual([length + 1, 0]);
    await does(epoch(1), epoch(-1));
    expect(at()).toEqual([length + 1, 0]);
    expect(room.state.branches[0].head).toBe(2 * length);
    await does(epoch(-1));
    expect(at()).toEqual([1, 0]);
  });

  test('moves are no changes of a setting, and the log says each', async () => {
    const { does, facts } = await classroom();
    await does(oneOperation(1), oneStep, seek(1, 3), { type: 'run' }, { type: 'pause' });
    expect(await facts()).toMatchObject([
      {
        type: 'moved',
        how: 'move',
        granularity: 'operation',
        direction: 1,
        cursor: { step: 1, operation: 6 },
      },
      { type: 'reached', step: 1 },
      { type: 'moved', how: 'move', granularity: 'step', cursor: { step: 2, operation: 0 } },
      { type: 'moved', how: 'seek', cursor: { step: 1, operation: 3 } },
      { type: 'run-continued', cursor: { step: 1, operation: 3 } },
      { type: 'run-paused', cursor: { step: 1, operation: 3 } },
    ]);
  });
});

describe('RN9 seek', () => {
  test('goes to any step of the branch and one beyond its head; no further', async () => {
    const { does, at } = await classroom();
    await does({ type: 'run' }, { type: 'pause' }, oneStep, oneStep);
    await does(seek(2, 7));
    expect(at()).toEqual([2, 7]);
    await does(seek(3, 9));
    expect(at()).toEqual([3, 9]);
    await expect(does(seek(4, 0))).rejects.toMatchObject({
      code: 'command',
      params: { path: 'step', value: 4, reason: '<=3' },
    });
    await expect(does(seek(1, K))).rejects.toMatchObject({
      params: { path: 'operation', value: K, reason: `<=${K - 1}` },
    });
    expect(at()).toEqual([3, 9]);
  });

  test('while it runs it pauses first', async () => {
    const { does, at, trainer } = await classroom();
    await does({ type: 'run' });
    trainer().advance(30);
    await does(home);
    expect(at()).toEqual([1, 0]);
  });

  test('RN6 a change inside a step of the past starts a branch before that step', async () => {
    const { does, room } = await classroom();
    await does(oneStep, oneStep, oneStep, seek(2, 5), rate(0.3));
    expect(room.state).toMatchObject({
      branch: 1,
      playback: { cursor: { branch: 1, step: 2, operation: 5 } },
      branches: [{ head: 3 }, { from: { branch: 0, step: 1 }, head: 1 }],
    });
  });
});

describe('the view', () => {
  test('of s: the place in the pass stays, there is no update, and back to J', async () => {
    const { does, at, room, facts } = await classroom();
    await does(seek(1, 10), view({ objective: 's', workbench: 'numbers' }));
    expect(at()).toEqual([1, 8]);
    for (let k = 9; k <= K - 3; k++) await does(oneOperation(1));
    await expect(does(oneOperation(1))).rejects.toMatchObject({ code: 'not-now' });
    await expect(does({ type: 'run' })).rejects.toMatchObject({ code: 'not-now' });
    await does(ofJ);
    expect(at()).toEqual([1, K - 1]);
    await does(oneOperation(1));
    expect(at()).toEqual([2, 0]);
    expect(room.state.view).toEqual({ ...OPENING_VIEW, workbench: 'numbers' });
    expect((await facts()).filter(({ type }) => type === 'view-changed')).toEqual([
      { type: 'view-changed', changed: { objective: 's', workbench: 'numbers' } },
      { type: 'view-changed', changed: { objective: 'J' } },
    ]);
  });

  test('of s pauses what runs; a new run opens in the same view', async () => {
    const { does, at, trainer } = await classroom();
    await does({ type: 'run' });
    trainer().advance(5);
    await does(view({ objective: 's' }));
    expect(at()).toEqual([expect.any(Number), 0]);
    await does({ type: 'reset' });
    expect(at()).toEqual([1, 4]);
  });

  test('a probe is stepped by itself: never an update, never the run', async () => {
    const { does, at, room } = await classroom();
    const subject = () => room.state.subject;
    await does(oneStep, { type: 'look', subject: { kind: 'probe', probe: 1, operation: K - 1 } });
    expect(subject()).toEqual({ kind: 'probe', probe: 1, operation: null });
    await does(oneOperation(-1), oneOperation(-1));
    expect(subject()).toMatchObject({ operation: K - 3 });
    await does(view({ objective: 's' }));
    expect(subject()).toMatchObject({ operation: K - 5 });
    await does(ofJ, { type: 'look', subject: { kind: 'probe', probe: 1, operation: 0 } });
    await expect(does(oneOperation(-1))).rejects.toMatchObject({ code: 'not-now' });
    for (let k = 1; k < K; k++) await does(oneOperation(1));
    expect(subject()).toMatchObject({ operation: null });
    await expect(does(oneOperation(1))).rejects.toMatchObject({ code: 'not-now' });
    expect(at()).toEqual([2, 0]);
    await does(oneStep);
    expect(at()).toEqual([3, 0]);
    await expect(
      does({ type: 'look', subject: { kind: 'probe', probe: 1, operation: K } }),
    ).rejects.toMatchObject({ params: { path: 'subject.operation', reason: `<=${K - 1}` } });
  });
});

describe('RN13 a sentence that the driver types', () => {
  const tokens = ['Boston', 'is', 'empty'];
  const look = (goldType: 'LOC' | null, operation: number | null = null, centre = 0): Command => ({
    type: 'look',
    subject: { kind: 'sentence', tokens, centre, goldType, operation },
  });

  test('without a label is stepped as far as s goes, whatever is differentiated elsewhere; no update', async () => {
    const { does, at, room } = await classroom();
    const subject = () => room.state.subject;
    await does(oneStep, look(null, 0));
    expect(subject()).toMatchObject({ kind: 'sentence', view: { tokens, gold: null, goldType: null } });
    for (let k = 1; k < K - 3; k++) await does(oneOperation(1));
    expect(subject()).toMatchObject({ operation: 10 });
    await does(view({ objective: 's' }), ofJ);
    expect(subject()).toMatchObject({ operation: 10 });
    await does(oneOperation(1));
    expect(subject()).toMatchObject({ operation: null });
    await expect(does(oneOperation(1))).rejects.toMatchObject({ code: 'not-now' });
    expect(at()).toEqual([2, 0]);
    await does({ type: 'run' });
  });

  test('with a label has J as a probe has; a running class is stopped for it; a new run drops it', async () => {
    const { does, room, trainer } = await classroom();
    await does({ type: 'run' });
    trainer().advance(3);
    await does(look('LOC'), oneOperation(-1));
    expect(room.state).toMatchObject({
      playback: { status: 'paused', because: 'driver' },
      subject: { operation: K - 2, view: { gold: 1, goldType: 'LOC' } },
    });
    await does({ type: 'reset' });
    expect(room.state.subject).toEqual({ kind: 'window' });
  });

  test('has its centre among its words, and its operation among those of its pass', async () => {
    const { does } = await classroom();
    await expect(does(look(null, null, 3))).rejects.toMatchObject({ params: { path: 'subject.centre' } });
    await expect(does(look(null, K - 1))).rejects.toMatchObject({
      params: { path: 'subject.operation', reason: `<=${K - 3}` },
    });
  });
});

describe('RN11 breakpoints', () => {
  test('stop the run, say which was met, and are there for the next run too', async () => {
    const { does, room, trainer } = await classroom();
    const breakpoint = { kind: 'word', word: 'Cork' } as const;
    await does(home, { type: 'breakpoints', add: breakpoint }, { type: 'run' });
    trainer().runUntilStopped();
    expect(room.state).toMatchObject({
      breakpoints: [breakpoint],
      playback: { status: 'paused', because: 'breakpoint', hit: breakpoint, cursor: { operation: 5 } },
    });
    await does(oneOperation(1));
    expect(room.state.playback).toMatchObject({ because: 'driver' });
    expect(room.state.playback).not.toHaveProperty('hit');
    await does({ type: 'reset' }, home, { type: 'run' });
    trainer().runUntilStopped();
    expect(room.state.playback).toMatchObject({ because: 'breakpoint', cursor: { run: 1 } });
  });
});

describe('RN7 any run and branch can be opened again', () => {
  test('each as it was, with its own curve and bits', async () => {
    const parts = await classroom();
    const { does, room, at, trainers, audience } = parts;
    const thetas = new Map<string, Float32Array>();
    const see = (name: string): void => {
      const { moment } = snapshotOf(parts, name);
      if (!moment) throw new Error('no moment');
      const theta = fromBytes(moment.theta);
      expect(thetas.get(name) ?? theta).toEqual(theta);
      thetas.set(name, theta);
    };
    for (let i = 0; i < 6; i++) await does(oneStep);
    see('first');
    await does(seek(3, 0), rate(0.5));
    for (let i = 0; i < 7; i++) await does(oneStep);
    see('branch');
    expect(room.state).toMatchObject({ branch: 1, settings: { learningRate: 0.5 } });
    await does(open(0, 0, 7));
    see('first');
    expect(room.state).toMatchObject({ branch: 0, settings: { learningRate: 0.05 } });
    expect(snapshotOf(parts, 'its curve').series.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
    await does({ type: 'reset' }, oneStep, open(0, 1, 10));
    see('branch');
    expect(at()).toEqual([10, 0]);
    expect(room.state.runs).toMatchObject([
      { branches: [{ head: 6 }, { from: { branch: 0, step: 2 }, head: 9 }] },
      { branches: [{ head: 1 }] },
    ]);
    expect(trainers.made).toHaveLength(2);
    const [opened] = eventsOf(audience.messages, 'run-opened').slice(-1);
    expect(opened).toMatchObject({ run: { number: 0 } });
    expect(opened.series.at(-1)).toMatchObject({ step: 9 });
    await does(oneStep);
    expect(room.state.branches[1].head).toBe(10);
  });

  test('EV2 scores that come late belong to the branch that was left, whatever the class sees by then', async () => {
    const parts = await classroom();
    const { does, trainer, audience } = parts;
    const stepsOf = (name: string) => snapshotOf(parts, name).evaluations.map(({ step }) => step);
    for (let i = 0; i < 4; i++) await does(oneStep);
    await does(seek(3, 0), rate(0.5), oneStep);
    const since = audience.messages.length;
    trainer().score(4, 0);
    expect(eventsOf(audience.messages.slice(since), 'evaluated')).toEqual([]);
    expect(stepsOf('on the branch')).toEqual([0]);
    trainer().score(3, 1);
    expect(stepsOf('of the branch')).toEqual([0, 3]);
    await does(open(0, 0, 5));
    expect(stepsOf('where it belongs')).toEqual([0, 4]);
  });

  test('a run that is not ready any more is computed anew, to the same bits and the same curve', async () => {
    const parts = await classroom();
    const { does, trainers } = parts;
    for (let i = 0; i < 5; i++) await does(oneStep);
    await does(rate(0.2), oneStep, seek(6, 4), rate(0.6), oneStep, oneStep);
    const before = snapshotOf(parts, 'before');
    for (let i = 0; i < 4; i++) await does({ type: 'reset' });
    const made = trainers.made.length;
    await does(open(0, 1, 8));
    expect(trainers.made).toHaveLength(made + 1);
    const after = snapshotOf(parts, 'after');
    expect(after.moment?.theta).toEqual(before.moment?.theta);
    expect(after.moment?.settings).toEqual(before.moment?.settings);
    expect(after.series.map(({ J }) => J[1])).toEqual(before.series.map(({ J }) => J[1]));
    expect(after.evaluations).toEqual(before.evaluations);
  });

  test('a run whose thread dies on its way does not take the stage, leaves nothing behind, and opens another time', async () => {
    const { does, trainers, room, at, audience } = await classroom();
    for (let i = 0; i < 3; i++) await does(oneStep);
    for (let i = 0; i < 4; i++) await does({ type: 'reset' });
    const before = room.state;
    const [made, since] = [trainers.made.length, audience.messages.length];
    trainers.mortal = new Error('died on command');
    await expect(does(open(0, 0, 2))).rejects.toMatchObject({
      code: 'run-failed',
      params: { because: 'failed' },
    });
    expect(trainers.made).toHaveLength(made + 1);
    expect(trainers.made.map(({ closed }) => closed)).toEqual([true, true, true, true, false, true]);
    expect(room.state).toEqual(before);
    // That there was something beside, and that it is over, is all that the class has heard.
    const heard = audience.messages.slice(since).map(({ event }) => event);
    expect(heard).toEqual([
      { type: 'told', changes: [[['beside'], { progress: null }]] },
      { type: 'told', changes: [[['beside'], null]] },
    ]);
    trainers.mortal = null;
    await does(oneOperation(1), open(0, 0, 2));
    expect(at()).toEqual([2, 0]);
    expect(room.state.playback).toMatchObject({ cursor: { run: 0 } });
  });

  test('RM10 while a new run is being built, whatever moves the class gives it up; a held key lets go when another run opens', async () => {
    const { does, room, at, clock, trainers } = await classroom();
    for (let i = 0; i < 3; i++) await does(oneStep);
    await does(seek(2, 5), rate(0.3), oneStep);
    const hold: Command = { type: 'hold', granularity: 'operation', direction: 1 };
    const { passed, open: built } = gate();
    for (const command of [seek(2, 3), open(0, 0, 3), hold]) {
      trainers.until = passed;
      const building = expect(room.command('driver', { type: 'reset' })).rejects.toMatchObject({
        code: 'given-up',
      });
      trainers.until = null;
      await does(command);
      await building;
    }
    expect(room.state.playback).toMatchObject({ cursor: { run: 0, branch: 0, step: 3, operation: 1 } });
    trainers.until = passed;
    const building = room.command('driver', { type: 'reset' });
    trainers.until = null;
    built();
    await building;
    expect(room.state.playback).toMatchObject({ because: 'opened', cursor: { run: 1, step: 1 } });
    const opened = at();
    clock.pass(1000);
    await does(rate(0.3));
    expect(at()).toEqual(opened);
    expect(room.state.runs[0]).toMatchObject({ branches: [{ head: 3 }, { head: 2 }] });
    expect(room.state.runs).toHaveLength(2);
  });

  test('RM10 a run that is ready is not opened either once it is given up', async () => {
    const { does, room } = await classroom();
    for (let i = 0; i < 3; i++) await does(oneStep);
    await does({ type: 'reset' });
    const opening = room.command('driver', open(0, 0, 2));
    const given = expect(opening).rejects.toMatchObject({ code: 'given-up' });
    await does(oneOperation(1));
    await given;
    expect(room.state.playback).toMatchObject({ cursor: { run: 1, step: 1, operation: 6 } });
    await does(open(0, 0, 2));
    expect(room.state.playback).toMatchObject({ cursor: { run: 0, step: 2 } });
  });

  test('what is not there is refused', async () => {
    const { does } = await classroom();
    await expect(does(open(1, 0, 1))).rejects.toMatchObject({ params: { path: 'run', reason: '<1' } });
    await expect(does(open(0, 1, 1))).rejects.toMatchObject({ params: { path: 'branch', reason: '<1' } });
    await expect(does(open(0, 0, 9))).rejects.toMatchObject({ params: { path: 'step', reason: '<=1' } });
  });
});

describe('TR8 losses', () => {
  test('of the present branch, exact', async () => {
    const { does, room } = await classroom();
    for (let i = 0; i < 4; i++) await does(oneStep);
    await does(seek(3, 0), rate(0.5), oneStep);
    const losses = await room.losses('driver', 1, 1e15);
    expect(losses).toMatchObject({ ok: true, run: 0, branch: 1 });
    expect(losses.points.map(({ step, count }) => [step, count])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
    await does(open(0, 0, 5));
    expect((await room.losses('driver', 2, 3)).points.map(({ step }) => step)).toEqual([2, 3]);
  });

  test('TR9 of a thousand steps or fewer that are held no more are made again; for a member so many times a minute', async () => {
    const { does, room, trainers, join, clock } = await classroom();
    const before = (await room.losses('driver', 1, 100)).points;
    expect(before).toEqual([]);
    for (let i = 0; i < 30; i++) await does(oneStep);
    const first = await room.losses('driver', 11, 20);
    const [trainer] = trainers.made;
    trainer.forgetLosses();
    const merged = await room.losses('driver', 11, 20);
    expect(merged).toEqual(first);
    join('viewer');
    for (let asked = 0; asked < 30; asked++) {
      expect(await room.losses('viewer', 11, 20)).toEqual(first);
    }
    const { points } = await room.losses('viewer', 11, 20);
    expect(points.map(({ exact }) => exact)).toEqual(points.map(() => false));
    expect(await room.losses('driver', 11, 20)).toEqual(first);
    clock.pass(60_000);
    expect(await room.losses('viewer', 11, 20)).toEqual(first);
  });
});

describe('the scratch graph', () => {
  const scribble = (expression: string, values: Record<string, number>, operation = 0): Command => ({
    type: 'scratch',
    expression,
    values,
    operation,
  });

  test('SG6 is the class’s: a latecomer sees the same expression, values and operation, and no run command is written', async () => {
    const parts = await classroom();
    const { does, facts } = parts;
    await does(scribble('g = a / b', { a: 1, b: 4, c: 9 }, 2));
    const expected = { expression: 'g = a / b', values: { a: 1, b: 4 }, operation: 2 };
    expect(snapshotOf(parts, 'late').state.scratch).toEqual(expected);
    expect(await facts()).toEqual([{ type: 'scratch-changed', scratch: expected }]);
  });

  test('SG6 stays while the run goes on, and through another run', async () => {
    const { does, room, trainer } = await classroom();
    await does(scribble('x ^ 2', { x: 3 }, 1), { type: 'run' });
    trainer().advance(5);
    await does({ type: 'reset' });
    expect(room.state.scratch).toEqual({ expression: 'x ^ 2', values: { x: 3 }, operation: 1 });
  });

  test.each<[Command, string, object]>([
    [scribble('x + ', { x: 1 }), 'expression', { column: 5, problem: 'syntax' }],
    [scribble('x + y', { x: 1 }), 'expression', { column: 5, problem: 'no-value', what: 'y' }],
    [scribble('x', { x: 1 }, 2), 'command', { path: 'operation', value: 2, reason: '<=1' }],
  ])('SG2 %j is refused where it is wrong, and nothing changes', async (command, code, params) => {
    const { does, room } = await classroom();
    const { scratch } = room.state;
    await expect(does(command)).rejects.toMatchObject({ code, params });
    expect(room.state.scratch).toBe(scratch);
  });
});
