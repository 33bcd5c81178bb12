/**
 * The contract that every gradient implementation keeps, over random networks. fast-check draws a new seed each run
 * and prints it with the smallest failing recipe.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inputOf, probabilityOf, scoresOf } from '../model/forward.ts';
import { margin, softmax } from '../model/head.ts';
import type { Matrix, Reals } from '../model/matrix.ts';
import { nonLinearities, type NonLinearityName } from '../model/non-linearity.ts';
import { parametersOn } from '../model/parameters.ts';
import { worstAgreement } from './agreement.ts';
import { byHand } from './by-hand.ts';
import { exampleTensors, windowMark, type ExampleGradient } from './gradient.ts';
import { numericAgreement, numericGradient, type NumericGradient, type NumericTensor } from './numeric.ts';
import { relativeAgreement, roundingsOf } from './numeric-rounding.ts';
import {
  configuration,
  configure,
  plain,
  recipes,
  recipesOf,
  type Configuration,
} from './testing/configuration.ts';
import { float32Bound } from './testing/float32-bound.ts';
import { implementations, type Implementation } from './testing/implementations.ts';
import { report, RUNS } from './testing/runs.ts';

const EXACT = 1e-12;
const NUMERIC = 1e-7;
/** Relative to each entry that the differences have the digits of. */
const RELATIVE = 1e-7;
const SKIPPED_SHARE = 0.05;

const float64Implementations = implementations.filter(({ rounding }) => !rounding);

describe.each(implementations)('gradient contract: $name', (implementation) => {
  test(
    `GR3 GR4 GR5 GR8 agrees with by hand and with central differences on ${RUNS} random networks`,
    () => {
      const tried = {
        entries: 0,
        skipped: 0,
        networks: 0,
        incomparable: 0,
        worst: 0,
        compared: 0,
        relative: 0,
      };
      const property = fc.property(recipes, (recipe) => {
        const network = configure(recipe);
        const gradient = implementation.differentiate(network);
        tried.networks++;
        if (!gradient) return void tried.incomparable++;
        const { model, xs, windows, objective } = network;
        expectShapesOfValues(gradient, network);
        const rounding = roundingsOf(model, xs, objective);
        const numeric = numericGradient(model, xs, objective, { rounding });
        tried.entries += total(numeric, ({ size }) => size);
        tried.skipped += total(numeric, ({ skipped }) => skipped.length);
        const reference = byHand(model, windows, objective);
        expectAgreement(implementation, gradient, reference, network);
        // A float32 gradient is held to its own bound; what bounds it is held to the differences.
        const held = implementation.rounding ? reference : gradient;
        const { difference } = numericAgreement(exampleTensors(held), numeric);
        tried.worst = Math.max(tried.worst, difference);
        expect(difference).toBeLessThanOrEqual(NUMERIC);
        const relative = relativeAgreement(exampleTensors(held), numeric);
        tried.compared += relative.compared;
        tried.relative = Math.max(tried.relative, relative.difference);
        expect(relative.difference, `${relative.tensor}[${relative.entry}]`).toBeLessThanOrEqual(RELATIVE);
      });
      fc.assert(property, { numRuns: RUNS });
      expect(tried.skipped / tried.entries).toBeLessThanOrEqual(SKIPPED_SHARE);
      expect(tried.compared / tried.entries).toBeGreaterThan(0.4);
      expect(tried.incomparable / tried.networks).toBeLessThanOrEqual(SKIPPED_SHARE);
      report(`${implementation.name}: ${JSON.stringify(tried)}`);
    },
    60_000 + 60 * RUNS,
  );

  const atAKink: readonly [NonLinearityName, number, number][] = [
    ['relu', 0, 0],
    ['leakyRelu', 0, 0.01],
    ['hardTanh', 1, 0],
    ['hardTanh', -1, 0],
  ];
  test.each(atAKink)('GR6 %s at z = %d exactly passes on f′ = %d', (nonLinearity, kink, slope) => {
    // x = (2, 1), W = [¼ kink − ½; ¼ 0], b = 0, u = (3, −1): z = (kink, ½), the second unit off every kink.
    const theta = Float32Array.of(0.25, kink - 0.5, 0.25, 0, 0, 0, 3, -1);
    const parameters = parametersOn(theta, { inputs: 2, hidden: [2], outputs: 1 });
    const x = Float32Array.of(2, 1);
    const recipe = {
      ...plain,
      shape: parameters.shape,
      nonLinearity,
      objective: { of: 's', label: 0 },
    } as const;
    const network = configuration(parameters, [x], recipe);
    expect(network.windows[0].layers[0].z).toEqual(Float64Array.of(kink, 0.5));
    const gradient = implementation.differentiate(network);
    const leak = Math.fround(slope);
    const expected = implementation.rounding ? Math.fround(3 * leak) : 3 * slope;
    const [layer] = gradient?.windows[0].layers ?? [];
    expect(layer.z[0]).toBe(expected);
    expect(gradient?.layers[0].b[0]).toBe(expected);
    expect(layer.z[1]).toBe(-1);
    expect(layer.h[0]).toBe(3);
  });
});

describe.each(float64Implementations)('gradient contract in float64: $name', (implementation) => {
  test('GR2 upstream × local = downstream at every operation', () => {
    const property = fc.property(recipes, (recipe) => {
      const network = configure(recipe);
      const gradient = differentiated(implementation, network);
      const { difference } = worstAgreement(exampleTensors(gradient), downstreams(gradient, network));
      expect(difference).toBeLessThanOrEqual(EXACT);
    });
    fc.assert(property, { numRuns: 50 });
  });

  test('GR1 ∂J/∂θ = (p − y) · ∂s/∂θ (lecture S5)', () => {
    const property = fc.property(recipesOf({ head: 'logistic' }), fc.constantFrom(0, 1), (recipe, y) => {
      const one = { ...recipe, shape: { ...recipe.shape, outputs: 1 } };
      const ofS = differentiated(implementation, configure({ ...one, objective: { of: 's', label: 0 } }));
      const network = configure({ ...one, objective: { of: 'J', y } });
      const ofJ = differentiated(implementation, network);
      const [residual] = ofJ.windows[0].s;
      expect(Array.from(ofS.windows[0].s)).toEqual([1]);
      expect(residual).toBeCloseTo((probabilityOf('logistic', network.windows[0].s) ?? NaN) - y, 14);
      const bridged = scaled(exampleTensors(ofS), residual);
      expect(worstAgreement(exampleTensors(ofJ), bridged).difference).toBeLessThanOrEqual(EXACT);
    });
    fc.assert(property, { numRuns: 50 });
  });

  test('GR1 with a softmax head the bridge has one arch a label: ∂J/∂θ = Σₖ (pₖ − yₖ) · ∂sₖ/∂θ', () => {
    const property = fc.property(recipes, (recipe) => {
      const { outputs } = recipe.shape;
      const y = recipe.seed & 1 && outputs > 1 ? 1 : 0;
      const network = configure({ ...recipe, head: 'softmax', objective: { of: 'J', y } });
      const ofJ = differentiated(implementation, network);
      const bridged = new Map<string, Reals>();
      softmax(network.windows[0].s).forEach((p, label) => {
        const objective = { of: 's', label } as const;
        const ofScore = differentiated(implementation, configure({ ...recipe, head: 'softmax', objective }));
        const residual = p - (label === y ? 1 : 0);
        for (const [name, values] of scaled(exampleTensors(ofScore), residual)) {
          const before = bridged.get(name);
          bridged.set(name, before ? Float64Array.from(values, (entry, i) => entry + before[i]) : values);
        }
      });
      expect(worstAgreement(exampleTensors(ofJ), bridged).difference).toBeLessThanOrEqual(EXACT);
    });
    fc.assert(property, { numRuns: 50 });
  });

  test('MO5 where the margin is satisfied every gradient is exactly zero; where not, ∂J/∂s = −1 and ∂J/∂s_c = 1', () => {
    const seen = { satisfied: 0, missing: 0 };
    const property = fc.property(recipes, ({ shape, ...recipe }) => {
      const one = { ...shape, outputs: 1 };
      const objective = { of: 'J', y: 1 } as const;
      const network = configure({ ...recipe, shape: one, head: 'max-margin', scale: 4, objective });
      const gradient = differentiated(implementation, network);
      const scores = gradient.windows.map(({ s }) => s[0]);
      if (margin(scoresOf(network.windows)) > 0) {
        seen.missing++;
        expect(scores).toEqual([-1, 1]);
      } else {
        seen.satisfied++;
        for (const values of exampleTensors(gradient).values())
          expect(values.every((entry) => entry === 0)).toBe(true);
      }
    });
    fc.assert(property, { numRuns: 100 });
    expect(Math.min(seen.satisfied, seen.missing)).toBeGreaterThan(5);
  });
});

test('GR5 the bound on float32 is no blank cheque: for nine networks in ten it is under 2 · 10⁻⁴ of the tensor', () => {
  const sizes = fc.sample(recipes, { numRuns: 500, seed: 1 }).map((recipe) => {
    const network = configure(recipe);
    const values = exampleTensors(byHand(network.model, network.windows, network.objective));
    let largest = 0;
    for (const [name, bounds] of float32Bound(network)) {
      const scale = Math.max(1, ...Array.from(values.get(name) ?? [], Math.abs));
      largest = Math.max(largest, ...Array.from(bounds, (bound) => bound / scale));
    }
    return largest;
  });
  expect(sizes.toSorted((a, b) => a - b)[450]).toBeLessThan(2e-4);
});

function differentiated(implementation: Implementation, network: Configuration): ExampleGradient<Reals> {
  const gradient = implementation.differentiate(network);
  if (!gradient) throw new Error(`${implementation.name} refused a network`);
  return gradient;
}

function total(numeric: NumericGradient, count: (tensor: NumericTensor) => number): number {
  let sum = 0;
  for (const tensor of numeric.values()) sum += count(tensor);
  return sum;
}

const scaled = (values: ReadonlyMap<string, Reals>, factor: number): ReadonlyMap<string, Reals> =>
  new Map([...values].map(([name, entries]) => [name, entries.map((entry) => factor * entry)]));

function expectShapesOfValues(gradient: ExampleGradient<Reals>, { parameters, xs }: Configuration): void {
  expect(gradient.u).toHaveLength(parameters.u.length);
  expect(gradient.layers).toHaveLength(parameters.layers.length);
  expect(gradient.windows).toHaveLength(xs.length);
  for (const { x, s, layers } of gradient.windows) {
    expect([x.length, s.length]).toEqual([parameters.shape.inputs, parameters.shape.outputs]);
    expect(layers.map(({ z }) => z.length)).toEqual(parameters.shape.hidden);
    expect(layers.map(({ h }) => h.length)).toEqual(parameters.shape.hidden);
  }
  parameters.layers.forEach(({ W, b }, l) => {
    const layer = gradient.layers[l];
    expect([layer.W.rows, layer.W.columns, layer.W.data.length]).toEqual([W.rows, W.columns, W.data.length]);
    expect(layer.b).toHaveLength(b.length);
  });
}

function expectAgreement(
  { rounding }: Implementation,
  gradient: ExampleGradient<Reals>,
  reference: ExampleGradient,
  network: Configuration,
): void {
  const own = exampleTensors(gradient);
  const others = exampleTensors(reference);
  if (!rounding) {
    expect(worstAgreement(own, others).difference).toBeLessThanOrEqual(EXACT);
    return;
  }
  for (const [name, bounds] of rounding(network)) {
    bounds.forEach((bound, i) => {
      const difference = Math.abs((own.get(name) ?? [])[i] - (others.get(name) ?? [])[i]);
      expect(difference, `${name}[${i}]`).toBeLessThanOrEqual(bound + EXACT);
    });
  }
}

/** Each tensor recomputed from the one upstream of it and the local gradient; those of θ summed over the windows. */
function downstreams(
  gradient: ExampleGradient<Reals>,
  { model, windows }: Configuration,
): ReadonlyMap<string, Reals> {
  const { layers, U } = model.parameters;
  const { derivative } = nonLinearities[model.nonLinearity];
  const expected = new Map<string, Reals>();
  const sum = (name: string, values: Float64Array): void => {
    const before = expected.get(name);
    expected.set(name, before ? values.map((entry, i) => entry + before[i]) : values);
  };
  const outer = (delta: Reals, input: Reals): Float64Array =>
    Float64Array.from(
      Array.from(delta).flatMap((upstream) => Array.from(input, (entry) => upstream * entry)),
    );
  const through = ({ columns, data }: Matrix, delta: Reals): Float64Array =>
    Float64Array.from({ length: columns }, (_, j) =>
      Array.from(delta).reduce((total, upstream, i) => total + upstream * data[i * columns + j], 0),
    );
  gradient.windows.forEach((window, w) => {
    const mark = windowMark(w);
    const input = (l: number): Float64Array => inputOf(windows[w], l);
    const into = (l: number): Float64Array =>
      l === layers.length ? through(U, window.s) : through(layers[l].W, window.layers[l].z);
    expected.set(`s${mark}`, window.s).set(`x${mark}`, into(0));
    sum('u', outer(window.s, input(layers.length)));
    window.layers.forEach(({ z, h }, l) => {
      sum(`W${l + 1}`, outer(z, input(l)));
      sum(`b${l + 1}`, Float64Array.from(z));
      expected
        .set(
          `z${l + 1}${mark}`,
          Float64Array.from(h, (upstream, i) => upstream * derivative(windows[w].layers[l].z[i])),
        )
        .set(`h${l + 1}${mark}`, into(l + 1));
    });
  });
  return expected;
}
