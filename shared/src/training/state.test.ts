import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownStep, type Direction, type Granularity } from './cursor.ts';
import { forwardDone, objectives, operationsOf, passLength, translated } from './operations.ts';
import { isLive, type PauseReason, type Playback, type PlaybackCommand, type Situation } from './playback.ts';
import { appendPoints, seriesUpTo, type SeriesPoint } from './series.ts';

describe('operations', () => {
  it('RN1 one hidden layer: the pass of the lecture, in order', () => {
    const names = operationsOf({ hidden: [8] }).map(({ phase, tensor }) => `${phase[0]}:${tensor}`);
    expect(names.join(' ')).toBe('f:x f:z f:h f:s f:J b:J b:s b:u b:h b:z b:b b:W b:x u:theta');
  });

  it('RN1 forwardDone counts exactly the forward operations, for any depth', () => {
    for (const hidden of [[], [3], [3, 4], [1, 2, 3, 4]]) {
      const operations = operationsOf({ hidden });
      expect(operations.filter(({ phase }) => phase === 'forward')).toHaveLength(forwardDone({ hidden }));
      expect(operations.slice(0, forwardDone({ hidden })).every(({ phase }) => phase === 'forward')).toBe(
        true,
      );
    }
  });

  it('RN1 of s: without J, its gradients and the update', () => {
    const names = operationsOf({ hidden: [8] }, 's').map(({ phase, tensor }) => `${phase[0]}:${tensor}`);
    expect(names.join(' ')).toBe('f:x f:z f:h f:s b:s b:u b:h b:z b:b b:W b:x');
    for (const hidden of [[], [3], [3, 4]]) {
      for (const objective of objectives) {
        const operations = operationsOf({ hidden }, objective);
        expect(operations[forwardDone({ hidden }, objective) - 1].phase).toBe('forward');
        expect(operations[forwardDone({ hidden }, objective)].phase).toBe('backward');
        expect(operations[passLength({ hidden }, objective) - 1]).toEqual({ phase: 'backward', tensor: 'x' });
      }
    }
  });

  it('RN1 a place among the operations of s is one among those of J, and the same one on the way back', () => {
    for (const hidden of [[], [3], [3, 4]]) {
      const [ofJ, ofS] = objectives.map((objective) => operationsOf({ hidden }, objective));
      for (let k = 0; k <= ofS.length; k++) {
        const inJ = translated(k, { hidden }, 's', 'J');
        expect(translated(inJ, { hidden }, 'J', 's')).toBe(k);
        if (k > 0) expect(ofJ[inJ - 1]).toEqual(ofS[k - 1]);
      }
      expect(translated(ofS.length, { hidden }, 's', 'J')).toBe(passLength({ hidden }));
      expect(translated(forwardDone({ hidden }), { hidden }, 'J', 's')).toBe(forwardDone({ hidden }, 's'));
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
    shape: { hidden: [8] },
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
    'epoch ▶': move('epoch', 1),
    '◀ epoch': move('epoch', -1),
  };
  const forward = ['operation ▶', 'step ▶', 'epoch ▶'];
  const back = ['◀ operation', '◀ step', '◀ epoch'];
  const every = ['run', 'home', ...forward, ...back];

  it.each<[string, Situation, string[]]>([
    ['preparing', situation({ status: 'preparing' }), []],
    ['running', situation({ status: 'running', run: 0, branch: 0 }), ['pause', 'home']],
    ['at the beginning', situation(paused(1)), ['run', ...forward]],
    ['between two steps', situation(paused(9)), every],
    ['inside a step', situation(paused(9, 13)), every],
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
