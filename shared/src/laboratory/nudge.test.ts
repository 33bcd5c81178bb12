import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byHand } from '../gradient/by-hand.ts';
import { exampleTensors } from '../gradient/gradient.ts';
import {
  configuration,
  configure,
  plain,
  recipesOf,
  type Configuration,
  type Recipe,
} from '../gradient/testing/configuration.ts';
import { forward, scoresOf, type Model } from '../model/forward.ts';
import { headNames, headOf } from '../model/head.ts';
import { nonLinearityNames } from '../model/non-linearity.ts';
import { inFloat64, parametersOn } from '../model/parameters.ts';
import {
  differenceNames,
  errorCurves,
  nudge,
  slopeBy,
  type DifferenceName,
  type Nudge,
  type NudgedTensor,
} from './nudge.ts';

const kinds = headNames.flatMap((head) =>
  nonLinearityNames.map((nonLinearity): Pick<Recipe, 'head' | 'nonLinearity'> => ({ head, nonLinearity })),
);

/** One entry of every tensor of θ, and of x of every window, of some networks of a kind; with its derivative by hand. */
function nudgesOf(kind: Partial<Recipe>, networks: number) {
  return fc.sample(recipesOf(kind), { numRuns: networks, seed: 17 }).flatMap((recipe) => {
    const configured = configure(recipe);
    const { model, windows, xs, objective } = configured;
    const gradient = byHand(model, windows, objective);
    return [...exampleTensors(gradient)].flatMap(([name, values]) => {
      if (!/^(W|b|u$|x)/.test(name)) return [];
      const index = (recipe.seed >>> 1) % values.length;
      const entry = { of: name.replace('′', '') as NudgedTensor, index };
      const moved = nudge(model, xs, objective, entry, name === 'x′' ? 1 : 0);
      return [{ name, moved, derivative: values[index], configured, index }];
    });
  });
}

/** 2⁻⁵³ */
const UNIT = 2 ** -53;

/** What J is off by rounding, about: of J itself, of the scores as J feels them, and of θ + h. */
function roundingOf(
  { model, windows, objective }: Configuration,
  { entry }: Nudge,
  derivative: number,
): number {
  const scores = scoresOf(windows);
  const slopes =
    objective.of === 'J'
      ? headOf(model.head).derivative(scores, objective.y)
      : scores.map((_, k) => (k === objective.label ? 1 : 0));
  const value = objective.of === 'J' ? headOf(model.head).J(scores, objective.y) : 0;
  const felt = scores.reduce((sum, score, k) => sum + Math.abs(score * slopes[k]), 0);
  return UNIT * (Math.abs(value) + felt + Math.abs(entry * derivative));
}

/** J″, J‴ and J⁽⁵⁾ along an entry by wide differences, good to about k². */
function higher({ at }: Nudge, k: number): Readonly<Record<DifferenceName, number>> {
  const J = (multiple: number): number => at(multiple * k).value;
  return {
    oneSided: (J(1) - 2 * J(0) + J(-1)) / k ** 2,
    central: (J(2) - 2 * J(1) + 2 * J(-1) - J(-2)) / (2 * k ** 3),
    fourPoint: (J(3) - 4 * J(2) + 5 * J(1) - 5 * J(-1) + 4 * J(-2) - J(-3)) / (2 * k ** 5),
  };
}

/** Where truncation and rounding together are least. */
const theory: Readonly<Record<DifferenceName, (rounding: number, derivative: number) => number>> = {
  oneSided: (rounding, second) => 2 * Math.sqrt(rounding / Math.abs(second)),
  central: (rounding, third) => Math.cbrt((3 * rounding) / Math.abs(third)),
  fourPoint: (rounding, fifth) => ((45 / 4) * (rounding / Math.abs(fifth))) ** (1 / 5),
};

describe('NG1 an entry moved by h is a forward pass with that entry', () => {
  test.each(kinds)('$head, $nonLinearity', (kind) => {
    for (const { name, moved, configured, index } of nudgesOf(kind, 8)) {
      const { model, xs, objective } = configured;
      const theta = model.parameters.theta.slice();
      for (const h of [0, 0.5, -1e-5]) {
        const parameters = inFloat64(model.parameters);
        const inputs = xs.map((x) => Float64Array.from(x));
        const layer = Number(name.slice(1)) - 1;
        const tensor = name.startsWith('x')
          ? inputs[name === 'x' ? 0 : 1]
          : name === 'u'
            ? parameters.u
            : name.startsWith('W')
              ? parameters.layers[layer].W.data
              : parameters.layers[layer].b;
        tensor[index] += h;
        const scores = scoresOf(inputs.map((x) => forward({ ...model, parameters }, x)));
        const value =
          objective.of === 'J' ? headOf(model.head).J(scores, objective.y) : scores[objective.label];
        expect(moved.at(h).value).toBe(value);
      }
      expect(model.parameters.theta, 'as it was').toEqual(theta);
    }
  });

  test('an entry that the network does not have is refused', () => {
    const { model, xs, objective } = configure({
      ...plain,
      shape: { inputs: 3, hidden: [2], outputs: 1 },
      nonLinearity: 'tanh',
    });
    expect(() => nudge(model, xs, objective, { of: 'W2', index: 0 })).toThrow(RangeError);
    expect(() => nudge(model, xs, objective, { of: 'W1', index: 6 })).toThrow('entry 6 of W1');
    expect(() => nudge(model, xs, objective, { of: 'b1', index: -1 })).toThrow(RangeError);
  });
});

describe('NG2 the slope at the least error is ∂J/∂θ by hand, to eight digits or nine decimals', () => {
  test.each(kinds)('$head, $nonLinearity', (kind) => {
    const nudges = nudgesOf(kind, 12);
    for (const { moved, derivative } of nudges) {
      const { least } = errorCurves(moved, derivative).fourPoint;
      // On a kink itself there is no h without it.
      if (!least) continue;
      const { value, isSmooth } = slopeBy('fourPoint', moved, least.h);
      expect(isSmooth).toBe(true);
      expect(Math.abs(value - derivative)).toBeLessThanOrEqual(1e-8 * Math.max(0.1, Math.abs(derivative)));
      expect(Math.abs(value - derivative)).toBeLessThanOrEqual(least.error);
    }
    expect(nudges.length).toBeGreaterThan(30);
  });
});

test('NG3 each difference errs least where truncation and rounding are alike: 99 in 100 within a factor of 25, nine in ten of 5', () => {
  const ratios: Record<DifferenceName, number[]> = { oneSided: [], central: [], fourPoint: [] };
  for (const kind of kinds) {
    for (const { moved, derivative, configured } of nudgesOf(kind, 12)) {
      // A piece that is smooth as far as the wide differences reach.
      if (![-0.3, 0.3].every((h) => moved.at(h).isSmooth)) continue;
      const curves = errorCurves(moved, derivative);
      const [wide, narrow] = [higher(moved, 0.06), higher(moved, 0.03)];
      const rounding = roundingOf(configured, moved, derivative);
      for (const name of differenceNames) {
        const { least, isStraight } = curves[name];
        const isKnown = Math.abs(wide[name] - narrow[name]) < 0.3 * Math.abs(narrow[name]);
        const expected = theory[name](rounding, narrow[name]);
        if (!least || isStraight || !isKnown || expected > 0.1) continue;
        ratios[name].push(least.h / expected);
      }
    }
  }
  for (const name of differenceNames) {
    const found = ratios[name];
    expect(found.length, name).toBeGreaterThan(200);
    const within = (factor: number): number =>
      found.filter((ratio) => ratio < factor && ratio > 1 / factor).length / found.length;
    expect(within(25), name).toBeGreaterThan(0.99);
    expect(within(5), name).toBeGreaterThan(0.9);
  }
});

describe('NG4 kinks are said, and no difference across one is held against the gradient', () => {
  const alone = (weight: number, x: number, nonLinearity: Model['nonLinearity']): Configuration =>
    configuration(
      parametersOn(Float32Array.of(weight, 0, 1), { inputs: 1, hidden: [1], outputs: 1 }),
      [Float32Array.of(x)],
      {
        ...plain,
        shape: { inputs: 1, hidden: [1], outputs: 1 },
        nonLinearity,
        objective: { of: 's', label: 0 },
      },
    );

  test('beyond it no error is given, and the smallest h that reaches it is named', () => {
    const { model, xs, objective } = alone(0.125, 1, 'relu');
    const moved = nudge(model, xs, objective, { of: 'W1', index: 0 });
    expect(slopeBy('oneSided', moved, 0.25)).toEqual({ value: 1, isSmooth: true });
    expect(slopeBy('central', moved, 0.25)).toEqual({ value: 0.75, isSmooth: false });
    const curves = errorCurves(moved, 1);
    // Four points reach 2h below 0.125.
    expect(curves.kink).toBeGreaterThan(0.0625);
    expect(curves.kink).toBeLessThan(0.0625 * 1.34);
    expect(curves.oneSided.points.at(-1)?.h).toBe(1);
    expect(curves.central.points.at(-1)?.h).toBeLessThanOrEqual(0.125);
    for (const name of differenceNames)
      for (const { h, error } of curves[name].points) expect(error).toBeLessThan((4 * UNIT) / h);
    expect(curves.central.isStraight).toBe(true);
  });

  test.each([
    ['relu', 0, 1],
    ['hardTanh', 1, 1],
    ['hardTanh', -1, 1],
  ] as const)('on the kink of %s, at z = %d, there is no h without it', (nonLinearity, weight, x) => {
    const { model, xs, objective } = alone(weight, x, nonLinearity);
    const curves = errorCurves(nudge(model, xs, objective, { of: 'W1', index: 0 }), 0);
    expect(curves.central).toEqual({ points: [], least: null, isStraight: false });
    expect(curves.kink).toBe(1e-12);
  });

  test('the hinge is a kink; a margin that is satisfied does not move J at all', () => {
    const shape = { inputs: 1, hidden: [], outputs: 1 };
    const recipe: Recipe = {
      ...plain,
      shape,
      head: 'max-margin',
      nonLinearity: 'tanh',
      objective: { of: 'J', y: 1 },
    };
    const pair = (weight: number): Nudge => {
      const { model, xs, objective } = configuration(
        parametersOn(Float32Array.of(weight), shape),
        [Float32Array.of(1), Float32Array.of(-1)],
        recipe,
      );
      return nudge(model, xs, objective, { of: 'u', index: 0 });
    };
    // 1 − u − u: the hinge is at u = ½.
    const missing = errorCurves(pair(0.25), -2);
    expect(missing.kink).toBeGreaterThan(0.125);
    expect(missing.central.least?.error).toBeLessThan(1e-14);
    const satisfied = errorCurves(pair(0.75), 0);
    expect(satisfied.central.points.every(({ error }) => error === 0)).toBe(true);
    expect(satisfied.kink).toBeLessThan(0.25);
  });
});
