/**
 * LOCATION entities found in a text with given parameters, in slices that can be interrupted: a word is LOCATION when
 * p ≥ 0.5, and a maximal run of such words is one entity (SPEC EV1, EV2).
 */
import type { Entity, Sentence } from '../dataset/sentence.ts';
import { fillWindow, type EncodedText, type InputShape } from '../dataset/windows.ts';
import { float32Kernels } from '../kernels/float32.ts';
import type { NonLinearityName } from '../model/non-linearity.ts';
import { parametersOn, type Parameters } from '../model/parameters.ts';
import { entitiesOf, scoreEntities, type EntityScore } from './entity-score.ts';
import { createPass } from './pass.ts';

/**
 * Whether a score is taken after `step` updates (SPEC EV2): every `every` steps at first; the distance doubles whenever
 * 32 of them lie behind, so that a long fast run spends its time on learning and its scores stay few.
 */
export function evaluationDue(step: number, every: number): boolean {
  let distance = every;
  while (step >= 32 * distance) distance *= 2;
  return step % distance === 0;
}

export interface EvaluationData {
  readonly text: EncodedText;
  readonly vectors: Float32Array;
  readonly input: InputShape;
  /** Per sentence its gold entities. */
  readonly gold: readonly (readonly Entity[])[];
}

export interface Evaluator {
  /** Judges up to `windows` more; true when the text is through. */
  advance(windows: number): boolean;
  /** Per sentence the LOCATION entities found; complete once `advance` said so. */
  predicted(): readonly (readonly Entity[])[];
  score(): EntityScore;
}

/** `parameters` are copied: training may go on meanwhile. */
export function createEvaluator(
  data: EvaluationData,
  parameters: Parameters<Float32Array>,
  nonLinearity: NonLinearityName,
): Evaluator {
  const { text, vectors, input, gold } = data;
  const pass = createPass(float32Kernels, copyOf(parameters));
  const flags = new Uint8Array(text.centres.length);
  let window = 0;
  const predicted = (): readonly (readonly Entity[])[] =>
    gold.map((_, sentence) => {
      const end = text.firstWindow[sentence + 1] ?? flags.length;
      return entitiesOf(flags.subarray(text.firstWindow[sentence], end), 'LOC');
    });
  return {
    advance(windows) {
      for (const end = Math.min(flags.length, window + windows); window < end; window++) {
        fillWindow(pass.x, text, text.centres[window], input, vectors);
        // p ≥ 0.5 exactly when the score is not negative.
        flags[window] = pass.forward(nonLinearity) >= 0 ? 1 : 0;
      }
      return window === flags.length;
    },
    predicted,
    score: () => scoreEntities(gold, predicted(), 'LOC'),
  };
}

/** All of it at once. */
export function evaluate(
  data: EvaluationData,
  parameters: Parameters<Float32Array>,
  nonLinearity: NonLinearityName,
): { readonly score: EntityScore; readonly predicted: readonly (readonly Entity[])[] } {
  const evaluator = createEvaluator(data, parameters, nonLinearity);
  while (!evaluator.advance(4096));
  return { score: evaluator.score(), predicted: evaluator.predicted() };
}

export const goldOf = (sentences: readonly Sentence[]): readonly (readonly Entity[])[] =>
  sentences.map(({ entities }) => entities);

function copyOf({ theta, shape }: Parameters<Float32Array>): Parameters<Float32Array> {
  return parametersOn(theta.slice(), shape);
}
