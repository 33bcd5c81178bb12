/** A run, driven by the program that made it: step by step, with the bits of a class's run of the same configuration. */
import type { Document, Entity, Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import { entityRuns, labels } from '@deltaboard/shared/dataset/sentence.ts';
import { encodeText } from '@deltaboard/shared/dataset/windows.ts';
import { createEvaluator } from '@deltaboard/shared/evaluation/evaluation.ts';
import { judgedTypes, reportOf, type Report } from '@deltaboard/shared/evaluation/report.ts';
import { evaluatedAt } from '@deltaboard/shared/evaluation/standing.ts';
import { compiledKernels } from '@deltaboard/shared/kernels/compiled.ts';
import { offerCompiled } from '@deltaboard/shared/kernels/kernels-of.ts';
import { headOf } from '@deltaboard/shared/model/head.ts';
import { parametersOn, type Parameters } from '@deltaboard/shared/model/parameters.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { gradientRms } from '@deltaboard/shared/training/rms.ts';
import { createTrajectory } from '@deltaboard/shared/training/trajectory.ts';
import { inSharedMemory } from '../../server/src/data/shared-memory.ts';
import { encodeSplits } from '../../server/src/data/texts.ts';
import type { Parts } from './bundled.ts';
import { completed } from './completed.ts';
import type { RunConfiguration } from './configuration.ts';
import { stepInside } from './inside.ts';
import type { Step } from './step.ts';
import type { WordVectors } from './vectors.ts';
import { wordsOf } from './words.ts';

/** Windows that are judged at once. */
const SLICE = 4096;

/** What a step has told of itself, before its update. */
export interface Observed {
  /** The step's number, n ≥ 1. */
  readonly step: number;
  /** Mean loss of its examples; may be infinite or no number where float32 has overflowed. */
  readonly J: number;
  /** Root mean square of the entries of ∂J/∂W, of ∂J/∂b (each over all layers) and of ∂J/∂U. */
  readonly rms: readonly [W: number, b: number, U: number];
}

export interface Run {
  readonly configuration: RunConfiguration;
  /** n, updates of θ made so far. */
  readonly steps: number;
  /** Examples of an epoch; a step has B of them, and belongs to the epoch of its first. */
  readonly epochLength: number;
  /** θ in float32, copied: W (units × inputs) and b (units) of each layer, and U (scores × units). */
  parameters(): Parameters<Float32Array>;
  /** Makes the next step. */
  advance(observe?: (observed: Observed) => void): void;
  /** Step n + 1 with its windows and values, before its update; the run stays where it stands. */
  inside(): Step;
  /** Labels a part and compares it with its own labels, by conlleval's rules; beside it the dictionary of the training part. */
  evaluate(part: 'dev' | 'test'): Report;
  /** The entities found in sentences, each a list of its words. */
  label(sentences: readonly (readonly string[])[]): readonly (readonly Entity[])[];
  /** All that the next step depends on beside configuration and text: θ, sums of AdaGrad, trained vectors. */
  snapshot(): Float32Array;
  /** Stands after so many steps. @throws RangeError where the snapshot is another run's by its length */
  restore(snapshot: Float32Array, steps: number): void;
}

/**
 * A run at step 0.
 * @param vectors frozen, or where training of the vectors begins; by default those that come with Deltaboard
 * @throws Refusal 'configuration' where a value is out of its range, 'corpus-no-location' where nothing in the training part is a
 *   location; RangeError where there are no such vectors
 */
export function createRun(configuration: RunConfiguration, parts: Parts, vectors?: WordVectors): Run {
  const complete = completed(configuration, vectors);
  const { input, head, nonLinearity } = complete;
  offerCompiled(compiledKernels());
  const words = wordsOf(complete, parts, vectors);
  const { vocabulary } = words;
  const texts = encodeSplits(
    { train: asDocuments(parts.train), dev: asDocuments(parts.dev), test: asDocuments(parts.test) },
    vocabulary,
    input.radius,
  );
  if (!texts.train.labels.includes(1)) throw new Refusal('corpus-no-location');
  const trajectory = createTrajectory(complete, { text: texts.train, vectors: words.vectors });
  const { learner, sampler } = trajectory;
  const types = judgedTypes(headOf(head).outputs);
  const evaluated = () => evaluatedAt(complete, trajectory, nonLinearity);

  const labelsOf = (of: typeof texts.test): Uint8Array => {
    const evaluator = createEvaluator({ dev: texts.dev, test: of, input }, evaluated());
    while (!evaluator.advance(SLICE));
    return evaluator.labelled();
  };
  return {
    configuration,
    get steps() {
      return trajectory.updates;
    },
    epochLength: sampler.epochLength,
    parameters: () => parametersOn(learner.state.parameters.theta.slice(), learner.state.parameters.shape),
    advance(observe) {
      const { J } = trajectory.advance();
      observe?.({ step: trajectory.updates, J, rms: gradientRms(learner) });
    },
    inside: () => stepInside(trajectory, complete, parts.train, texts.train),
    evaluate(part) {
      const of = texts[part];
      const evaluator = createEvaluator({ dev: texts.dev, test: texts.test, input }, evaluated(), part);
      while (!evaluator.advance(SLICE));
      return reportOf(part, of, evaluator.labelled(), texts.looked[part], types);
    },
    label(sentences) {
      const bare = sentences.map((tokens): Sentence => ({ tokens, entities: [] }));
      const text = inSharedMemory(encodeText(bare, vocabulary, input.radius));
      const said = labelsOf({ text, gold: bare.map(({ entities }) => entities) });
      return sentences.map((tokens, index) => {
        const from = text.firstWindow[index];
        return entityRuns(tokens.length, (token) => labels[said[from + token]]);
      });
    },
    snapshot: () => trajectory.snapshot(),
    restore: (snapshot, steps) => trajectory.restore(snapshot, steps),
  };
}

export interface TrainOptions {
  /** n, updates; by default those of `epochLimit` epochs. */
  readonly steps?: number;
  /** Told of every step that is made. */
  readonly observe?: (observed: Observed) => void;
  /** As for `createRun`. */
  readonly vectors?: WordVectors | undefined;
}

/**
 * A run after n steps. The same configuration, text and n have the same bits, here, in a class and in a browser.
 * @throws Refusal as `createRun`; RangeError where `steps` is no whole number ≥ 0
 */
export function train(
  configuration: RunConfiguration,
  parts: Parts,
  { steps, observe, vectors }: TrainOptions = {},
): Run {
  const run = createRun(configuration, parts, vectors);
  const end = steps ?? stepsOf(run, configuration.epochLimit);
  if (!Number.isSafeInteger(end) || end < 0) throw new RangeError(`steps is ${end}, not a whole number ≥ 0`);
  while (run.steps < end) run.advance(observe);
  return run;
}

/** The step with which an epoch (1, 2, …) ends: the one that reaches over it. */
export const stepsOf = (
  { epochLength, configuration }: Pick<Run, 'epochLength' | 'configuration'>,
  epoch: number,
): number => Math.ceil((epoch * epochLength) / configuration.batch);

const asDocuments = (sentences: readonly Sentence[]): Document[] => [{ title: '', sentences }];
