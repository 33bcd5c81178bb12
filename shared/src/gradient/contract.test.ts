/**
 * The contract that every gradient implementation keeps, over random networks. fast-check draws a new seed each run
 * and prints it with the smallest failing recipe.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reals } from '../model/matrix.ts';
import { nonLinearities, type NonLinearityName } from '../model/non-linearity.ts';
import { parametersOn } from '../model/parameters.ts';
import { worstAgreement } from './agreement.ts';
import { byHand } from './by-hand.ts';
import { tensors, type Gradient } from './gradient.ts';
import { numericAgreement, numericGradient, type NumericGradient, type NumericTensor } from './numeric.ts';
import { configuration, configure, recipes, type Configuration } from './testing/configuration.ts';
import { float32Bound } from './testing/float32-bound.ts';
import { implementations, type Implementation } from './testing/implementations.ts';

const RUNS = 200;
const EXACT = 1e-12;
const NUMERIC = 1e-7;
const SKIPPED_SHARE = 0.05;

const float64Implementations = implementations.filter(({ rounding }) => !rounding);

describe.each(implementations)('gradient contract: $name', (implementation) => {
  test(`GR3 GR4 GR5 agrees with by hand and with central differences on ${RUNS} random networks`, () => {
    const tried = { entries: 0, skipped: 0, networks: 0, incomparable: 0 };
    const property = fc.property(recipes, (recipe) => {
      const network = configure(recipe);
      const gradient = implementation.differentiate(network);
      tried.networks++;
      if (!gradient) return void tried.incomparable++;
      const { model, x, activations, objective } = network;
      expectShapesOfValues(gradient, network);
      const numeric = numericGradient(model, x, objective);
      tried.entries += total(numeric, ({ size }) => size);
      tried.skipped += total(numeric, ({ skipped }) => skipped.length);
      const reference = byHand(model, activations, objective);
      expectAgreement(implementation, gradient, reference, network);
      // A float32 gradient is held to its own bound; what bounds it is held to the differences.
      const held = implementation.rounding ? reference : gradient;
      expect(numericAgreement(held, numeric).difference).toBeLessThanOrEqual(NUMERIC);
    });
    fc.assert(property, { numRuns: RUNS });
    expect(tried.skipped / tried.entries).toBeLessThanOrEqual(SKIPPED_SHARE);
    expect(tried.incomparable / tried.networks).toBeLessThanOrEqual(SKIPPED_SHARE);
  }, 60_000);

  const atAKink: readonly [NonLinearityName, number, number][] = [
    ['relu', 0, 0],
    ['leakyRelu', 0, 0.01],
    ['hardTanh', 1, 0],
    ['hardTanh', -1, 0],
  ];
  test.each(atAKink)('GR6 %s at z = %d exactly passes on f′ = %d', (nonLinearity, kink, slope) => {
    // x = (2, 1), W = [¼ kink − ½; ¼ 0], b = 0, u = (3, −1): z = (kink, ½), the second unit off every kink.
    const theta = Float32Array.of(0.25, kink - 0.5, 0.25, 0, 0, 0, 3, -1);
    const parameters = parametersOn(theta, { inputs: 2, hidden: [2] });
    const x = Float32Array.of(2, 1);
    const network = configuration(parameters, x, nonLinearity, { of: 's' });
    expect(network.activations.layers[0].z).toEqual(Float64Array.of(kink, 0.5));
    const gradient = implementation.differentiate(network);
    const leak = Math.fround(slope);
    const expected = implementation.rounding ? Math.fround(3 * leak) : 3 * slope;
    expect(gradient?.layers[0].z[0]).toBe(expected);
    expect(gradient?.layers[0].b[0]).toBe(expected);
    expect(gradient?.layers[0].z[1]).toBe(-1);
    expect(gradient?.layers[0].h[0]).toBe(3);
  });
});

describe.each(float64Implementations)('gradient contract in float64: $name', (implementation) => {
  test('GR2 upstream × local = downstream at every operation', () => {
    const property = fc.property(recipes, (recipe) => {
      const network = configure(recipe);
      const gradient = differentiated(implementation, network);
      const { difference } = worstAgreement(tensors(gradient), downstreams(gradient, network));
      expect(difference).toBeLessThanOrEqual(EXACT);
    });
    fc.assert(property, { numRuns: 50 });
  });

  test('GR1 ∂J/∂θ = (p − y) · ∂s/∂θ (lecture S5)', () => {
    const property = fc.property(recipes, fc.constantFrom(0 as const, 1 as const), (recipe, y) => {
      const ofS = differentiated(implementation, configure({ ...recipe, objective: { of: 's' } }));
      const network = configure({ ...recipe, objective: { of: 'J', y } });
      const ofJ = differentiated(implementation, network);
      expect(ofS.s).toBe(1);
      expect(ofJ.s).toBeCloseTo(network.activations.p - y, 14);
      const bridged = new Map<string, Reals>();
      for (const [name, values] of tensors(ofS))
        bridged.set(
          name,
          values.map((entry) => ofJ.s * entry),
        );
      expect(worstAgreement(tensors(ofJ), bridged).difference).toBeLessThanOrEqual(EXACT);
    });
    fc.assert(property, { numRuns: 50 });
  });
});

test('GR5 the bound on float32 is no blank cheque: for nine networks in ten it is under 10⁻⁴ of the tensor', () => {
  const sizes = fc.sample(recipes, { numRuns: 500, seed: 1 }).map((recipe) => {
    const network = configure(recipe);
    const values = tensors(byHand(network.model, network.activations, network.objective));
    let largest = 0;
    for (const [name, bounds] of float32Bound(network)) {
      const scale = Math.max(1, ...Array.from(values.get(name) ?? [], Math.abs));
      largest = Math.max(largest, ...Array.from(bounds, (bound) => bound / scale));
    }
    return largest;
  });
  expect(sizes.toSorted((a, b) => a - b)[450]).toBeLessThan(1e-4);
});

function differentiated(implementation: Implementation, network: Configuration): Gradient<Reals> {
  const gradient = implementation.differentiate(network);
  if (!gradient) throw new Error(`${implementation.name} refused a network`);
  return gradient;
}

function total(numeric: NumericGradient, count: (tensor: NumericTensor) => number): number {
  let sum = 0;
  for (const tensor of numeric.values()) sum += count(tensor);
  return sum;
}

function expectShapesOfValues(gradient: Gradient<Reals>, { parameters, x }: Configuration): void {
  expect(gradient.x).toHaveLength(x.length);
  expect(gradient.u).toHaveLength(parameters.u.length);
  expect(gradient.layers).toHaveLength(parameters.layers.length);
  parameters.layers.forEach(({ W, b }, l) => {
    const layer = gradient.layers[l];
    expect([layer.W.rows, layer.W.columns, layer.W.data.length]).toEqual([W.rows, W.columns, W.data.length]);
    expect([layer.b.length, layer.z.length, layer.h.length]).toEqual([b.length, b.length, b.length]);
  });
}

function expectAgreement(
  { rounding }: Implementation,
  gradient: Gradient<Reals>,
  reference: Gradient,
  network: Configuration,
): void {
  const own = tensors(gradient);
  const others = tensors(reference);
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

/** Each tensor recomputed from the one upstream of it and the local gradient. */
function downstreams(
  gradient: Gradient<Reals>,
  { model, activations }: Configuration,
): ReadonlyMap<string, Reals> {
  const { layers, u } = model.parameters;
  const { derivative } = nonLinearities[model.nonLinearity];
  const input = (l: number): Float64Array => (l === 0 ? activations.x : activations.layers[l - 1].h);
  const into = (l: number): Float64Array => {
    if (l === layers.length) return u.map((weight) => weight * gradient.s) as Float64Array;
    const { rows, columns, data } = layers[l].W;
    return Float64Array.from({ length: columns }, (_, j) => {
      let sum = 0;
      for (let i = 0; i < rows; i++) sum += gradient.layers[l].z[i] * data[i * columns + j];
      return sum;
    });
  };
  const expected = new Map<string, Reals>([
    ['s', Float64Array.of(gradient.s)],
    ['u', input(layers.length).map((unit) => unit * gradient.s)],
    ['x', into(0)],
  ]);
  gradient.layers.forEach(({ z, h }, l) => {
    const { columns, data } = layers[l].W;
    expected
      .set(
        `W${l + 1}`,
        Float64Array.from(data, (_, k) => z[Math.floor(k / columns)] * input(l)[k % columns]),
      )
      .set(`b${l + 1}`, z)
      .set(
        `z${l + 1}`,
        Float64Array.from(h, (upstream, i) => upstream * derivative(activations.layers[l].z[i])),
      )
      .set(`h${l + 1}`, into(l + 1));
  });
  return expected;
}
