/**
 * LOCATION entities found in a text with given parameters, in slices that can be interrupted: a word is LOCATION when its
 * score reaches the threshold, and a maximal run of such words is one entity (SPEC EV1–EV3).
 */
import { labels, type Entity, type Sentence } from '../dataset/sentence.ts';
import { fillWindow, type EncodedText, type InputShape } from '../dataset/windows.ts';
import { kernelsOf, type Numerics } from '../kernels/kernels-of.ts';
import { locationScore, type HeadName } from '../model/head.ts';
import type { NonLinearityName } from '../model/non-linearity.ts';
import { parametersOn, type Parameters } from '../model/parameters.ts';
import { entitiesOf, scoreEntities, type EntityScore } from './entity-score.ts';
import { floatsOf } from '../training/memory.ts';
import { createPasses } from '../training/pass.ts';

/**
 * Whether a score is taken after `step` updates (SPEC EV2): every `every` steps at first; the distance doubles whenever
 * 32 of them lie behind, so that a long fast run spends its time on learning and its scores stay few.
 */
export const evaluationDue = (step: number, every: number): boolean => step % distanceAt(step, every) === 0;

/** The first step after this one whose score is taken. */
export function nextEvaluation(step: number, every: number): number {
  const distance = distanceAt(step + 1, every);
  return Math.ceil((step + 1) / distance) * distance;
}

function distanceAt(step: number, every: number): number {
  let distance = every;
  while (step >= 32 * distance) distance *= 2;
  return distance;
}

/** A labelled text as windows. */
export interface LabelledText {
  readonly text: EncodedText;
  /** Per sentence its gold entities. */
  readonly gold: readonly (readonly Entity[])[];
}

/** The parts that a network is judged on: of dev everything may be looked at, and test says what it is worth. */
export const judgedParts = ['dev', 'test'] as const;
export type JudgedPart = (typeof judgedParts)[number];

export interface EvaluationData {
  readonly test: LabelledText;
  /** Where a threshold is chosen. */
  readonly dev: LabelledText;
  readonly input: InputShape;
}

/** What is evaluated. All of it is copied: training may go on meanwhile. */
export interface Evaluated {
  readonly numerics: Numerics;
  readonly parameters: Parameters<Float32Array>;
  readonly nonLinearity: NonLinearityName;
  readonly head: HeadName;
  /** vocabulary size × d */
  readonly vectors: Float32Array;
  /** Whether training moves the vectors. */
  readonly trainsVectors: boolean;
}

export interface EvaluationResult extends EntityScore {
  /** A word is LOCATION when `locationScore` reaches it (SPEC EV3). */
  readonly threshold: number;
}

export interface Evaluator {
  /** Judges up to `windows` more; true when it is through. */
  advance(windows: number): boolean;
  /** Per sentence of the part the LOCATION entities found; complete once `advance` said so. */
  predicted(): readonly (readonly Entity[])[];
  /** Of each of its windows what it is labelled as, an index of `labels`; with one score 0 or 1. */
  labelled(): Uint8Array;
  score(): EvaluationResult;
}

/** Windows that are computed at once. */
const TOGETHER = 16;
/** Thresholds that are tried: the scores at so many equal ranks among the highest quarter. */
const CANDIDATES = 48;
const TRIED_SHARE = 0.25;

export function createEvaluator(
  { test, dev, input }: EvaluationData,
  evaluated: Evaluated,
  part: JudgedPart = 'test',
): Evaluator {
  const { head, nonLinearity } = evaluated;
  const { shape, theta } = evaluated.parameters;
  const kernels = kernelsOf(evaluated.numerics, floatsOf(shape, TOGETHER));
  const copy = kernels.allocate(theta.length);
  copy.set(theta);
  const passes = createPasses(kernels, parametersOn(copy, shape), TOGETHER);
  const vectors = evaluated.trainsVectors ? evaluated.vectors.slice() : evaluated.vectors;
  // p ≥ ½, or the most probable label, needs no choice; the score of a margin has no natural zero.
  const chooses = head === 'max-margin';
  const judged = part === 'dev' ? dev : test;
  const texts = chooses && part === 'test' ? [dev, test] : [judged];
  const scores = texts.map(({ text }) => new Float64Array(text.centres.length));
  /** The greatest of the other scores, where a window is no LOCATION. */
  const others = new Uint8Array(judged.text.centres.length);
  let at = 0;
  let window = 0;
  let threshold = 0;
  let tried = 0;
  let best = -1;

  const entitiesAt = (which: number, from: number): readonly (readonly Entity[])[] => {
    const { text, gold } = texts[which];
    const flags = scores[which].map((score) => (score >= from ? 1 : 0));
    return gold.map((_, sentence) => {
      const end = text.firstWindow[sentence + 1] ?? flags.length;
      return entitiesOf(flags.subarray(text.firstWindow[sentence], end), 'LOC');
    });
  };
  /** The best on dev of one more candidate; true when all have been tried. */
  function tryThreshold(): boolean {
    const sorted = scores[0].toSorted().reverse();
    const rank = Math.floor((tried * TRIED_SHARE * sorted.length) / CANDIDATES);
    const candidate = sorted[rank] ?? 0;
    const { f1 } = scoreEntities(dev.gold, entitiesAt(0, candidate), 'LOC');
    if (f1 > best) [best, threshold] = [f1, candidate];
    return ++tried === CANDIDATES;
  }
  return {
    advance(windows) {
      if (at === texts.length) return !chooses || tried === CANDIDATES || tryThreshold();
      const { text } = texts[at];
      for (const end = Math.min(text.centres.length, window + windows); window < end;) {
        const count = Math.min(TOGETHER, end - window);
        for (let k = 0; k < count; k++) {
          fillWindow(passes.each[k].x, text, text.centres[window + k], input, vectors);
        }
        passes.score(nonLinearity);
        for (let k = 0; k < count; k++, window++) {
          const { s } = passes.each[k];
          scores[at][window] = locationScore(s);
          if (s.length > 1) others[window] = greatestBeside(s);
        }
      }
      if (window === text.centres.length) {
        at++;
        window = 0;
      }
      return at === texts.length && !chooses;
    },
    predicted: () => entitiesAt(texts.length - 1, threshold),
    labelled: () => others.map((other, k) => (scores[texts.length - 1][k] >= threshold ? LOCATION : other)),
    score: () => ({
      ...scoreEntities(judged.gold, entitiesAt(texts.length - 1, threshold), 'LOC'),
      threshold,
    }),
  };
}

const LOCATION = labels.indexOf('LOC');

/** The label, other than LOCATION, whose score is the greatest; the first of them where two are. */
function greatestBeside(s: ArrayLike<number>): number {
  let greatest = 0;
  for (let k = 1; k < s.length; k++) if (k !== LOCATION && s[k] > s[greatest]) greatest = k;
  return greatest;
}

/** All of it at once. */
export function evaluate(
  data: EvaluationData,
  evaluated: Evaluated,
): { readonly score: EvaluationResult; readonly predicted: readonly (readonly Entity[])[] } {
  const evaluator = createEvaluator(data, evaluated);
  while (!evaluator.advance(4096));
  return { score: evaluator.score(), predicted: evaluator.predicted() };
}

export const goldOf = (sentences: readonly Sentence[]): readonly (readonly Entity[])[] =>
  sentences.map(({ entities }) => entities);
