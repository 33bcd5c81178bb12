/**
 * Gradients by parameters while a step has several windows: the sum over those that have been added, then its mean, then that
 * with λ times the weights (SPEC TR1). In float64, by hand.
 */
import type { Gradient } from '@deltaboard/shared/gradient/gradient.ts';
import type { Matrix, Reals } from '@deltaboard/shared/model/matrix.ts';
import { parametersOn, type Parameters } from '@deltaboard/shared/model/parameters.ts';
import type { StepPlan } from '@deltaboard/shared/training/operations.ts';
import type { Performed } from './performed.ts';
import type { ComputedPass } from './computed-pass.ts';
import type { ExamplePlace } from './progress.ts';
import type { Sum, TensorState } from './picture.ts';

/** A parameter's gradient as far as it has come. */
export interface Summed {
  readonly values: Reals;
  readonly state: TensorState;
  readonly sum: Sum | null;
}

/** Layers count from 1; u has none. */
export type ParameterName = { readonly tensor: 'W' | 'b'; readonly layer: number } | { readonly tensor: 'u' };

export type Sums = (name: ParameterName) => Summed;

const NOTHING = new Float64Array(0);

const entriesOf = (
  {
    layers,
    u,
  }: {
    readonly u: Reals;
    readonly layers: readonly { readonly W: Matrix; readonly b: Reals }[];
  },
  name: ParameterName,
): Reals =>
  name.tensor === 'u' ? u : name.tensor === 'W' ? layers[name.layer - 1].W.data : layers[name.layer - 1].b;

/** Adds what a window contributes to every parameter's gradient. */
export function addGradient(sum: Parameters<Float64Array>, { layers, u }: Gradient): void {
  const add = (to: Float64Array, entries: Reals): void => {
    for (let i = 0; i < to.length; i++) to[i] += entries[i];
  };
  add(sum.u, u);
  sum.layers.forEach(({ W, b }, l) => {
    add(W.data, layers[l].W.data);
    add(b, layers[l].b);
  });
}

export const noSum = ({ theta, shape }: Parameters): Parameters<Float64Array> =>
  parametersOn(new Float64Array(theta.length), shape);

/**
 * @param before the sum over the examples before the shown one; null where there is none
 * @param decay λ
 */
export function sumsOf(
  pass: ComputedPass,
  { index }: ExamplePlace,
  { batch, windows }: Pick<StepPlan, 'batch' | 'windows'>,
  performed: Performed,
  before: Parameters<Float64Array> | null,
  decay: number,
): Sums {
  const isMean = performed({ phase: 'update', tensor: 'mean' });
  const isDecayed = performed({ phase: 'update', tensor: 'decay' });
  const of = batch * windows;
  return (name) => {
    const added = pass.gradients.filter((_, window) =>
      performed({ phase: 'backward', ...name, example: index, window }),
    );
    const done = index * windows + added.length;
    const stage = isDecayed ? 'decay' : isMean ? 'mean' : 'sum';
    const sum: Sum | null =
      of === 1 && !isDecayed ? null : { done, of, part: windows > 1 ? 'window' : 'example', stage };
    const parts = [...(before ? [entriesOf(before, name)] : []), ...added.map((one) => entriesOf(one, name))];
    if (parts.length === 0) return { values: NOTHING, state: 'not-yet', sum };
    const weights = isDecayed && name.tensor !== 'b' ? entriesOf(pass.model.parameters, name) : null;
    const plain = parts.length === 1 && !isMean && !weights;
    const values = plain
      ? parts[0]
      : Float64Array.from(parts[0], (first, i) => {
          const total = parts.slice(1).reduce((sofar, part) => sofar + part[i], first);
          const mean = isMean ? total / batch : total;
          return weights ? mean + decay * weights[i] : mean;
        });
    return { values, state: done < of ? 'partial' : 'ready', sum };
  };
}
