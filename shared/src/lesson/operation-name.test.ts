import fc from 'fast-check';
import { expect, test } from 'vitest';
import { objectives, operationsOf } from '../training/operations.ts';
import { nameOf, operationNames, performedAfter } from './operation-name.ts';

test('LE2 every operation of every plan is found by its name, in its example', () => {
  const plans = fc.record({
    layers: fc.nat(4),
    windows: fc.constantFrom(1, 2),
    batch: fc.integer({ min: 1, max: 3 }),
    decay: fc.boolean(),
  });
  fc.assert(
    fc.property(plans, fc.constantFrom(...objectives), (plan, objective) => {
      operationsOf(plan, objective).forEach((operation, k) => {
        const name = nameOf(operation);
        expect(operationNames).toContain(name);
        if ('window' in operation && operation.window > 0) return;
        const example = 'example' in operation ? operation.example + 1 : 1;
        expect(performedAfter(name, plan, objective, example)).toBe(k + 1);
      });
      expect(performedAfter('start', plan, objective)).toBe(0);
      expect(performedAfter('s', plan, objective, plan.batch + 1)).toBeNull();
    }),
  );
  expect(performedAfter('J', { layers: 1, windows: 1, batch: 1, decay: false }, 's')).toBeNull();
});
