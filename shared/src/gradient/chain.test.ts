import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreement } from './agreement.ts';
import { localJacobians, throughWindows } from './by-hand.ts';
import { chainTo, productOf, targetsOf, type ChainTarget } from './chain.ts';
import { tensors } from './gradient.ts';
import { configure, plain, recipes } from './testing/configuration.ts';

const nameOf = (target: ChainTarget): string =>
  'layer' in target ? `${target.tensor}${target.layer}` : target.tensor;

test('GR1 each chain by itself multiplies out to the gradient by hand, in one row', () => {
  fc.assert(
    fc.property(recipes, (recipe) => {
      const { model, windows, objective } = configure(recipe);
      const [jacobians] = localJacobians(model, windows, objective);
      const gradient = tensors(throughWindows(model, windows, objective)[0]);
      const inner = model.parameters.layers.flatMap((_, l): ChainTarget[] => [
        { tensor: 'h', layer: l + 1 },
        { tensor: 'z', layer: l + 1 },
      ]);
      for (const target of [...targetsOf(model.parameters.layers.length), ...inner]) {
        const product = productOf(chainTo(jacobians, target));
        expect(product.rows).toBe(1);
        const expected = gradient.get(nameOf(target)) ?? new Float64Array();
        expect(agreement(nameOf(target), product.data, expected).difference).toBeLessThanOrEqual(1e-12);
      }
    }),
  );
});

test('GR1 of one layer it is the lecture’s: ∂J/∂s · ∂s/∂h · ∂h/∂z · ∂z/∂W', () => {
  const { model, windows } = configure({
    ...plain,
    shape: { inputs: 3, hidden: [2], outputs: 1 },
    nonLinearity: 'tanh',
  });
  const [jacobians] = localJacobians(model, windows, { of: 's', label: 0 });
  const chain = chainTo(jacobians, { tensor: 'W', layer: 1 });
  const written = chain.map(({ of, by, jacobian }) => `∂${of}/∂${by} ${jacobian.rows}×${jacobian.columns}`);
  expect(written).toEqual(['∂objective/∂s 1×1', '∂s/∂h 1×2', '∂h/∂z 2×2', '∂z/∂W 2×6']);
});
