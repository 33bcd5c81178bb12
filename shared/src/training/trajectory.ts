/**
 * A run unrolled: θ moves from step to step, by nothing but the configuration, the seed and the branch's commands
 * (SPEC RN2). Knows no clock and no thread; whoever drives it decides when.
 */
import { fillWindow } from '../dataset/windows.ts';
import { kernelsOf } from '../kernels/kernels-of.ts';
import { offerVersion1 } from '../kernels/version-1.ts';
import { headOf, targetOf, type Label } from '../model/head.ts';
import { modelShape, type Configuration } from './configuration.ts';
import {
  createLearner,
  type ExampleBuffers,
  type Learner,
  type Observe,
  type StepResult,
  type StepSettings,
} from './learner.ts';
import { floatsOf } from './memory.ts';
import { settingsAt, type RunCommand } from './run.ts';
import { createRunState } from './run-state.ts';
import { createSampler, type Sampler } from './sampling.ts';
import type { TrainingData } from './training-data.ts';

export interface Trajectory {
  readonly sampler: Sampler;
  /** The training path's buffers: after `advance` those of the step that was made, of its last example. */
  readonly learner: Learner<Float32Array>;
  /** The word vectors as they stand: vocabulary size × d. */
  readonly vectors: Float32Array;
  /** Updates of θ made so far. */
  readonly updates: number;
  /** Settings of the next step. */
  readonly settings: StepSettings;
  /** The windows of each example of step n ≥ 1: one, or of a pair the true and the corrupted one. */
  windowsOf(step: number): readonly (readonly number[])[];
  /** The rows of the word vectors that a window trains, word after word without those that are frozen. */
  trainedRowsOf(window: number): readonly number[];
  /** 1-based epoch of step n ≥ 1: that of its first example. */
  epochOf(step: number): number;
  /** The passes of the next step, forward and backward, without its update: θ stays as it is. */
  look(observe?: Observe<Float32Array>): StepResult;
  /** Makes the next step: the same passes, and its update. */
  advance(observe?: Observe<Float32Array>): StepResult;
  /** Everything that the next step depends on besides the log: θ, and what the optimiser and trained vectors hold. */
  snapshot(): Float32Array;
  /** Stands after `updates` steps with a snapshot of that step. */
  restore(snapshot: Float32Array, updates: number): void;
  /** Stands at step 0. */
  rewind(): void;
  /** The commands of the branch from now on. */
  follow(commands: readonly RunCommand[]): void;
}

export function createTrajectory(
  configuration: Configuration,
  data: TrainingData,
  commands: readonly RunCommand[] = [],
): Trajectory {
  // A run may have begun with them.
  offerVersion1();
  const { text } = data;
  const { head, batch, input, seed } = configuration;
  const pairs = head === 'max-margin';
  const sampler = createSampler(text.labels, configuration.sampling, seed, pairs);
  // And a probe's pass beside the learner's.
  const windows = batch * headOf(head).windows + 1;
  const table = configuration.trainVectors ? data.vectors.length : 0;
  const kernels = kernelsOf(configuration.numerics, floatsOf(modelShape(configuration), windows, table));
  const run = createRunState(kernels, configuration, data);
  const learner = createLearner(kernels, run.state, configuration);
  const { vectors } = run;
  let updates = 0;
  let log = commands;
  let settings = settingsAt(configuration, log, 0);
  let nextChange = changeAfter(log, 0);

  const stand = (at: number): void => {
    updates = at;
    settings = settingsAt(configuration, log, at);
    nextChange = changeAfter(log, at);
  };
  const put = ({ passes, rows }: ExampleBuffers<Float32Array>, w: number, window: number): void => {
    const position = text.centres[window];
    fillWindow(passes[w].x, text, position, input, vectors);
    if (learner.state.vectors) run.fillRows(rows[w], text, position);
  };
  /** An example of the next step into its buffers; returns its y. */
  const load = (example: number, into: ExampleBuffers<Float32Array>): Label => {
    const draw = updates * batch + example + 1;
    const window = sampler.windowOf(draw);
    put(into, 0, window);
    if (pairs) put(into, 1, sampler.corruptedOf(draw));
    return targetOf(head, text.labels[window]);
  };
  return {
    sampler,
    learner,
    vectors,
    get updates() {
      return updates;
    },
    get settings() {
      return settings;
    },
    windowsOf: (step) =>
      Array.from({ length: batch }, (_, example) => {
        const draw = (step - 1) * batch + example + 1;
        return [sampler.windowOf(draw), ...(pairs ? [sampler.corruptedOf(draw)] : [])];
      }),
    trainedRowsOf(window) {
      const rows = new Int32Array(2 * input.radius + 1);
      run.fillRows(rows, text, text.centres[window]);
      return Array.from(rows).filter((row) => row >= 0);
    },
    epochOf: (step) => Math.floor(((step - 1) * batch) / sampler.epochLength) + 1,
    look: (observe) => learner.look(load, settings, observe),
    advance(observe) {
      const result = learner.step(load, settings, observe);
      if (++updates >= nextChange) stand(updates);
      return result;
    },
    snapshot: () => run.snapshot(),
    restore(snapshot, at) {
      run.restore(snapshot);
      stand(at);
    },
    rewind() {
      run.rewind();
      stand(0);
    },
    follow(commandsOfBranch) {
      log = commandsOfBranch;
      stand(updates);
    },
  };
}

/** The first step after `updates` behind which a command waits. */
const changeAfter = (commands: readonly RunCommand[], updates: number): number =>
  commands.reduce(
    (next, { afterStep }) => (afterStep > updates ? Math.min(next, afterStep) : next),
    Infinity,
  );
