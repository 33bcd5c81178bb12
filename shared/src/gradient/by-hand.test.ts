import { describe, expect, test } from 'vitest';
import { forward, type Model } from '../model/forward.ts';
import { initialParameters, parametersOn } from '../model/parameters.ts';
import { stream } from '../random.ts';
import { worstAgreement } from './agreement.ts';
import { byGraph } from './by-graph.ts';
import { byHand, byHandUpTo, localJacobians, throughWindows } from './by-hand.ts';
import { exampleTensors } from './gradient.ts';

/** W = [1 2 0; −1 0 1], b = (1, −1), u = (2, −3), ReLU: for x = (1, 2, 3), z = (6, 1) and s = 9. */
const small: Model = {
  parameters: parametersOn(Float64Array.of(1, 2, 0, -1, 0, 1, 1, -1, 2, -3), {
    inputs: 3,
    hidden: [2],
    outputs: 1,
  }),
  nonLinearity: 'relu',
  head: 'logistic',
};
const x = Float64Array.of(1, 2, 3);

describe('GR1 by hand', () => {
  test('∂s/∂θ of a network small enough for paper', () => {
    const activations = forward(small, x);
    expect(Array.from(activations.layers[0].z)).toEqual([6, 1]);
    expect(Array.from(activations.s)).toEqual([9]);
    const [gradient] = throughWindows(small, [activations], { of: 's', label: 0 });
    expect(Array.from(gradient.s)).toEqual([1]);
    expect(Array.from(gradient.u)).toEqual([6, 1]);
    expect(Array.from(gradient.layers[0].h)).toEqual([2, -3]);
    expect(Array.from(gradient.layers[0].z)).toEqual([2, -3]);
    expect(Array.from(gradient.layers[0].b)).toEqual([2, -3]);
    expect(gradient.layers[0].W).toEqual({
      rows: 2,
      columns: 3,
      data: Float64Array.of(2, 4, 6, -3, -6, -9),
    });
    expect(Array.from(gradient.x)).toEqual([5, 4, -3]);
  });

  test('the factors have the shapes of the lecture: [1×1][1×n][n×n][n×nm]', () => {
    const [{ objectiveByS, sByH, sByU, layers }] = localJacobians(small, [forward(small, x)], {
      of: 'J',
      y: 1,
    });
    const shape = ({ rows, columns }: { rows: number; columns: number }): string => `${rows}×${columns}`;
    expect([objectiveByS, sByH, sByU].map(shape)).toEqual(['1×1', '1×2', '1×2']);
    const [{ hByZ, zByW, zByB, zByInput }] = layers;
    expect([hByZ, zByW, zByB, zByInput].map(shape)).toEqual(['2×2', '2×6', '2×2', '2×3']);
  });

  test('GR7 a layer whose ∂z/∂W has 2.5 million entries stays structured and agrees with the graph', () => {
    const shape = { inputs: 250, hidden: [100], outputs: 1 };
    const model: Model = {
      parameters: initialParameters(shape, 7),
      nonLinearity: 'tanh',
      head: 'logistic',
    };
    const random = stream(7, 9);
    const windows = [
      forward(
        model,
        Float64Array.from({ length: 250 }, () => 2 * random.uniform() - 1),
      ),
    ];
    const [{ layers }] = localJacobians(model, windows, { of: 's', label: 0 });
    const [{ hByZ, zByW }] = layers;
    expect([hByZ.kind, zByW.kind]).toEqual(['dense', 'row-block']);
    const objective = { of: 'J', y: 1 } as const;
    const gradient = exampleTensors(byHand(model, windows, objective));
    expect(
      worstAgreement(gradient, exampleTensors(byGraph(model, windows, objective))).difference,
    ).toBeLessThan(1e-12);
    const structured = byHandUpTo(0)(model, windows, objective);
    expect(worstAgreement(gradient, exampleTensors(structured)).difference).toBe(0);
  });
});

describe('GR1 by hand, the family', () => {
  test('k scores: [1×k][k×n] to h, and ∂s/∂U = I ⊗ hᵀ [k×kn]', () => {
    const theta = Float64Array.of(1, 2, 0, -1, 0, 1, 1, -1, 2, -3, 0, 1, 4, 0);
    const parameters = parametersOn(theta, { inputs: 3, hidden: [2], outputs: 3 });
    const model: Model = { parameters, nonLinearity: 'relu', head: 'softmax' };
    const windows = [forward(model, x)];
    const [{ objectiveByS, sByH, sByU }] = localJacobians(model, windows, { of: 's', label: 1 });
    const shape = ({ rows, columns }: { rows: number; columns: number }): string => `${rows}×${columns}`;
    expect([objectiveByS, sByH, sByU].map(shape)).toEqual(['1×3', '3×2', '3×6']);
    const [gradient] = throughWindows(model, windows, { of: 's', label: 1 });
    expect(Array.from(gradient.s)).toEqual([0, 1, 0]);
    // Row 1 of U is h's part, the others have none.
    expect(Array.from(gradient.u)).toEqual([0, 0, 6, 1, 0, 0]);
    expect(Array.from(gradient.layers[0].h)).toEqual([0, 1]);
  });

  test('without a layer ∂s/∂x is a row of U', () => {
    const parameters = parametersOn(Float64Array.of(1, 2, 3), { inputs: 3, hidden: [], outputs: 1 });
    const model: Model = { parameters, nonLinearity: 'tanh', head: 'logistic' };
    const gradient = byHand(model, [forward(model, x)], { of: 's', label: 0 });
    expect(Array.from(gradient.u)).toEqual([1, 2, 3]);
    expect(Array.from(gradient.windows[0].x)).toEqual([1, 2, 3]);
  });

  test('a pair: ∂J/∂θ is the sum over both windows, −∂s/∂θ + ∂s_c/∂θ', () => {
    const model: Model = { ...small, head: 'max-margin' };
    const other = Float64Array.of(0, 5, 2);
    const windows = [x, other].map((entries) => forward(model, entries));
    // h_c = (11, 1), s_c = 2·11 − 3·1
    expect(windows.map(({ s }) => s[0])).toEqual([9, 19]);
    const gradient = byHand(model, windows, { of: 'J', y: 1 });
    expect(gradient.windows.map(({ s }) => s[0])).toEqual([-1, 1]);
    expect(Array.from(gradient.u)).toEqual([11 - 6, 1 - 1]);
    expect(Array.from(gradient.layers[0].b)).toEqual([0, 0]);
    expect(Array.from(gradient.layers[0].W.data)).toEqual([-2, 6, -2, 3, -9, 3]);
  });
});
