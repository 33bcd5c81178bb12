/**
 * A run unrolled: θ moves from step to step, by nothing but the configuration, the seed and the branch's commands
 * (SPEC RN2). Knows no clock and no thread; whoever drives it decides when.
 */
import { fillWindow, type EncodedText } from '../dataset/windows.ts';
import { float32Kernels } from '../kernels/float32.ts';
import type { Label } from '../model/objective.ts';
import { initialParameters } from '../model/parameters.ts';
import { modelShape, type Configuration } from './configuration.ts';
import { createPass, type Pass } from './pass.ts';
import { settingsAt, type RunCommand } from './run.ts';
import { createSampler, type Sampler } from './sampling.ts';
import { backpropagate, step, type StepResult, type StepSettings } from './step.ts';

export interface TrainingData {
  readonly text: EncodedText;
  /** vocabulary size × d */
  readonly vectors: Float32Array;
}

export interface Trajectory {
  readonly sampler: Sampler;
  /** The training path's buffers: after `advance` those of the step that was made. */
  readonly pass: Pass<Float32Array>;
  /** Updates of θ made so far. */
  readonly updates: number;
  /** Settings of the next step. */
  readonly settings: StepSettings;
  /** The pass of the next step, forward and backward, without its update: θ stays as it is. */
  look(): StepResult;
  /** Makes the next step: the same pass, and its update. */
  advance(): StepResult;
  /** Stands after `updates` steps with those parameters. */
  restore(theta: Float32Array, updates: number): void;
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
  const { text, vectors } = data;
  const parameters = initialParameters(modelShape(configuration), configuration.seed);
  const sampler = createSampler(text.labels, configuration.sampling, configuration.seed);
  const pass = createPass(float32Kernels, parameters);
  let updates = 0;
  let log = commands;
  let settings = settingsAt(configuration, log, 0);
  let nextChange = changeAfter(log, 0);

  const stand = (at: number): void => {
    updates = at;
    settings = settingsAt(configuration, log, at);
    nextChange = changeAfter(log, at);
  };
  /** The window of the next step into the pass; returns its label. */
  const load = (): Label => {
    const window = sampler.windowOf(updates + 1);
    fillWindow(pass.x, text, text.centres[window], configuration.input, vectors);
    return text.labels[window] === 1 ? 1 : 0;
  };
  return {
    sampler,
    pass,
    get updates() {
      return updates;
    },
    get settings() {
      return settings;
    },
    look: () => backpropagate(float32Kernels, pass, load(), settings.nonLinearity),
    advance() {
      const result = step(float32Kernels, pass, load(), settings);
      if (++updates >= nextChange) stand(updates);
      return result;
    },
    restore(theta, at) {
      parameters.theta.set(theta);
      stand(at);
    },
    rewind() {
      parameters.theta.set(initialParameters(parameters.shape, configuration.seed).theta);
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
