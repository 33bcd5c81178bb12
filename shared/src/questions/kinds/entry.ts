/** Of a selected tensor: zero or not yet, a sign, an order of magnitude, the largest unit. */
import type { Reals } from '../../model/matrix.ts';
import { stream } from '../../random.ts';
import type { Evidence } from '../evidence.ts';
import type { AskableTensor } from '../askable.ts';
import type { Choice, QuestionKind } from '../question.ts';
import { cannot, computes, greatest, isDone, layerAt, layersOf, signOf, type Kind } from './kind.ts';

/** Throws Refusal 'question' where the network has no such tensor. */
export function valuesOf(
  kind: QuestionKind,
  tensor: AskableTensor,
  layer: number,
  evidence: Evidence,
): Reals {
  const { activations, gradient } = evidence;
  switch (tensor) {
    case 's':
      return activations.s;
    case 'gradientOfU':
      return gradient.u;
    case 'gradientOfX':
      return gradient.x;
    default: {
      const at = layerAt(kind, layer, evidence);
      return {
        z: at.z,
        h: at.h,
        gradientOfH: at.gradient.h,
        delta: at.gradient.z,
        gradientOfB: at.gradient.b,
        gradientOfW: at.gradient.W.data,
      }[tensor];
    }
  }
}

function entryOf(
  { kind, tensor, layer, entry }: { kind: QuestionKind; tensor: AskableTensor; layer: number; entry: number },
  evidence: Evidence,
): number {
  const values = valuesOf(kind, tensor, layer, evidence);
  if (entry >= values.length) throw cannot(kind, 'entry');
  return values[entry];
}

const states = ['zero', 'not-yet', 'number'] as const;

/** Not yet is not zero: what has not been computed has no value. */
export const zeroOrNotYet: Kind<'zero-or-not-yet'> = {
  candidates(asked, evidence) {
    const value = entryOf(asked, evidence);
    const isComputed = isDone(computes(asked.tensor, asked.layer, evidence), evidence);
    const truth = !isComputed ? 'not-yet' : value === 0 ? 'zero' : 'number';
    return {
      truth: { type: 'state', state: truth },
      wrong: states.filter((state) => state !== truth).map((state) => ({ type: 'state', state })),
    };
  },
  shownBy: ({ tensor, layer }, evidence) => computes(tensor, layer, evidence),
  offered: (evidence) =>
    layersOf(evidence).map((layer) => ({ kind: 'zero-or-not-yet', tensor: 'delta', layer, entry: 0 })),
};

export const sign: Kind<'sign'> = {
  candidates(asked, evidence) {
    const truth = signOf(entryOf(asked, evidence));
    return {
      truth: { type: 'sign', sign: truth },
      wrong: ([-1, 0, 1] as const)
        .filter((other) => other !== truth)
        .map((other) => ({ type: 'sign', sign: other })),
    };
  },
  shownBy: ({ tensor, layer }, evidence) => computes(tensor, layer, evidence),
  offered: () => [{ kind: 'sign', tensor: 's', layer: 1, entry: 0 }],
};

const SHOWN_MAGNITUDES = 5;

/** Decimal exponent; null of zero. */
export const exponentOf = (value: number): number | null =>
  value === 0 ? null : Number(value.toExponential().split('e')[1]);

export const magnitude: Kind<'magnitude'> = {
  candidates(asked, evidence) {
    const value = entryOf(asked, evidence);
    const exponent = exponentOf(value);
    const truth: Choice = { type: 'magnitude', exponent };
    // Which of the neighbours it is among is drawn, so that its place tells nothing.
    const { run, step } = evidence;
    const before = stream(run.configuration.seed, ORDER, step, evidence.done).below(SHOWN_MAGNITUDES);
    const first = (exponent ?? 0) - before;
    const wrong = Array.from({ length: SHOWN_MAGNITUDES }, (_, k): Choice => ({
      type: 'magnitude',
      exponent: first + k,
    }));
    return {
      truth,
      wrong: wrong.filter((choice) => choice.type === 'magnitude' && choice.exponent !== exponent),
    };
  },
  shownBy: ({ tensor, layer }, evidence) => computes(tensor, layer, evidence),
  offered: (evidence) =>
    layersOf(evidence).map((layer) => ({
      kind: 'magnitude',
      tensor: 'delta',
      layer,
      entry: greatest(layerAt('magnitude', layer, evidence).gradient.z),
    })),
};

/** Names the stream of choices' orders; of a run's own streams none has this number. */
const ORDER = 77;

/** The entry itself is tapped. */
export const largestUnit: Kind<'largest-unit'> = {
  candidates: ({ kind, tensor, layer }, evidence) => ({
    truth: { type: 'unit', unit: greatest(valuesOf(kind, tensor, layer, evidence)) },
    wrong: [],
  }),
  answeredBy({ kind, tensor, layer }, evidence) {
    const { length } = valuesOf(kind, tensor, layer, evidence);
    if (length < 2) throw cannot(kind, 'entry');
    const columns = tensor === 'gradientOfW' ? layerAt(kind, layer, evidence).W.columns : 1;
    return { by: 'entry', rows: length / columns, columns };
  },
  shownBy: ({ tensor, layer }, evidence) => computes(tensor, layer, evidence),
  offered: (evidence) =>
    layersOf(evidence).map((layer) => ({ kind: 'largest-unit', tensor: 'delta', layer })),
};
