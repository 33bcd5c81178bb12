import { expect, test } from 'vitest';
import { byGraph } from '@deltaboard/shared/gradient/by-graph.ts';
import { forward, probabilityOf, type Model } from '@deltaboard/shared/model/forward.ts';
import { fromBytes, toBytes } from '@deltaboard/shared/protocol/bytes.ts';
import { operationsOf } from '@deltaboard/shared/training/operations.ts';
import { configuration, initial, moment, parisWindow, plan, run, settings } from '../testing/example.ts';
import { momentPicture, probeFigures, probePicture } from './exact.ts';
import { presentWeights, updatedWeights } from '@deltaboard/shared/protocol/pass-weights.ts';
import type { Picture, Tensor, TensorState } from './picture.ts';

const operations = operationsOf(plan);
const compare = { compare: true, objective: 'J' } as const;
const x = fromBytes(parisWindow.x);
const model: Model = { parameters: initial, nonLinearity: settings.nonLinearity, head: 'logistic' };

/** Every tensor and scalar in the order of the operations that compute them. */
function states({ layers: [layer], ...picture }: Picture): (TensorState | 'scalar' | null)[] {
  const scalar = (value: number | null) => (value === null ? 'not-yet' : 'ready');
  return [
    picture.x.state,
    layer.z.state,
    layer.h.state,
    picture.s.state,
    scalar(picture.J),
    scalar(picture.gradientOfJ),
    picture.gradientOfS.state,
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
  const activations = forward(model, x);
  const gradient = byGraph(model, [activations], { of: 'J', y: 1 });
  expect(picture.step).toBe(1);
  expect(picture.updates).toBe(0);
  expect(picture.s.values).toEqual(activations.s);
  expect(picture.layers[0].z.values).toEqual(activations.layers[0].z);
  expect(picture.layers[0].h.values).toEqual(activations.layers[0].h);
  expect(picture.agreement).toMatchObject({
    graph: { agrees: true },
    numeric: { agrees: true, sampled: false },
  });
  picture.layers[0].delta.values.forEach((delta, i) =>
    expect(delta).toBeCloseTo(gradient.windows[0].layers[0].z[i], 14),
  );
});

test('UI1 the word vectors’ gradient is computed and marked as not applied', () => {
  expect(momentPicture(moment(2, 0), run, compare).gradientOfX.state).toBe('not-applied');
});

test('UI1 the trainer’s own δ stands beside the recomputed one', () => {
  const exact = momentPicture(moment(2, 0), run, compare);
  const delta = toBytes(Float32Array.from(exact.layers[0].delta.values));
  const bytes = ({ values }: Tensor) => toBytes(Float32Array.from(values));
  const numbers = {
    J: exact.J ?? 0,
    windows: [{ s: bytes(exact.s), gradientOfS: bytes(exact.gradientOfS), delta: [delta] }],
  };
  const { agreement } = momentPicture(moment(2, 0, numbers), run, compare);
  expect(agreement?.trainer?.tensor).toBe('z1');
  expect(agreement?.trainer?.difference).toBeGreaterThan(0);
  expect(agreement?.trainer?.difference).toBeLessThan(1e-7);
});

test('UI1 p after the update is that of the moved parameters', () => {
  const picture = momentPicture(moment(2, 0), run, compare);
  expect(picture.probabilityAfter).toBeGreaterThan(picture.p ?? 1);
  expect(momentPicture(moment(1, 5), run, compare).probabilityAfter).toBeNull();
});

test('NU2 θ after the update has moved by −ηδxᵀ in float32, and θ before it is untouched', () => {
  const before = initial.theta.slice();
  const { parameters: after } = updatedWeights(moment(2, 0), configuration);
  const { delta } = momentPicture(moment(2, 0), run, compare).layers[0];
  expect(initial.theta).toEqual(before);
  after.layers[0].W.data.forEach((entry, k) => {
    const moved = initial.layers[0].W.data[k] - 0.05 * delta.values[Math.floor(k / 30)] * x[k % 30];
    expect(entry).toBeCloseTo(moved, 6);
  });
});

test('UI1 a probe is computed whole, at the θ that stands now', () => {
  const after = presentWeights(moment(2, 0), configuration);
  const picture = probePicture(run.probes[1], moment(2, 0), run, settings, compare);
  expect(picture.p).toBe(probabilityOf('logistic', forward({ ...model, parameters: after.parameters }, x).s));
  expect([picture.subject, picture.step, picture.updates]).toEqual(['probe', null, 1]);
  expect(probeFigures(run, after, settings)[1]).toBe(picture.p);
});

test('UI1 inside a step the present θ is the one its pass is computed with', () => {
  expect(presentWeights(moment(1, 5), configuration).parameters.theta).toEqual(initial.theta);
});

test('S5 of s there is no J and no update: ∂s/∂s is 1, and ∂J/∂θ is (p − y) times ∂s/∂θ', () => {
  const done = operationsOf(plan, 's').length;
  const ofScore = momentPicture(moment(1, done), run, { compare: true, objective: 's' });
  const ofLoss = momentPicture(moment(2, 0), run, compare);
  expect([ofScore.J, ofScore.gradientOfJ, ofScore.gradientOfS.values[0], ofScore.update]).toEqual([
    null,
    null,
    1,
    null,
  ]);
  expect(ofScore.agreement).toMatchObject({
    graph: { agrees: true },
    numeric: { agrees: true },
    trainer: null,
  });
  const bridge = (ofScore.p ?? 0) - 1;
  ofScore.layers[0].gradientOfW.values.forEach((entry, k) =>
    expect(bridge * entry).toBeCloseTo(ofLoss.layers[0].gradientOfW.values[k], 14),
  );
});

test('S9 at every operation what it made is known, and that operation is named', () => {
  operations.forEach((operation, k) => {
    const done = k + 1;
    const { progress } = momentPicture(
      done === operations.length ? moment(2, 0) : moment(1, done),
      run,
      compare,
    );
    expect(progress).toEqual({ operation, number: done, of: operations.length });
  });
});

test('S11 the update is −η∇J, and Δθ is what float32 makes of it', () => {
  expect(momentPicture(moment(1, operations.length - 1), run, compare).update).toBeNull();
  const { update, layers } = momentPicture(moment(2, 0), run, compare);
  if (!update?.W) throw new Error('no update');
  const { descent, difference } = update.W;
  difference.values.forEach((change, k) => {
    expect(descent.values[k]).toBe(-settings.learningRate * layers[0].gradientOfW.values[k]);
    expect(change).toBeCloseTo(descent.values[k], 7);
  });
  expect(update.u.difference.values.some((change) => change !== 0)).toBe(true);
});

test('S10 a probe is stepped like a window, without an update', () => {
  const steps = operationsOf(plan).length - 1;
  for (let operation = 1; operation <= steps; operation++) {
    const picture = probePicture(run.probes[0], moment(1, 5), run, settings, { ...compare, operation });
    expect(states(picture).filter((state) => state !== 'not-yet')).toHaveLength(operation);
    expect(picture.progress).toMatchObject({ number: operation, of: steps });
  }
});

test('S1 the words under x are those of the window, empty where it reaches past the sentence', () => {
  const { header } = momentPicture(moment(1, 5), run, compare);
  expect(header?.words).toEqual(['in', 'Paris', '']);
  expect(header?.radius).toBe(configuration.input.radius);
});
