import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownStep, type Direction, type Granularity } from './cursor.ts';
import {
  exampleAt,
  exampleLength,
  forwardDone,
  objectives,
  operationsOf,
  passLength,
  stepLength,
  translated,
  type ObjectiveName,
  type Operation,
  type StepPlan,
} from './operations.ts';
import { isLive, type PauseReason, type Playback, type PlaybackCommand, type Situation } from './playback.ts';
import { appendPoints, seriesUpTo, type SeriesPoint } from './series.ts';

/** One example a step of one window, no L2. */
const plain = (layers: number): StepPlan => ({ layers, windows: 1, batch: 1, decay: false });
const plans: readonly StepPlan[] = [0, 1, 2, 4].flatMap((layers) =>
  [1, 2].flatMap((windows) =>
    [1, 3].flatMap((batch) => [false, true].map((decay): StepPlan => ({ layers, windows, batch, decay }))),
  ),
);
const nameOf = (operation: Operation): string =>
  [
    `${operation.phase[0]}:${operation.tensor}`,
    'layer' in operation ? operation.layer : '',
    'window' in operation && operation.window === 1 ? '′' : '',
  ].join('');
const namesOf = (plan: StepPlan, objective: ObjectiveName): string =>
  operationsOf(plan, objective).map(nameOf).join(' ');

describe('operations', () => {
  it('RN1 one hidden layer: the pass of the lecture, in order', () => {
    expect(namesOf(plain(1), 'J')).toBe('f:x f:z1 f:h1 f:s f:J b:J b:s b:u b:h1 b:z1 b:b1 b:W1 b:x u:theta');
    expect(namesOf(plain(1), 's')).toBe('f:x f:z1 f:h1 f:s b:s b:u b:h1 b:z1 b:b1 b:W1 b:x');
  });

  it('RN1 no layer and two: up layer by layer, and down again', () => {
    expect(namesOf(plain(0), 'J')).toBe('f:x f:s f:J b:J b:s b:u b:x u:theta');
    expect(namesOf(plain(2), 's')).toBe(
      'f:x f:z1 f:h1 f:z2 f:h2 f:s b:s b:u b:h2 b:z2 b:b2 b:W2 b:h1 b:z1 b:b1 b:W1 b:x',
    );
  });

  it('RN1 a pair: both windows forward, one loss, back through both; its score is that of the true one', () => {
    const pair: StepPlan = { ...plain(1), windows: 2 };
    expect(namesOf(pair, 'J')).toBe(
      'f:x f:z1 f:h1 f:s f:x′ f:z1′ f:h1′ f:s′ f:J b:J ' +
        'b:s b:u b:h1 b:z1 b:b1 b:W1 b:x b:s′ b:u′ b:h1′ b:z1′ b:b1′ b:W1′ b:x′ u:theta',
    );
    expect(namesOf(pair, 's')).toBe(namesOf(plain(1), 's'));
  });

  it('RN1 a minibatch: example after example, the mean, L2, the update', () => {
    const plan: StepPlan = { ...plain(1), batch: 3, decay: true };
    const one = namesOf(plain(1), 'J').replace(' u:theta', '');
    expect(namesOf(plan, 'J')).toBe([one, one, one, 'u:mean u:decay u:theta'].join(' '));
    const examples = operationsOf(plan).map((operation) => ('example' in operation ? operation.example : -1));
    expect(examples.slice(0, -3)).toEqual([0, 1, 2].flatMap((k) => Array<number>(13).fill(k)));
    expect(namesOf({ ...plan, batch: 1 }, 'J')).toBe(`${one} u:decay u:theta`);
  });

  it('RN1 the lengths are those of the lists, for every plan', () => {
    for (const plan of plans) {
      for (const objective of objectives) {
        const operations = operationsOf(plan, objective);
        const length = exampleLength(plan, objective);
        for (let example = 0; example < plan.batch; example++) {
          const own = operations.slice(example * length, (example + 1) * length);
          const done = forwardDone(plan, objective, example) - example * length;
          expect(own.slice(0, done).every(({ phase }) => phase === 'forward')).toBe(true);
          expect(own.slice(done).every(({ phase }) => phase === 'backward')).toBe(true);
          expect(own[length - 1]).toMatchObject({ phase: 'backward', tensor: 'x', example });
          expect(exampleAt(example * length + 1, plan, objective)).toBe(example);
          expect(exampleAt((example + 1) * length, plan, objective)).toBe(example);
        }
        expect(exampleAt(operations.length, plan, objective)).toBe(plan.batch - 1);
        expect(passLength(plan, objective)).toBe(plan.batch * length);
        const updates = operations.slice(passLength(plan, objective));
        expect(updates.every(({ phase }) => phase === 'update')).toBe(true);
        if (objective === 'J') expect(stepLength(plan)).toBe(operations.length);
        else expect([updates.length, stepLength(plan, 's')]).toEqual([0, operations.length + 1]);
      }
    }
  });

  it('RN1 a place among the operations of s is one among those of J, and the same one on the way back', () => {
    for (const plan of plans) {
      const [ofJ, ofS] = objectives.map((objective) => operationsOf(plan, objective));
      for (let k = 0; k <= ofS.length; k++) {
        const inJ = translated(k, plan, 's', 'J');
        expect(translated(inJ, plan, 'J', 's')).toBe(k);
        if (k > 0) expect(ofJ[inJ - 1]).toEqual(ofS[k - 1]);
      }
      expect(translated(forwardDone(plan), plan, 'J', 's')).toBe(forwardDone(plan, 's'));
    }
  });

  it('RN1 at operation 0 the step that has just ended is shown', () => {
    const cursor = { run: 0, branch: 0, step: 5, example: 0 };
    expect(shownStep({ ...cursor, operation: 0 })).toBe(4);
    expect(shownStep({ ...cursor, operation: 1 })).toBe(5);
  });
});

describe('playback', () => {
  const at = (step: number, operation = 0) => ({ run: 0, branch: 0, step, example: 0, operation });
  const paused = (step: number, operation = 0, because: PauseReason = 'driver'): Playback => ({
    status: 'paused',
    cursor: at(step, operation),
    because,
  });
  const situation = (playback: Playback, changed: Partial<Situation> = {}): Situation => ({
    playback,
    objective: 'J',
    probe: null,
    plan: plain(1),
    epochLength: 100,
    ...changed,
  });
  const move = (granularity: Granularity, direction: Direction): PlaybackCommand => ({
    type: 'move',
    granularity,
    direction,
  });
  const commands: Record<string, PlaybackCommand> = {
    run: { type: 'run' },
    pause: { type: 'pause' },
    home: { type: 'seek', step: 1, operation: 0 },
    'operation ▶': move('operation', 1),
    '◀ operation': move('operation', -1),
    'step ▶': move('step', 1),
    '◀ step': move('step', -1),
    'example ▶': move('example', 1),
    '◀ example': move('example', -1),
    'epoch ▶': move('epoch', 1),
    '◀ epoch': move('epoch', -1),
  };
  const forward = ['operation ▶', 'step ▶', 'epoch ▶'];
  const back = ['◀ operation', '◀ step', '◀ epoch'];
  const every = ['run', 'home', ...forward, ...back];
  const batch = { plan: { ...plain(1), batch: 3 } };

  it.each<[string, Situation, string[]]>([
    ['preparing', situation({ status: 'preparing' }), []],
    ['running', situation({ status: 'running', run: 0, branch: 0 }), ['pause', 'home']],
    ['at the beginning', situation(paused(1)), ['run', ...forward]],
    ['between two steps', situation(paused(9)), every],
    ['inside a step', situation(paused(9, 13)), every],
    ['inside a minibatch', situation(paused(9, 13), batch), [...every, 'example ▶', '◀ example']],
    [
      'at the end of a minibatch of s',
      situation(paused(9, 33), { ...batch, objective: 's' }),
      ['home', '◀ example', ...back],
    ],
    ['after a loss that is not finite', situation(paused(9, 0, 'not-finite')), ['home', ...back]],
    [
      'inside the step whose loss is not finite',
      situation(paused(9, 5, 'not-finite')),
      ['home', 'operation ▶', 'step ▶', ...back],
    ],
    ['of s', situation(paused(9, 5), { objective: 's' }), ['home', 'operation ▶', ...back]],
    ['of s with every gradient there', situation(paused(9, 11), { objective: 's' }), ['home', ...back]],
    [
      'at a complete probe',
      situation(paused(9), { probe: { operation: null, objective: 'J' } }),
      every.filter((name) => name !== 'operation ▶'),
    ],
    [
      'at a complete sentence without a label, which has no J',
      situation(paused(9), { probe: { operation: 11, objective: 's' } }),
      every,
    ],
    [
      'at a probe of s before its first operation',
      situation(paused(1), { probe: { operation: 0, objective: 's' }, objective: 's' }),
      ['operation ▶'],
    ],
  ])('RN4 live commands %s', (_name, now, live) => {
    const names = Object.keys(commands).filter((name) => isLive(now, commands[name]));
    expect(names.toSorted()).toEqual(live.toSorted());
  });

  it('RN4 a hold is live where its move is, and a seek wherever it leads elsewhere', () => {
    const now = situation(paused(1));
    expect(isLive(now, { type: 'hold', granularity: 'step', direction: 1 })).toBe(true);
    expect(isLive(now, { type: 'hold', granularity: 'step', direction: -1 })).toBe(false);
    expect(isLive(now, { type: 'seek', step: 1, operation: 1 })).toBe(true);
  });
});

describe('the curve', () => {
  const points = fc
    .array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 300 })
    .map((losses) =>
      losses.map((J, i): SeriesPoint => ({ step: i + 1, count: 1, J: [J, J, J], rms: [J, 1, 2] })),
    );

  it('TR6 stays within its limit and keeps every step, the least and the greatest J exactly', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 2, max: 40 }), (all, limit) => {
        let series: readonly SeriesPoint[] = [];
        for (const point of all) series = appendPoints(series, [point], limit);
        expect(series.length).toBeLessThanOrEqual(limit);
        expect(series.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
        expect(Math.min(...series.map(({ J }) => J[0]))).toBe(Math.min(...all.map(({ J }) => J[0])));
        expect(Math.max(...series.map(({ J }) => J[2]))).toBe(Math.max(...all.map(({ J }) => J[2])));
        const mean = series.reduce((sum, { J, count }) => sum + J[1] * count, 0) / all.length;
        expect(mean).toBeCloseTo(all.reduce((sum, { J }) => sum + J[1], 0) / all.length, 9);
      }),
    );
  });

  it('TR6 what was replayed is not counted twice', () => {
    fc.assert(
      fc.property(points, fc.nat(300), (all, from) => {
        const series = appendPoints([], all);
        expect(appendPoints(series, all.slice(from))).toEqual(series);
      }),
    );
  });

  it('TR6 has no hole where a point reaches past what was known', () => {
    const point = (step: number, count: number): SeriesPoint => ({
      step,
      count,
      J: [0, 1, 2],
      rms: [1, 1, 1],
    });
    const series = appendPoints([point(1, 10)], [point(6, 10), point(16, 4)]);
    expect(series.map(({ step, count }) => [step, count])).toEqual([
      [1, 10],
      [11, 5],
      [16, 4],
    ]);
  });

  it('RN6 is cut where a branch starts', () => {
    const series = Array.from({ length: 9 }, (_, i): SeriesPoint => ({
      step: i * 10 + 1,
      count: 10,
      J: [0, 0, 0],
      rms: [0, 0, 0],
    }));
    expect(seriesUpTo(series, 45).map(({ count }) => count)).toEqual([10, 10, 10, 10, 5]);
    expect(seriesUpTo(series, 50)).toHaveLength(5);
  });
});
