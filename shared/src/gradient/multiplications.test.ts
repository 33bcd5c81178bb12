/** The formula against a count: the real implementations on Jacobians whose every reading of an entry is counted. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modelShape } from '../training/configuration.ts';
import { presets } from '../training/presets.ts';
import { agreement } from './agreement.ts';
import { byHand, localJacobians, multiplied, type LocalJacobians } from './by-hand.ts';
import { chainTo, productOf, targetsOf } from './chain.ts';
import { tensors } from './gradient.ts';
import type { Jacobian } from './jacobian.ts';
import { multiplications } from './multiplications.ts';
import { configure, recipes, type Configuration } from './testing/configuration.ts';

/** A product reads its entry of the Jacobian exactly once: readings are multiplications. */
class Counter {
  readings = 0;

  readonly #counted = (entries: Float64Array): Float64Array =>
    new Proxy(entries, {
      get: (target, key) => {
        if (typeof key === 'string' && /^\d+$/.test(key)) this.readings++;
        return Reflect.get(target, key, target) as unknown;
      },
    });

  readonly #jacobian = (jacobian: Jacobian): Jacobian => {
    switch (jacobian.kind) {
      case 'dense':
        return { ...jacobian, data: this.#counted(jacobian.data) };
      case 'diagonal':
        return { ...jacobian, entries: this.#counted(jacobian.entries) };
      case 'row-block':
        return { ...jacobian, x: this.#counted(jacobian.x) };
      case 'identity':
        return jacobian;
    }
  };

  of({ objectiveByS, sByU, sByH, layers }: LocalJacobians): LocalJacobians {
    const wrap = this.#jacobian;
    return {
      objectiveByS: wrap(objectiveByS),
      sByU: wrap(sByU),
      sByH: wrap(sByH),
      layers: layers.map(({ hByZ, zByW, zByB, zByInput }) => ({
        hByZ: wrap(hByZ),
        zByW: wrap(zByW),
        zByB: wrap(zByB),
        zByInput: wrap(zByInput),
      })),
    };
  }
}

function counted({ model, activations, objective }: Configuration) {
  const shared = (limit?: number): number => {
    const counter = new Counter();
    const jacobians = localJacobians(model, activations, objective, limit);
    const gradient = tensors(multiplied(counter.of(jacobians), model.parameters));
    for (const [name, values] of tensors(byHand(model, activations, objective))) {
      expect(agreement(name, values, gradient.get(name) ?? new Float64Array()).difference).toBe(0);
    }
    return counter.readings;
  };
  const counter = new Counter();
  const own = counter.of(localJacobians(model, activations, objective, 0));
  for (const target of targetsOf(model.parameters.layers.length)) productOf(chainTo(own, target));
  return { fullJacobians: shared(), fromScratch: counter.readings, deltaReused: shared(0) };
}

test('S7 the formula counts what the implementations multiply, over random networks', () => {
  fc.assert(
    fc.property(recipes, (recipe) => {
      expect(counted(configure(recipe))).toEqual(multiplications(recipe.shape));
    }),
  );
});

test('S7 on the Board preset: 3,745 with full Jacobians, 860 each from scratch, 825 with δ reused', () => {
  const shape = modelShape(presets.board);
  const found = { fullJacobians: 3745, fromScratch: 860, deltaReused: 825 };
  expect(multiplications(shape)).toEqual(found);
  const recipe = { nonLinearity: 'tanh', objective: { of: 'J', y: 1 }, scale: 1, seed: 1 } as const;
  expect(counted(configure({ ...recipe, shape }))).toEqual(found);
});

test('S7 the deeper the network, the more δ saves', () => {
  const saved = (hidden: readonly number[]): number => {
    const { fromScratch, deltaReused } = multiplications({ inputs: 50, hidden });
    return fromScratch / deltaReused;
  };
  expect(saved([8, 8])).toBeGreaterThan(saved([8]));
  expect(saved([8, 8, 8, 8])).toBeGreaterThan(saved([8, 8]));
});
