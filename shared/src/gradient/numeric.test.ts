import { describe, expect, test } from 'vitest';
import { forward, type Model } from '../model/forward.ts';
import { initialParameters, parametersOn } from '../model/parameters.ts';
import { byHand } from './by-hand.ts';
import { exampleTensors } from './gradient.ts';
import { numericAgreement, numericGradient } from './numeric.ts';
import { relativeAgreement, roundingsOf } from './numeric-rounding.ts';
import { configure, plain } from './testing/configuration.ts';

const { model, xs, windows } = configure({
  ...plain,
  shape: { inputs: 20, hidden: [9, 5], outputs: 1 },
  nonLinearity: 'gelu',
  seed: 11,
});
const objective = { of: 'J', y: 1 } as const;

describe('GR3 central differences', () => {
  test('cover every entry of every tensor, under the names of a gradient', () => {
    const gradient = exampleTensors(byHand(model, windows, objective));
    const numeric = numericGradient(model, xs, objective);
    expect(new Set(numeric.keys())).toEqual(new Set(gradient.keys()));
    for (const [name, { size, entries, values, skipped }] of numeric) {
      expect(size).toBe(gradient.get(name)?.length);
      expect(Array.from(entries)).toEqual(Array.from({ length: size }, (_, i) => i));
      expect(values).toHaveLength(size);
      expect(skipped).toHaveLength(0);
    }
  });

  test('leave the model and x as they were', () => {
    const theta = model.parameters.theta.slice();
    const before = xs.map((x) => x.slice());
    numericGradient(model, xs, objective);
    expect(model.parameters.theta).toEqual(theta);
    expect(xs).toEqual(before);
  });

  test('notice one wrong entry and name it', () => {
    const gradient = byHand(model, windows, objective);
    gradient.layers[1].W.data[7] += 1e-5;
    const found = numericAgreement(exampleTensors(gradient), numericGradient(model, xs, objective));
    expect(found.tensor).toBe('W2');
    expect(found.entry).toBe(7);
    expect(found.difference).toBeGreaterThan(1e-6);
  });

  test('refuse to be compared with the gradient of another shape', () => {
    const other: Model = {
      parameters: initialParameters({ inputs: 3, hidden: [2], outputs: 1 }, 1),
      nonLinearity: 'gelu',
      head: 'logistic',
    };
    const gradient = exampleTensors(byHand(other, [forward(other, Float64Array.of(1, 2, 3))], objective));
    expect(() => numericAgreement(gradient, numericGradient(model, xs, objective))).toThrow(RangeError);
  });
});

describe('GR8 a relative distance notices what is small beside 1', () => {
  // Two scores and no layer: s = (36.1, 0). J and every gradient are about 2 · 10⁻¹⁶.
  const shape = { inputs: 1, hidden: [], outputs: 2 };
  const sure: Model = {
    parameters: parametersOn(Float64Array.of(36.1, 0), shape),
    nonLinearity: 'tanh',
    head: 'softmax',
  };
  const x = Float64Array.of(1);
  const ofFirst = { of: 'J', y: 0 } as const;
  const numeric = numericGradient(sure, [x], ofFirst, { rounding: roundingsOf(sure, [x], ofFirst) });
  const gradient = exampleTensors(byHand(sure, [forward(sure, x)], ofFirst));

  test('the exact gradient has it', () => {
    const { difference, compared } = relativeAgreement(gradient, numeric);
    expect(compared).toBe(5);
    expect(difference).toBeLessThan(1e-8);
  });

  test('p − 1, which rounds to 0, agrees by GR4 and not by it', () => {
    const wrong = new Map([...gradient, ['s', Float64Array.of(0, gradient.get('s')?.[1] ?? NaN)]]);
    expect(numericAgreement(wrong, numeric).difference).toBeLessThan(1e-15);
    expect(relativeAgreement(wrong, numeric)).toMatchObject({ tensor: 's', entry: 0, difference: 1 });
  });

  test('an entry whose difference is nothing but rounding is passed over', () => {
    // tanh′(15) = 4 · 10⁻¹³, of which no difference of tanh, which is 1 there, has a digit.
    const flat = parametersOn(Float64Array.of(15, 0, 1), { inputs: 1, hidden: [1], outputs: 1 });
    const flatModel: Model = { parameters: flat, nonLinearity: 'tanh', head: 'logistic' };
    const ofJ = byHand(flatModel, [forward(flatModel, x)], objective);
    ofJ.windows[0].layers[0].z[0] *= 2;
    const measured = numericGradient(flatModel, [x], objective, {
      rounding: roundingsOf(flatModel, [x], objective),
    });
    expect(relativeAgreement(exampleTensors(ofJ), measured).tensor).not.toBe('z1');
  });
});

describe('GR3 a kink', () => {
  // W = [1 1; 1 0; 1 −1], b = 0, u = (1, 1, 1), x = (1, 1): z = (2, 1, 0), the third unit on ReLU's kink.
  const theta = Float64Array.of(1, 1, 1, 0, 1, -1, 0, 0, 0, 1, 1, 1);
  const kinked: Model = {
    parameters: parametersOn(theta, { inputs: 2, hidden: [3], outputs: 1 }),
    nonLinearity: 'relu',
    head: 'logistic',
  };
  const numeric = numericGradient(kinked, [Float64Array.of(1, 1)], { of: 's', label: 0 });
  const skipped = (name: string): number[] => Array.from(numeric.get(name)?.skipped ?? []);

  test('within reach skips the entries that cross it, and counts them', () => {
    expect(skipped('W1')).toEqual([4, 5]);
    expect(skipped('b1')).toEqual([2]);
    expect(skipped('z1')).toEqual([2]);
    expect(skipped('x')).toEqual([0, 1]);
  });

  test('skips nothing that does not cross it', () => {
    for (const name of ['s', 'u', 'h1']) expect(skipped(name)).toEqual([]);
    expect(Array.from(numeric.get('W1')?.entries ?? [])).toEqual([0, 1, 2, 3]);
    expect(Array.from(numeric.get('b1')?.entries ?? [])).toEqual([0, 1]);
  });

  test('at a little more than 2h is no reason to skip: ReLU is one piece there', () => {
    const near = parametersOn(theta.slice(), kinked.parameters.shape);
    near.layers[0].b[2] = 2.5e-4;
    const x = Float64Array.of(1, 1);
    const objective = { of: 's', label: 0 } as const;
    const found = numericGradient({ ...kinked, parameters: near }, [x], objective).get('b1');
    expect(Array.from(found?.skipped ?? [])).toEqual([]);
    expect(found?.values[2]).toBeCloseTo(1, 10);
  });
});

describe('GR3 a sample', () => {
  const full = numericGradient(model, xs, objective);
  const sampled = (seed: number): ReturnType<typeof numericGradient> =>
    numericGradient(model, xs, objective, { entriesPerTensor: 12, seed });

  test('has the stated number of distinct entries of a large tensor, all of a small one', () => {
    const entries = Array.from(sampled(1).get('W1')?.entries ?? []);
    expect(entries).toHaveLength(12);
    expect(new Set(entries).size).toBe(12);
    expect(entries).toEqual(entries.toSorted((a, b) => a - b));
    expect(sampled(1).get('W1')?.size).toBe(180);
    expect(sampled(1).get('b1')?.entries).toHaveLength(9);
  });

  test('is a function of its seed, and its numbers are those of the full gradient', () => {
    expect(sampled(1)).toEqual(sampled(1));
    expect(sampled(1).get('W1')?.entries).not.toEqual(sampled(2).get('W1')?.entries);
    const { entries, values } = sampled(1).get('W1') ?? { entries: [], values: [] };
    expect(Array.from(values)).toEqual(Array.from(entries, (i) => full.get('W1')?.values[i]));
    expect(
      numericAgreement(exampleTensors(byHand(model, windows, objective)), sampled(1)).difference,
    ).toBeLessThan(1e-7);
  });
});
