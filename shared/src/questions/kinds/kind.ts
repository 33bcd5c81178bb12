/** How a kind of question is made: the true choice and the wrong ones, both computed, and where the pass shows it. */
import { Refusal } from '../../refusal.ts';
import type { Operation } from '../../training/operations.ts';
import type { Evidence } from '../evidence.ts';
import type { AskableTensor } from '../askable.ts';
import type { AnsweredBy, Asked, Choice, QuestionKind } from '../question.ts';

export type AskedOf<K extends QuestionKind> = Extract<Asked, { kind: K }>;

export interface Candidates {
  readonly truth: Choice;
  /** By wrong formulas, the most tempting first; what reads as the truth is left out. */
  readonly wrong: readonly Choice[];
}

/** Of a question about a pass. */
export interface Kind<K extends QuestionKind> {
  /** Throws Refusal 'question' where it has no sense here. */
  readonly candidates: (asked: AskedOf<K>, evidence: Evidence) => Candidates;
  /** The words of windows that its sentence names. */
  readonly windows?: (asked: AskedOf<K>, evidence: Evidence) => readonly string[];
  /** The operation that computes the truth; 'end': the last of the pass. */
  readonly shownBy: (asked: AskedOf<K>, evidence: Evidence) => Operation | 'end';
  /** Where it is answered by none of the choices; then there are no wrong ones. */
  readonly answeredBy?: (asked: AskedOf<K>, evidence: Evidence) => AnsweredBy;
  /** What is offered here, most telling first; none where nothing is. */
  readonly offered: (evidence: Evidence) => readonly AskedOf<K>[];
}

/** Why a question cannot be asked here. */
export type QuestionReason =
  'no-pass' | 'done' | 'objective' | 'head' | 'layer' | 'entry' | 'alike' | 'update' | 'no-number';

export const cannot = (kind: QuestionKind, reason: QuestionReason): Refusal =>
  new Refusal('question', { kind, reason });

/** Hidden layers, by their numbers. */
export const layersOf = ({ model }: Evidence): readonly number[] =>
  model.parameters.layers.map((_, l) => l + 1);

/** The layer with its weights, values and gradients. Throws Refusal 'question' where there is none of this number. */
export function layerAt(kind: QuestionKind, layer: number, evidence: Evidence) {
  const { model, activations, gradient } = evidence;
  if (layer > model.parameters.layers.length) throw cannot(kind, 'layer');
  const l = layer - 1;
  return { ...model.parameters.layers[l], ...activations.layers[l], gradient: gradient.layers[l] };
}

export const at = ({ example, window }: Evidence) => ({ example, window });

/** The operation that computes a tensor of the pass. */
export function computes(tensor: AskableTensor, layer: number, evidence: Evidence): Operation {
  const place = at(evidence);
  switch (tensor) {
    case 'z':
    case 'h':
      return { phase: 'forward', tensor, layer, ...place };
    case 's':
      return { phase: 'forward', tensor, ...place };
    case 'gradientOfH':
      return { phase: 'backward', tensor: 'h', layer, ...place };
    case 'delta':
      return { phase: 'backward', tensor: 'z', layer, ...place };
    case 'gradientOfB':
      return { phase: 'backward', tensor: 'b', layer, ...place };
    case 'gradientOfW':
      return { phase: 'backward', tensor: 'W', layer, ...place };
    case 'gradientOfU':
      return { phase: 'backward', tensor: 'u', ...place };
    case 'gradientOfX':
      return { phase: 'backward', tensor: 'x', ...place };
  }
}

/** Whether the operation is one of those that have been performed. */
export const isDone = (operation: Operation, { operations, done }: Evidence): boolean =>
  operations.slice(0, done).some((one) => isSame(one, operation));

export const isSame = (a: Operation, b: Operation): boolean =>
  a.phase === b.phase &&
  a.tensor === b.tensor &&
  partOf(a, 'layer') === partOf(b, 'layer') &&
  partOf(a, 'example') === partOf(b, 'example') &&
  partOf(a, 'window') === partOf(b, 'window');

const partOf = (operation: Operation, part: 'layer' | 'example' | 'window'): number =>
  (operation as Partial<Record<typeof part, number>>)[part] ?? 0;

/** Index of the entry of the greatest magnitude; the first of equals. */
export const greatest = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((best, value, i, all) => (Math.abs(value) > Math.abs(all[best]) ? i : best), 0);

export const signOf = (value: number): -1 | 0 | 1 => (value > 0 ? 1 : value < 0 ? -1 : 0);
export const numbers = (...values: readonly number[]): readonly Choice[] =>
  values.map((value) => ({ type: 'number', value }));
