/**
 * One step of learning (lecture S11): ∂J/∂θ of each example, summed in example order, divided by their number; L2 on the
 * weights; then SGD or AdaGrad. Knows no view, clock, thread or socket.
 */
import type { Kernels } from '../kernels/kernels.ts';
import { inputOf, scoresOf } from '../model/forward.ts';
import { headOf, type HeadName, type Label } from '../model/head.ts';
import type { Reals } from '../model/matrix.ts';
import type { NonLinearityName } from '../model/non-linearity.ts';
import { parametersOn, type Parameters } from '../model/parameters.ts';
import { createPass, type Pass } from './pass.ts';
import { createVectorLearner, type TrainedVectors, type VectorLearner } from './trained-vectors.ts';

export const optimisers = ['sgd', 'adagrad'] as const;
export type Optimiser = (typeof optimisers)[number];

/** How a run learns: fixed with its configuration, for it decides the operations of a step. */
export interface Method {
  readonly head: HeadName;
  /** B, examples a step. */
  readonly batch: number;
  readonly optimiser: Optimiser;
  /** λ of L2: λW is added to ∂J/∂W and ∂J/∂U, never to that of b. 0: none. */
  readonly decay: number;
}

/** What a run command may change. */
export interface StepSettings {
  readonly nonLinearity: NonLinearityName;
  readonly learningRate: number;
}

/** Everything that a step moves. */
export interface LearnerState<A extends Reals> {
  readonly parameters: Parameters<A>;
  /** AdaGrad's sums of squared gradients, in the order of θ; null with SGD. */
  readonly squares: A | null;
  /** null: the word vectors are frozen. */
  readonly vectors: TrainedVectors<A> | null;
}

export interface StepResult {
  /** The mean of the examples' losses before the update. */
  readonly J: number;
  /** The largest |∂J/∂s| of any score of the step. */
  readonly largestGradientOfS: number;
}

/** Puts the windows of an example into the passes' x and returns its y. */
export type Load = (example: number) => Label;
/** After the backward pass of an example: the passes hold its numbers. */
export type Observe = (example: number, J: number) => void;

export interface Learner<A extends Reals> {
  readonly state: LearnerState<A>;
  /** One for each window of an example. */
  readonly passes: readonly Pass<A>[];
  /** For each window the trained row of each of its words, −1 where it is frozen; `load` fills it too. */
  readonly rows: readonly Int32Array[];
  /** Of the step computed last the mean of ∂J/∂θ, its update with L2; null where it is not formed: one window, plain SGD. */
  readonly gradient: Parameters<A> | null;
  /** The passes of a step, forward and backward; θ stays as it is. */
  look(load: Load, settings: StepSettings, observe?: Observe): StepResult;
  /** The same, and its update. */
  step(load: Load, settings: StepSettings, observe?: Observe): StepResult;
}

export function createLearner<A extends Reals>(
  kernels: Kernels<A>,
  state: LearnerState<A>,
  { head, batch, optimiser, decay }: Method,
): Learner<A> {
  const { parameters, squares } = state;
  const { windows } = headOf(head);
  const { J: lossOf, derivative } = kernels.functions.head(head);
  const passes = Array.from({ length: windows }, () => createPass(kernels, parameters));
  const vectors: VectorLearner<A> | null = state.vectors && createVectorLearner(kernels, state.vectors);
  const rows = passes.map(() => new Int32Array(state.vectors?.words ?? 0).fill(-1));
  // With one window and plain SGD every gradient is used once: ∂J/∂W need not be formed.
  const isPlain = windows === 1 && batch === 1 && decay === 0 && optimiser === 'sgd';
  const gradient = isPlain ? null : parametersOn(kernels.allocate(parameters.theta.length), parameters.shape);

  /** Forward and backward; returns J and leaves the gradients in the passes. */
  function backpropagate(y: Label, nonLinearity: NonLinearityName): number {
    for (const pass of passes) pass.forward(nonLinearity);
    const scores = scoresOf(passes);
    const slopes = derivative(scores, y);
    let entry = 0;
    for (const { gradientOfS } of passes) {
      for (let k = 0; k < gradientOfS.length; k++) gradientOfS[k] = kernels.store(slopes[entry++]);
    }
    for (const pass of passes) pass.backward(nonLinearity);
    return lossOf(scores, y);
  }

  /** Adds ∂J/∂θ of the example in the passes to the sum, window after window. */
  function accumulate(sum: Parameters<A>): void {
    for (const pass of passes) {
      kernels.add(sum.u, pass.gradientOfU);
      pass.layers.forEach(({ delta }, l) => {
        kernels.addOuter(sum.layers[l].W, delta, inputOf(pass, l));
        kernels.add(sum.layers[l].b, delta);
      });
    }
  }

  function pass(load: Load, { nonLinearity }: StepSettings, observe: Observe | undefined): StepResult {
    gradient?.theta.fill(0);
    let J = 0;
    let largestGradientOfS = 0;
    for (let example = 0; example < batch; example++) {
      const y = load(example);
      const lossOfExample = backpropagate(y, nonLinearity);
      J += lossOfExample;
      for (const { gradientOfS } of passes) {
        for (const slope of gradientOfS) largestGradientOfS = Math.max(largestGradientOfS, Math.abs(slope));
      }
      if (gradient) accumulate(gradient);
      observe?.(example, lossOfExample);
    }
    if (gradient && batch > 1) kernels.divide(gradient.theta, batch);
    return { J: J / batch, largestGradientOfS };
  }

  /** θ ← θ − η∇J on one window, each gradient entry rounded as it is displayed. */
  function descendPlain(rate: number): void {
    const [only] = passes;
    kernels.descend(parameters.u, rate, only.gradientOfU);
    parameters.layers.forEach(({ W, b }, l) => {
      const { delta } = only.layers[l];
      kernels.descendOuter(W, rate, delta, inputOf(only, l));
      kernels.descend(b, rate, delta);
    });
  }

  function update(rate: number): void {
    if (!gradient) return descendPlain(rate);
    if (decay > 0) {
      kernels.addScaled(gradient.u, decay, parameters.u);
      parameters.layers.forEach(({ W }, l) => kernels.addScaled(gradient.layers[l].W.data, decay, W.data));
    }
    if (squares) kernels.adapt(parameters.theta, rate, gradient.theta, squares);
    else kernels.descend(parameters.theta, rate, gradient.theta);
  }

  return {
    state,
    passes,
    rows,
    gradient,
    look: pass,
    step(load, settings, observe) {
      const result = pass(load, settings, (example, J) => {
        passes.forEach((window, w) => vectors?.accumulate(window, rows[w]));
        observe?.(example, J);
      });
      update(settings.learningRate);
      vectors?.update(settings.learningRate, batch);
      return result;
    },
  };
}
