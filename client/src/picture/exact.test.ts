import { expect, test } from 'vitest';
import { byGraph } from '@deltaboard/shared/gradient/by-graph.ts';
import { forward } from '@deltaboard/shared/model/forward.ts';
import { fromBytes, toBytes } from '@deltaboard/shared/protocol/bytes.ts';
import { operationsOf } from '@deltaboard/shared/training/operations.ts';
import { configuration, initial, moment, parisWindow, run, settings, shape } from '../testing/example.ts';
import { momentPicture, probePicture, probeProbabilities } from './exact.ts';
import { presentParameters, updatedParameters } from './parameters.ts';
import type { Picture, TensorState } from './picture.ts';

const operations = operationsOf(shape);
const compare = { compare: true };
const x = fromBytes(parisWindow.x);

/** Every tensor and scalar in the order of the operations that compute them. */
function states({ layers: [layer], ...picture }: Picture): (TensorState | 'scalar' | null)[] {
  const scalar = (value: number | null) => (value === null ? 'not-yet' : 'ready');
  return [
    picture.x.state,
    layer.z.state,
    layer.h.state,
    scalar(picture.s),
    scalar(picture.J),
    scalar(picture.gradientOfJ),
    scalar(picture.gradientOfS),
    picture.gradientOfU.state,
    layer.gradientOfH.state,
    layer.delta.state,
    layer.gradientOfB.state,
    layer.gradientOfW.state,
    picture.gradientOfX.state,
  ];
}

test('UI2 inside a step exactly what its operations have computed is there, and the rest is not yet', () => {
  for (let done = 1; done < operations.length; done++) {
    const shown = states(momentPicture(moment(1, done), run, compare));
    expect(shown.slice(0, done).every((state) => state !== 'not-yet')).toBe(true);
    expect(shown.slice(done).every((state) => state === 'not-yet')).toBe(true);
  }
});

test('UI2 at step 0 only θ stands', () => {
  const picture = momentPicture(moment(1, 0), run, compare);
  expect(states(picture).every((state) => state === 'not-yet')).toBe(true);
  expect(picture.layers[0].W.values).toEqual(initial.layers[0].W.data);
  expect(picture.u.values).toEqual(initial.u);
  expect([picture.header, picture.step, picture.agreement]).toEqual([null, 0, null]);
});

test('UI2 what is not yet has no entries at all', () => {
  const { gradientOfX, layers } = momentPicture(moment(1, 5), run, compare);
  expect([gradientOfX.values.length, layers[0].delta.values.length]).toEqual([0, 0]);
});

test('UI1 after a step every number is the reference’s, to the last bit', () => {
  const picture = momentPicture(moment(2, 0), run, compare);
  const model = { parameters: initial, nonLinearity: settings.nonLinearity };
  const activations = forward(model, x);
  const gradient = byGraph(model, activations, { of: 'J', y: 1 });
  expect(picture.step).toBe(1);
  expect(picture.updates).toBe(0);
  expect(picture.s).toBe(activations.s);
  expect(picture.layers[0].z.values).toEqual(activations.layers[0].z);
  expect(picture.layers[0].h.values).toEqual(activations.layers[0].h);
  expect(picture.agreement?.graph).toBeLessThanOrEqual(1e-12);
  expect(picture.agreement?.numeric).toBeLessThanOrEqual(1e-7);
  picture.layers[0].delta.values.forEach((delta, i) =>
    expect(delta).toBeCloseTo(gradient.layers[0].z[i], 14),
  );
});

test('UI1 the word vectors’ gradient is computed and marked as not applied', () => {
  expect(momentPicture(moment(2, 0), run, compare).gradientOfX.state).toBe('not-applied');
});

test('UI1 the trainer’s own δ stands beside the recomputed one', () => {
  const exact = momentPicture(moment(2, 0), run, compare);
  const delta = toBytes(Float32Array.from(exact.layers[0].delta.values));
  const numbers = { s: exact.s ?? 0, J: exact.J ?? 0, gradientOfS: exact.gradientOfS ?? 0, delta: [delta] };
  const { agreement } = momentPicture(moment(2, 0, numbers), run, compare);
  expect(agreement?.trainer).toBeGreaterThan(0);
  expect(agreement?.trainer).toBeLessThan(1e-7);
});

test('UI1 p after the update is that of the moved parameters', () => {
  const picture = momentPicture(moment(2, 0), run, compare);
  expect(picture.probabilityAfter).toBeGreaterThan(picture.p ?? 1);
  expect(momentPicture(moment(1, 5), run, compare).probabilityAfter).toBeNull();
});

test('NU2 θ after the update has moved by −ηδxᵀ in float32, and θ before it is untouched', () => {
  const before = initial.theta.slice();
  const after = updatedParameters(initial, x, 1, settings);
  const { delta } = momentPicture(moment(2, 0), run, compare).layers[0];
  expect(initial.theta).toEqual(before);
  after.layers[0].W.data.forEach((entry, k) => {
    const moved = initial.layers[0].W.data[k] - 0.05 * delta.values[Math.floor(k / 30)] * x[k % 30];
    expect(entry).toBeCloseTo(moved, 6);
  });
});

test('UI1 a probe is computed whole, at the θ that stands now', () => {
  const after = presentParameters(moment(2, 0), shape);
  const picture = probePicture(run.probes[1], moment(2, 0), run, settings, compare);
  const model = { parameters: after, nonLinearity: settings.nonLinearity };
  expect(picture.p).toBe(forward(model, x).p);
  expect([picture.subject, picture.step, picture.updates]).toEqual(['probe', null, 1]);
  expect(probeProbabilities(run, after, settings)[1]).toBe(picture.p);
});

test('UI1 inside a step the present θ is the one its pass is computed with', () => {
  expect(presentParameters(moment(1, 5), shape).theta).toEqual(initial.theta);
});

test('S1 the words under x are those of the window, empty where it reaches past the sentence', () => {
  const { header } = momentPicture(moment(1, 5), run, compare);
  expect(header?.words).toEqual(['in', 'Paris', '']);
  expect(header?.radius).toBe(configuration.input.radius);
});
