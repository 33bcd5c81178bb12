import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { logistic } from '@deltaboard/shared/math.ts';
import { decodeFrame, frameHead } from '@deltaboard/shared/protocol/frame.ts';
import { levelsOf, weightsOf } from '@deltaboard/shared/protocol/frame-weights.ts';
import type { Speed } from '@deltaboard/shared/training/speed.ts';
import { modelShape } from '@deltaboard/shared/training/configuration.ts';
import { commitChange, newRun, reached } from '@deltaboard/shared/training/run.ts';
import { tinyConfiguration } from '@deltaboard/shared/training/testing/tiny-run.ts';
import { FRAME_INTERVAL } from './loop.ts';
import { onTestClock, straight } from './testing/loop-on-clock.ts';

describe('the training loop', () => {
  it('RN1 opens inside step 1 with the forward pass done', () => {
    const { moment } = onTestClock().park();
    expect(moment).toMatchObject({ updates: 0, operation: 5 });
    expect(moment.trainer?.[0].windows[0].delta).toHaveLength(1);
    expect(moment.examples).toEqual([[straight(0).sampler.windowOf(1)]]);
    expect(moment.theta).toEqual(straight(0).snapshot());
  });

  it('TR1 a step shows θ before its update, and stands after it', () => {
    const { moment, checkpoint, points } = onTestClock().step();
    expect(moment).toMatchObject({ updates: 1, operation: 0 });
    expect(moment.theta).toEqual(straight(0).snapshot());
    expect(checkpoint).toEqual(straight(1).snapshot());
    expect(points).toHaveLength(1);
    expect(points[0].J[1]).toBe(moment.trainer?.[0].J);
  });

  it('TH3 parks at the very next step, on an exact moment', () => {
    const test = onTestClock();
    test.loop.start('max');
    test.loop.slice();
    test.requestPark(true);
    const { updates: before } = test.park().moment;
    test.requestPark(false);
    expect(before).toBeGreaterThan(10);
    const { moment, checkpoint } = test.park();
    expect(moment.updates).toBe(before);
    expect(moment.theta).toEqual(straight(before - 1).snapshot());
    expect(checkpoint).toEqual(straight(before).snapshot());
    expect(test.loop.slice()).toBe('idle');
  });

  it('TH3 computes no step after a park was requested', () => {
    const test = onTestClock();
    test.loop.start('max');
    test.requestPark(true);
    test.loop.slice();
    expect(test.park().moment.updates).toBe(0);
  });

  it('TR5 a paced run tells every step exactly, at its pace, and takes no pictures', () => {
    const test = onTestClock();
    test.loop.start(2);
    test.runUntil(10_000);
    expect(test.moments.map(({ updates }) => updates)).toEqual(test.moments.map((_, index) => index + 1));
    expect(test.moments.length).toBeGreaterThanOrEqual(19);
    expect(test.moments.length).toBeLessThanOrEqual(21);
    expect(test.frames).toHaveLength(0);
  });

  it.each<[Speed, number]>([
    [40, 400],
    [400, 4000],
  ])(
    'TR5 a run of %s windows a second keeps its pace and takes at most ten pictures a second',
    (speed, expected) => {
      const test = onTestClock();
      test.loop.start(speed);
      test.runUntil(10_000);
      const { updates } = test.park().moment;
      expect(Math.abs(updates - expected)).toBeLessThanOrEqual(expected / 50 + 2);
      expect(test.frames.length).toBeGreaterThan(50);
      expect(test.frames.length).toBeLessThanOrEqual(10_000 / FRAME_INTERVAL + 1);
    },
  );

  it('PR7 a picture shows the probe at the present θ', () => {
    const test = onTestClock();
    test.loop.start(400);
    test.runUntil(2000);
    const frame = decodeFrame(test.frames[test.frames.length - 1], tinyConfiguration);
    const { parameters } = straight(frame.step).learner.state;
    expect(frame.u).toEqual(parameters.u);
    expect(frame.layers[0].b).toEqual(parameters.layers[0].b);
    expect(frame.probes[0]).toBeCloseTo(logistic(frame.s[0]), 6);
    // A W so small comes with every picture.
    const { grids, packed } = frame.weights ?? { grids: [], packed: new Uint8Array() };
    const levels = levelsOf(inflateRawSync(packed), null);
    const [{ W }] = weightsOf(modelShape(tinyConfiguration), grids, levels);
    parameters.layers[0].W.data.forEach((weight, i) => {
      expect(Math.abs(W[i] - weight)).toBeLessThanOrEqual(grids[0].scale / 253);
    });
  });

  it('WR6 a run that goes on begins with a whole W', () => {
    const test = onTestClock();
    test.loop.start(400);
    test.runUntil(500);
    test.park();
    const before = test.frames.length;
    test.loop.start(400);
    test.runUntil(1000);
    const { number, keyframe } = frameHead(test.frames[before]);
    expect(number).toBe(keyframe);
    expect(keyframe).toBeGreaterThan(frameHead(test.frames[0]).keyframe);
  });

  it('EV2 evaluates at fixed steps, whatever the speed', () => {
    const stepsAt = (speed: Speed): number[] => {
      const test = onTestClock();
      test.loop.start(speed);
      for (let updates = 0; updates < 450;) {
        test.runUntil(test.time() + 50);
        updates = test.park().moment.updates;
        test.loop.start(speed);
      }
      return test.evaluations.map(({ step }) => step).filter((step) => step <= 400);
    };
    expect(stepsAt('max')).toEqual([0, 100, 200, 300, 400]);
    expect(stepsAt(400)).toEqual([0, 100, 200, 300, 400]);
  });

  it('TR4 goes on from a standing with the same bits', () => {
    const first = onTestClock();
    for (let i = 0; i < 137; i++) first.step();
    const second = onTestClock({ standing: first.park() }, newRun(tinyConfiguration), first.memory);
    for (let i = 0; i < 63; i++) second.step();
    expect(second.park().checkpoint).toEqual(straight(200).snapshot());
  });

  it('RN3 home stands at step 0 with nothing computed, and running on replays the recorded commands', () => {
    const { loop, memory, seek } = onTestClock();
    seek(31, 0);
    const { run } = commitChange(reached(newRun(tinyConfiguration), 0, 30), 0, 30, {
      setting: 'nonLinearity',
      value: 'relu',
    });
    loop.follow(memory.branch(run, 0), 30);
    const { checkpoint } = seek(61, 0);
    expect(seek(1, 0).moment).toMatchObject({ updates: 0, operation: 0, examples: [], trainer: null });
    expect(seek(61, 0).checkpoint).toEqual(checkpoint);
    expect(checkpoint).toEqual(straight(60, run.branches[0].commands).snapshot());
    expect(checkpoint).not.toEqual(straight(60).snapshot());
  });

  it('RN2 a setting changed inside step 1 is the one its pass is shown with', () => {
    const { loop, memory, park } = onTestClock();
    const { run } = commitChange(newRun(tinyConfiguration), 0, 0, { setting: 'nonLinearity', value: 'relu' });
    loop.follow(memory.branch(run, 0), 0);
    expect(park().moment).toMatchObject({ operation: 5, settings: { nonLinearity: 'relu' } });
  });

  it('TR7 stops at the epoch limit on an exact moment, and runs on if asked', () => {
    const configuration = { ...tinyConfiguration, epochLimit: 2 };
    const test = onTestClock({ configuration });
    test.loop.start('max');
    test.runUntil(100_000);
    const { epochLength } = straight(0, [], configuration).sampler;
    expect(test.stops).toMatchObject([
      { because: 'epoch-limit', standing: { moment: { updates: 2 * epochLength } } },
    ]);
    expect(test.stops[0].standing.moment.trainer).not.toBeNull();
    test.loop.start('max');
    test.runUntil(test.time() + 100_000);
    expect(test.stops.map(({ standing }) => standing.moment.updates)).toEqual([
      2 * epochLength,
      4 * epochLength,
    ]);
  });

  it('TR7 stops by itself when the loss is not finite', () => {
    const configuration = { ...tinyConfiguration, nonLinearity: 'identity' as const, learningRate: 10 };
    const test = onTestClock({ configuration });
    test.loop.start('max');
    test.runUntil(1_000_000);
    expect(test.stops.map(({ because }) => because)).toEqual(['not-finite']);
    const { moment } = test.stops[0].standing;
    expect(moment.operation).toBe(0);
    expect(moment.trainer?.[0].J).not.toSatisfy(Number.isFinite);
    expect(moment.theta).toEqual(straight(moment.updates - 1, [], configuration).snapshot());
  });

  it('TR6 every step is in the curve once', () => {
    const test = onTestClock();
    test.loop.start('max');
    test.runUntil(400);
    const { moment, points } = test.park();
    const all = [...test.points, ...points];
    let next = 1;
    for (const { step, count, J } of all) {
      expect(step).toBe(next);
      expect(J[0]).toBeLessThanOrEqual(J[1]);
      expect(J[1]).toBeLessThanOrEqual(J[2]);
      next += count;
    }
    expect(next).toBe(moment.updates + 1);
  });
});
