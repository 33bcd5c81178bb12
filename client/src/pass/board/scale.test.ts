// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { livePicture } from '../../picture/live.ts';
import { momentPicture, probePicture } from '../../picture/exact.ts';
import type { Picture } from '../../picture/picture.ts';
import { liveFrame } from '../../testing/example-frame.ts';
import { moment, run, settings } from '../../testing/example.ts';
import { countBeyond, greatestOf, nextScales, snap } from './scale.ts';

const compare = { compare: false, objective: 'J' } as const;
const frame = await liveFrame(9);
const live = (): Picture => livePicture(frame, run, settings) as Picture;

describe('snap', () => {
  test('is the smallest 1-2-5 number that is not below', () => {
    expect([0.3, 0.5, 0.51, 1, 1.0001, 2, 4.9, 5, 7, 0.0042].map(snap)).toEqual([
      0.5, 0.5, 1, 1, 2, 2, 5, 5, 10, 0.005,
    ]);
  });

  test('of nothing, or of what is no number, is 1', () => {
    expect([0, Number.NaN, Infinity].map(snap)).toEqual([1, 1, 1]);
  });

  test('is at most 2.5 times what it holds', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-30, max: 1e30, noNaN: true }), (greatest) => {
        const scale = snap(greatest);
        expect(scale).toBeGreaterThanOrEqual(greatest);
        expect(scale).toBeLessThanOrEqual(2.5 * greatest * (1 + 1e-12));
      }),
    );
  });
});

test('a value that is no number does not make a scale', () => {
  expect(greatestOf(Float64Array.of(Number.NaN, -3, 2))).toBe(3);
});

test('what has not been computed has no scale', () => {
  const { scales } = nextScales(null, momentPicture(moment(1, 5), run, compare));
  expect(scales.W).not.toBeNull();
  expect([scales.delta, scales.gradientOfW, scales.gradientOfX]).toEqual([null, null, null]);
});

test('∂J/∂h, δ and ∂J/∂b share one scale, and tanh’s h is drawn on ±1', () => {
  const { scales } = nextScales(null, probePicture(run.probes[0], moment(1, 5), run, settings, compare));
  expect(scales.delta).toBe(scales.gradientOfH);
  expect(scales.gradientOfB).toBe(scales.gradientOfH);
  expect(scales.h).toBe(1);
});

test('an exact picture has the same scales whatever was drawn before it', () => {
  const exact = probePicture(run.probes[0], moment(1, 5), run, settings, compare);
  const before = nextScales(null, live());
  expect(nextScales(before, exact).scales).toEqual(nextScales(null, exact).scales);
});

test('a live picture keeps the scales of the one before it, and clips', () => {
  const before = nextScales(null, live());
  const grown: Picture = live();
  const u = { ...grown.u, values: grown.u.values.map((value) => 100 * value) };
  const after = nextScales(before, { ...grown, u });
  expect(after.scales).toEqual(before.scales);
  expect(countBeyond(u.values, after.scales.u ?? 0)).toBe(u.values.length);
});

test('a live picture after a pause inside the forward pass finds scales of its own for what was not there', () => {
  const opening = nextScales(null, momentPicture(moment(1, 5), run, compare));
  const { scales } = nextScales(opening, live());
  expect(scales.W).toBe(opening.scales.W);
  expect(scales.delta).not.toBeNull();
  expect(scales.delta).toBe(scales.gradientOfH);
});

test('another non-linearity is another page', () => {
  const before = nextScales(null, live());
  const relu: Picture = { ...live(), nonLinearity: 'relu' };
  expect(nextScales(before, relu).scales.h).toBe(nextScales(null, relu).scales.h);
});
