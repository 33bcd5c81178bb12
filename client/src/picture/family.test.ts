// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { throughWindows } from '@deltaboard/shared/gradient/by-hand.ts';
import { forward, loss, type Model } from '@deltaboard/shared/model/forward.ts';
import { margin } from '@deltaboard/shared/model/head.ts';
import { stepPlan, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { operationsOf, passLength, type Operation } from '@deltaboard/shared/training/operations.ts';
import { familyRun } from '@deltaboard/shared/protocol/testing/family.ts';
import { momentPicture, probePicture } from './exact.ts';
import { inputAt, shownWeights, updatedWeights } from '@deltaboard/shared/protocol/pass-weights.ts';
import type { Picture } from './picture.ts';

const options = { compare: false, objective: 'J' } as const;
const family: readonly (readonly [name: string, Partial<Configuration>])[] = [
  ['no hidden layer', { hidden: [] }],
  ['softmax on two layers, a minibatch of 3, L2', { hidden: [4, 3], head: 'softmax', batch: 3, decay: 0.01 }],
  ['max-margin', { head: 'max-margin' }],
  ['max-margin in minibatches with AdaGrad', { head: 'max-margin', batch: 2, optimiser: 'adagrad' }],
  ['four layers with AdaGrad and L2', { hidden: [5, 4, 3, 2], optimiser: 'adagrad', decay: 0.1 }],
  ['trained vectors', { trainVectors: true }],
  [
    'all of it',
    {
      hidden: [3, 2],
      head: 'max-margin',
      batch: 3,
      decay: 0.05,
      optimiser: 'adagrad',
      trainVectors: true,
    },
  ],
  ['softmax without a layer, trained vectors', { hidden: [], head: 'softmax', trainVectors: true, batch: 2 }],
];

/** By definition: every window of every example by itself, summed. */
function referenceSums(run: ReturnType<typeof familyRun>, examples: number): readonly number[] {
  const moment = run.momentAt(0);
  const { configuration } = run.run;
  const { parameters, vectors } = shownWeights(moment, configuration);
  const { nonLinearity } = moment.settings;
  const model: Model = { parameters, nonLinearity, head: configuration.head };
  const sum = new Float64Array(parameters.theta.length);
  for (const example of moment.examples.slice(0, examples)) {
    const windows = example.map((window) => forward(model, inputAt(window, vectors)));
    for (const { layers, u } of throughWindows(model, windows, { of: 'J', y: example[0].gold })) {
      const entries = [...layers.flatMap(({ W, b }) => [...W.data, ...b]), ...u];
      entries.forEach((entry, i) => (sum[i] += entry));
    }
  }
  return [...sum];
}

/** ∂J/∂θ of a picture in the order of θ. */
function gradientOf({ layers, gradientOfU }: Picture): readonly number[] {
  const { rows, columns, values } = gradientOfU;
  const u =
    layers.length === 0
      ? [...values]
      : Array.from({ length: rows * columns }, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]);
  return [
    ...layers.flatMap(({ gradientOfW, gradientOfB }) => [...gradientOfW.values, ...gradientOfB.values]),
    ...u,
  ];
}

const near = (actual: readonly number[], expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((entry, i) => expect(entry).toBeCloseTo(expected[i], 12));
};

describe.each(family)('%s', (_, changed) => {
  const run = familyRun(changed);
  const { configuration } = run.run;
  const plan = stepPlan(configuration);
  const operations = operationsOf(plan);

  test('UI1 the update is the trainer’s to the last bit, of θ and of the word vectors', () => {
    const made = familyRun(changed);
    made.trajectory.advance();
    const after = updatedWeights(run.momentAt(0), configuration);
    expect(after.parameters.theta).toEqual(made.trajectory.learner.state.parameters.theta);
    const { vectors } = after;
    expect(vectors === null).toBe(!configuration.trainVectors);
    for (const [row, place] of vectors?.places ?? []) {
      const d = configuration.input.dimensions;
      expect(vectors?.table.slice(place * d, (place + 1) * d)).toEqual(
        made.trajectory.vectors.slice(row * d, (row + 1) * d),
      );
    }
  });

  test('UI2 gradients by θ are the sum over the windows that have been added, then its mean, then with λθ', () => {
    const done = passLength(plan);
    near(gradientOf(momentPicture(run.momentAt(done), run.run, options)), referenceSums(run, plan.batch));
    const whole = momentPicture(run.momentAt(0), run.run, options);
    const { parameters } = shownWeights(run.momentAt(0), configuration);
    const weights = [
      ...parameters.layers.flatMap(({ W, b }) => [...W.data, ...b.map(() => 0)]),
      ...parameters.u,
    ];
    near(
      gradientOf(whole),
      referenceSums(run, plan.batch).map((entry, i) => entry / plan.batch + configuration.decay * weights[i]),
    );
  });

  test('UI2 after every operation exactly what it made is new', () => {
    let before = known(momentPicture(run.momentAt(1), run.run, options));
    for (let done = 2; done < operations.length; done++) {
      const picture = momentPicture(run.momentAt(done), run.run, options);
      const now = known(picture);
      expect(nameOf(operations[done - 1])).toBe(nameOf(picture.progress?.operation ?? operations[0]));
      if (samePlace(operations[done - 2], operations[done - 1])) {
        expect([...now].filter((name) => !before.has(name))).toHaveLength(1);
      }
      before = now;
    }
  });

  test('UI22 the example and the window are those of the operation performed last', () => {
    operations.forEach((operation, k) => {
      const at = k + 1 === operations.length ? 0 : k + 1;
      const { example } = momentPicture(run.momentAt(at), run.run, options);
      expect(example).toEqual({
        index: 'example' in operation ? operation.example : plan.batch - 1,
        of: plan.batch,
        window: 'window' in operation ? operation.window : 0,
        windows: plan.windows,
      });
    });
  });

  test('S10 by hand, graph and differences agree on the shown example', () => {
    const { agreement } = momentPicture(run.momentAt(0), run.run, { compare: true, objective: 'J' });
    expect(agreement).toMatchObject({ graph: { agrees: true }, numeric: { agrees: true } });
  });

  test('UI1 ∂J/∂x is applied where the word vectors are trained', () => {
    expect(momentPicture(run.momentAt(0), run.run, options).gradientOfX.state).toBe(
      configuration.trainVectors ? 'ready' : 'not-applied',
    );
  });

  test('SG23 Δx is what the update makes of the shown window’s words, and nothing where they are frozen', () => {
    const picture = momentPicture(run.momentAt(0), run.run, options);
    const change = picture.update?.x ?? null;
    expect(change === null).toBe(!configuration.trainVectors);
    if (!change) return;
    const { vectors } = updatedWeights(run.momentAt(0), configuration);
    const { examples } = run.momentAt(0);
    const { index, window } = picture.example;
    const after = inputAt(examples[index][window], vectors);
    expect([change.difference.rows, change.difference.columns]).toEqual([1, after.length]);
    change.difference.values.forEach((moved, j) => expect(picture.x.values[j] + moved).toBe(after[j]));
    expect(momentPicture(run.momentAt(0), run.run, { ...options, layer: 2 }).update?.x ?? null).toEqual(
      configuration.hidden.length > 1 ? null : change,
    );
  });

  test('UI21 any layer can be open, and one that is not there counts as the last', () => {
    for (let layer = 1; layer <= 4; layer++) {
      const { open } = momentPicture(run.momentAt(0), run.run, { ...options, layer });
      expect(open).toBe(Math.min(layer, plan.layers) - 1);
    }
  });

  test('S5 of a score the gradient starts with a 1 at that score', () => {
    const ofScore = { compare: false, objective: 's', label: 2 } as const;
    const { gradientOfS, J, update } = momentPicture(run.momentAt(0), run.run, ofScore);
    const expected = Array.from(gradientOfS.values, (_, k) =>
      k === (configuration.head === 'softmax' ? 2 : 0) ? 1 : 0,
    );
    expect([[...gradientOfS.values], J, update]).toEqual([expected, null, null]);
  });
});

const nameOf = (operation: Operation): string => JSON.stringify(operation);
const samePlace = (a: Operation, b: Operation): boolean =>
  'window' in a && 'window' in b && a.window === b.window && a.example === b.example;

/** What there is: every value and gradient of the shown window, and how many windows are in each sum. */
function known({ layers, ...picture }: Picture): ReadonlySet<string> {
  const all = {
    x: picture.x,
    s: picture.s,
    ds: picture.gradientOfS,
    du: picture.gradientOfU,
    dx: picture.gradientOfX,
    ...Object.fromEntries(
      layers.flatMap((layer, l) => Object.entries(layer).map(([name, tensor]) => [`${name}${l}`, tensor])),
    ),
  };
  return new Set(
    Object.entries(all)
      .filter(([, { state }]) => state !== 'not-yet')
      .map(([name, { sum }]) => `${name} ${sum?.done ?? ''}`),
  );
}

test('UI2 a sum is partial until all of its windows have been added, and says how many have', () => {
  const run = familyRun({ batch: 3 });
  const plan = stepPlan(run.run.configuration);
  const sums = operationsOf(plan).flatMap((operation, k) => {
    if (operation.phase !== 'backward' || operation.tensor !== 'W') return [];
    const { gradientOfW } = momentPicture(run.momentAt(k + 1), run.run, options).layers[0];
    return [[gradientOfW.state, gradientOfW.sum]];
  });
  const sum = { of: 3, part: 'example', stage: 'sum' };
  expect(sums).toEqual([
    ['partial', { ...sum, done: 1 }],
    ['partial', { ...sum, done: 2 }],
    ['ready', { ...sum, done: 3 }],
  ]);
});

test('UI23 a pair has both scores, and J of both', () => {
  const run = familyRun({ head: 'max-margin' });
  const { scores, J, pass, p } = momentPicture(run.momentAt(0), run.run, options);
  if (!scores || !pass) throw new Error('no pair');
  expect([scores.s, scores.corrupted]).toEqual(pass.windows.map(({ s }) => s[0]));
  expect(J).toBe(loss('max-margin', pass.windows, 1));
  expect(p).toBeNull();
});

test('UI23 once the margin is satisfied J and every gradient are exactly 0', () => {
  const satisfied = Array.from({ length: 60 }, (_, steps) =>
    familyRun({ head: 'max-margin', learningRate: 1 }, steps),
  ).find((run) => {
    const { pass } = momentPicture(run.momentAt(0), run.run, options);
    return pass && margin(pass.windows.map(({ s }) => s[0]) as never) <= 0;
  });
  if (!satisfied) throw new Error('no margin was satisfied');
  const picture = momentPicture(satisfied.momentAt(0), satisfied.run, options);
  expect(picture.J).toBe(0);
  const all = [...gradientOf(picture), ...picture.gradientOfX.values, ...picture.gradientOfS.values];
  expect(all.every((entry) => entry === 0)).toBe(true);
});

test('S11 AdaGrad’s descent is what its update makes of θ', () => {
  const run = familyRun({ optimiser: 'adagrad', hidden: [4, 3] });
  const { update } = momentPicture(run.momentAt(0), run.run, { ...options, layer: 2 });
  if (!update?.W || !update.b) throw new Error('no update');
  for (const { descent, difference } of [update.W, update.b, update.u]) {
    expect(difference.values.some((entry) => entry !== 0)).toBe(true);
    difference.values.forEach((entry, i) => expect(entry).toBeCloseTo(descent.values[i], 6));
  }
});

test('UI1 a probe of a pair’s network has no J, and stands at the trained vectors', () => {
  const run = familyRun({ head: 'max-margin', trainVectors: true });
  const moment = run.momentAt(0);
  const [window] = moment.examples[0];
  const picture = probePicture(window, moment, run.run, moment.settings, { compare: true, objective: 's' });
  const { vectors } = updatedWeights(moment, run.run.configuration);
  expect([...picture.x.values]).toEqual([...inputAt(window, vectors)]);
  expect([picture.J, picture.scores, picture.agreement?.graph.agrees]).toEqual([null, null, true]);
});
