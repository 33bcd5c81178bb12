/** δ and what flows on from it: with f′(z), not f(z); through Wᵀ, not W; for b as it is. */
import { inputOf } from '../../model/forward.ts';
import type { Matrix, Reals } from '../../model/matrix.ts';
import { nonLinearities } from '../../model/non-linearity.ts';
import type { Operation } from '../../training/operations.ts';
import type { Evidence } from '../evidence.ts';
import { cannot, computes, greatest, layerAt, layersOf, numbers, signOf, type Kind } from './kind.ts';

/** The operation that computes the gradient by a layer's input: x, or the h below. */
export const inputLayer = (layer: number, evidence: Evidence): Operation =>
  layer === 1 ? computes('gradientOfX', 1, evidence) : computes('gradientOfH', layer - 1, evidence);

export const gradientOfInput = (layer: number, { gradient }: Evidence): Float64Array =>
  layer === 1 ? gradient.x : gradient.layers[layer - 2].h;

const slopesOf = (z: Reals, { model }: Evidence): Float64Array =>
  Float64Array.from(z, nonLinearities[model.nonLinearity].derivative);

/** The sign of ∂J/∂s is what misleads: δ_i has the sign of u_i only where it is positive. */
export const deltaSign: Kind<'delta-sign'> = {
  candidates({ kind, layer, unit }, evidence) {
    const delta = layerAt(kind, layer, evidence).gradient.z;
    if (unit >= delta.length) throw cannot(kind, 'entry');
    const sign = signOf(delta[unit]);
    return {
      truth: { type: 'sign', sign },
      wrong: ([-1, 0, 1] as const)
        .filter((other) => other !== sign)
        .map((other) => ({ type: 'sign', sign: other })),
    };
  },
  shownBy: ({ layer }, evidence) => computes('delta', layer, evidence),
  offered: (evidence) =>
    layersOf(evidence).map((layer) => {
      const { h, gradient } = layerAt('delta-sign', layer, evidence);
      // The unit whose sign is that of neither its h nor every other: where guessing by the value fails.
      const misleading = Array.from(gradient.z).findIndex((delta, i) => signOf(delta) !== signOf(h[i]));
      return { kind: 'delta-sign', layer, unit: Math.max(0, misleading) };
    }),
};

export const deltaValue: Kind<'delta-value'> = {
  candidates({ kind, layer, unit }, evidence) {
    const { z, h, gradient } = layerAt(kind, layer, evidence);
    if (unit >= gradient.z.length) throw cannot(kind, 'entry');
    const upstream = gradient.h[unit];
    const slope = slopesOf(z, evidence)[unit];
    return {
      truth: { type: 'number', value: gradient.z[unit] },
      // f(z) for f′(z), f′ of h, no local gradient, no upstream one, the wrong sign, z itself
      wrong: numbers(
        upstream * h[unit],
        upstream * slopesOf(Float64Array.of(h[unit]), evidence)[0],
        upstream,
        slope,
        -gradient.z[unit],
        upstream * z[unit],
      ),
    };
  },
  shownBy: ({ layer }, evidence) => computes('delta', layer, evidence),
  offered: (evidence) =>
    layersOf(evidence).map((layer) => ({
      kind: 'delta-value',
      layer,
      unit: greatest(layerAt('delta-value', layer, evidence).gradient.z),
    })),
};

/** Σ_k W_jk δ_k over what both have: W where Wᵀ belongs, with W's rows gone through again where it has too few. */
function notTransposed({ rows, columns, data }: Matrix, delta: Reals, j: number): number {
  const length = Math.min(columns, delta.length);
  let sum = 0;
  for (let k = 0; k < length; k++) sum += data[(j % rows) * columns + k] * delta[k];
  return sum;
}

export const downstreamValue: Kind<'downstream-value'> = {
  candidates({ kind, layer, entry }, evidence) {
    const { W, h, gradient } = layerAt(kind, layer, evidence);
    const input = gradientOfInput(layer, evidence);
    if (entry >= input.length) throw cannot(kind, 'entry');
    const column = Array.from({ length: W.rows }, (_, i) => W.data[i * W.columns + entry]);
    const sum = (factor: (i: number) => number): number =>
      column.reduce((total, w, i) => total + w * factor(i), 0);
    const only = greatest(gradient.z);
    return {
      truth: { type: 'number', value: input[entry] },
      // Wδ, h for δ, the strongest path alone, the weights without δ, the wrong sign
      wrong: numbers(
        notTransposed(W, gradient.z, entry),
        sum((i) => h[i]),
        column[only] * gradient.z[only],
        sum(() => 1),
        -input[entry],
      ),
    };
  },
  shownBy: ({ layer }, evidence) => inputLayer(layer, evidence),
  offered: (evidence) =>
    layersOf(evidence).map((layer) => ({
      kind: 'downstream-value',
      layer,
      entry: greatest(gradientOfInput(layer, evidence)),
    })),
};

/** Each reason is a formula for ∂b, which is computed and held against the gradient by b. */
export const biasReason: Kind<'bias-reason'> = {
  candidates({ kind, layer }, evidence) {
    const { W, z, h, gradient } = layerAt(kind, layer, evidence);
    const delta = gradient.z;
    const x = inputOf(evidence.activations, layer - 1);
    const formulas: Readonly<Record<string, Float64Array>> = {
      identity: delta,
      slope: slopesOf(z, evidence).map((slope, i) => slope * delta[i]),
      weights: Float64Array.from({ length: W.columns }, (_, j) =>
        delta.reduce((sum, d, i) => sum + W.data[i * W.columns + j] * d, 0),
      ),
      input: Float64Array.from({ length: delta.length }, (_, i) => delta[i] * x[i % x.length]),
      values: h.map((value, i) => value * delta[i]),
      constant: new Float64Array(delta.length),
    };
    const holds = (name: string): boolean =>
      formulas[name].length === gradient.b.length &&
      formulas[name].every((entry, i) => entry === gradient.b[i]);
    const [truth] = Object.keys(formulas).filter(holds);
    return {
      truth: { type: 'named', name: truth },
      // Another that gives the same numbers here is not wrong here.
      wrong: Object.keys(formulas)
        .filter((name) => !holds(name))
        .map((name) => ({ type: 'named', name })),
    };
  },
  shownBy: ({ layer }, evidence) => computes('gradientOfB', layer, evidence),
  offered: (evidence) => layersOf(evidence).map((layer) => ({ kind: 'bias-reason', layer })),
};
