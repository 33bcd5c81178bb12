/**
 * The multiplications of lecture S7 counted, not derived: the real implementations run on the live Jacobians, whose every
 * reading of an entry is counted. A product reads its entry of the Jacobian exactly once, so readings are multiplications.
 */
import { localJacobians, multiplied, type LocalJacobians } from './by-hand.ts';
import { chainTo, productOf, targetsOf } from './chain.ts';
import type { Gradient, Objective } from './gradient.ts';
import { DENSE_LIMIT, type Jacobian } from './jacobian.ts';
import type { Activations, Model } from '../model/forward.ts';
import type { Multiplications } from './multiplications.ts';

/** As `Multiplications`; `fullJacobians` is null where one would have more than 10⁶ entries and is not written out. */
export type CountedMultiplications = Omit<Multiplications, 'fullJacobians'> & {
  readonly fullJacobians: number | null;
};

/** Entries that are counted as they are read. */
class Counter {
  readings = 0;

  readonly #counted = (entries: Float64Array): Float64Array =>
    new Proxy(entries, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        // Of a Float64Array only entries are numbers that have a digit for a name.
        if (typeof key === 'string' && key.charCodeAt(0) <= NINE) this.readings++;
        return value;
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

const NINE = '9'.charCodeAt(0);

/** The pass of the first window with δ reused, on Jacobians of which those of more than `limit` entries stay structured. */
export function countedPass(
  model: Model,
  windows: readonly Activations[],
  objective: Objective,
  limit: number,
): { readonly gradient: Gradient; readonly readings: number } {
  const counter = new Counter();
  const [first] = localJacobians(model, windows, objective, limit);
  const gradient = multiplied(counter.of(first), model.parameters);
  return { gradient, readings: counter.readings };
}

/** Of the pass of the first window, on its own numbers. */
export function countedMultiplications(
  model: Model,
  windows: readonly Activations[],
  objective: Objective,
): CountedMultiplications {
  const { layers, U } = model.parameters;
  const reused = (limit: number): number => countedPass(model, windows, objective, limit).readings;
  const fromScratch = (): number => {
    const counter = new Counter();
    const [first] = localJacobians(model, windows, objective, 0);
    const jacobians = counter.of(first);
    for (const target of targetsOf(layers.length)) productOf(chainTo(jacobians, target));
    return counter.readings;
  };
  const writtenOut = [U, ...layers.map(({ W }) => W)].every(
    ({ rows, columns }) => rows * rows * columns <= DENSE_LIMIT,
  );
  return {
    fullJacobians: writtenOut ? reused(DENSE_LIMIT) : null,
    fromScratch: fromScratch(),
    deltaReused: reused(0),
  };
}
