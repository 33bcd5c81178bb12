import { describe, expect, test } from 'vitest';
import { forward, type Model } from '../model/forward.ts';
import { initialParameters, parametersOn } from '../model/parameters.ts';
import { stream } from '../random.ts';
import { worstAgreement } from './agreement.ts';
import { byGraph } from './by-graph.ts';
import { byHand, byHandUpTo, localJacobians } from './by-hand.ts';
import { tensors } from './gradient.ts';

/** W = [1 2 0; −1 0 1], b = (1, −1), u = (2, −3), ReLU: for x = (1, 2, 3), z = (6, 1) and s = 9. */
const small: Model = {
  parameters: parametersOn(Float64Array.of(1, 2, 0, -1, 0, 1, 1, -1, 2, -3), { inputs: 3, hidden: [2] }),
  nonLinearity: 'relu',
};
const x = Float64Array.of(1, 2, 3);

describe('GR1 by hand', () => {
  test('∂s/∂θ of a network small enough for paper', () => {
    const activations = forward(small, x);
    expect(Array.from(activations.layers[0].z)).toEqual([6, 1]);
    expect(activations.s).toBe(9);
    const gradient = byHand(small, activations, { of: 's' });
    expect(gradient.s).toBe(1);
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
    const { objectiveByS, sByH, sByU, layers } = localJacobians(small, forward(small, x), { of: 'J', y: 1 });
    const shape = ({ rows, columns }: { rows: number; columns: number }): string => `${rows}×${columns}`;
    expect([objectiveByS, sByH, sByU].map(shape)).toEqual(['1×1', '1×2', '1×2']);
    const [{ hByZ, zByW, zByB, zByInput }] = layers;
    expect([hByZ, zByW, zByB, zByInput].map(shape)).toEqual(['2×2', '2×6', '2×2', '2×3']);
  });

  test('GR7 a layer whose ∂z/∂W has 2.5 million entries stays structured and agrees with the graph', () => {
    const shape = { inputs: 250, hidden: [100] };
    const model: Model = { parameters: initialParameters(shape, 7), nonLinearity: 'tanh' };
    const random = stream(7, 9);
    const activations = forward(
      model,
      Float64Array.from({ length: 250 }, () => 2 * random.uniform() - 1),
    );
    const [{ hByZ, zByW }] = localJacobians(model, activations, { of: 's' }).layers;
    expect([hByZ.kind, zByW.kind]).toEqual(['dense', 'row-block']);
    const objective = { of: 'J', y: 1 } as const;
    const gradient = tensors(byHand(model, activations, objective));
    expect(worstAgreement(gradient, tensors(byGraph(model, activations, objective))).difference).toBeLessThan(
      1e-12,
    );
    const structured = byHandUpTo(0)(model, activations, objective);
    expect(worstAgreement(gradient, tensors(structured)).difference).toBe(0);
  });
});
