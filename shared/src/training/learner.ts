/**
 * One step of learning (lecture S11): ∂J/∂θ of each example, summed in example order, divided by their number; L2 on the
 * weights; then SGD or AdaGrad. Knows no view, clock, thread or socket.
 */
import type { Kernels } from '../kernels/kernels.ts';
import { inputOf } from '../model/forward.ts';
import { headOf, type HeadName, type Label } from '../model/head.ts';
import type { Reals } from '../model/matrix.ts';
import type { NonLinearityName } from '../model/non-linearity.ts';
import { parametersOn, type Parameters } from '../model/parameters.ts';
import { createPasses, type Pass } from './pass.ts';
import { createVectorLearner, type TrainedVectors } from './trained-vectors.ts';

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

/** The buffers of an example. */
export interface ExampleBuffers<A extends Reals> {
  /** One for each of its windows. */
  readonly passes: readonly Pass<A>[];
  /** For each window the trained row of each of its words, −1 where it is frozen. */
  readonly rows: readonly Int32Array[];
}
/** Puts the windows of an example, and where vectors are trained their rows, into its buffers and returns its y. */
export type Load<A extends Reals> = (example: number, into: ExampleBuffers<A>) => Label;
/** After the backward pass, example after example: what it computed of this one. */
export type Observe<A extends Reals> = (example: number, J: number, passes: readonly Pass<A>[]) => void;

export interface Learner<A extends Reals> {
  readonly kernels: Kernels<A>;
  readonly state: LearnerState<A>;
  /** Of the last example of the step computed last. */
  readonly passes: readonly Pass<A>[];
  /** Of the step computed last the mean of ∂J/∂θ, its update with L2; null where it is not formed: one window, plain SGD. */
  readonly gradient: Parameters<A> | null;
  /** The passes of a step, forward and backward; θ stays as it is. */
  look(load: Load<A>, settings: StepSettings, observe?: Observe<A>): StepResult;
  /** The same, and its update. */
  step(load: Load<A>, settings: StepSettings, observe?: Observe<A>): StepResult;
}

/** All of `state` lies in the kernels' memory. */
export function createLearner<A extends Reals>(
  kernels: Kernels<A>,
  state: LearnerState<A>,
  { head, batch, optimiser, decay }: Method,
): Learner<A> {
  const { parameters, squares } = state;
  const { windows } = headOf(head);
  const passes = createPasses(kernels, parameters, batch * windows);
  const { all } = passes;
  const examples = Array.from({ length: batch }, (_, example): ExampleBuffers<A> => {
    const own = passes.each.slice(example * windows, (example + 1) * windows);
    return { passes: own, rows: own.map(() => new Int32Array(state.vectors?.words ?? 0).fill(-1)) };
  });
  const scores = rowsOf(all.s, batch);
  const slopes = rowsOf(all.gradientOfS, batch);
  const vectors = state.vectors && createVectorLearner(kernels, state.vectors, passes.each.length);
  /** Where word vectors are trained, ∂J/∂x of every window. */
  const gradientOfX = vectors && kernels.allocate(all.x.length);
  // With one window and plain SGD every gradient is used once: ∂J/∂W need not be formed.
  const isPlain = windows === 1 && batch === 1 && decay === 0 && optimiser === 'sgd';
  const gradient = isPlain ? null : parametersOn(kernels.allocate(parameters.theta.length), parameters.shape);

  const labels = new Int32Array(batch);
  const losses = new Float64Array(batch);

  function pass(load: Load<A>, { nonLinearity }: StepSettings, observe: Observe<A> | undefined): StepResult {
    for (let example = 0; example < batch; example++) labels[example] = load(example, examples[example]);
    passes.forward(nonLinearity);
    let J = 0;
    for (let example = 0; example < batch; example++) {
      losses[example] = kernels.differentiate(head, scores[example], labels[example], slopes[example]);
      J += losses[example];
    }
    passes.backward();
    let largestGradientOfS = 0;
    for (let k = 0; k < all.gradientOfS.length; k++) {
      largestGradientOfS = Math.max(largestGradientOfS, Math.abs(all.gradientOfS[k]));
    }
    if (gradient) sumUp(gradient);
    if (observe) {
      for (let example = 0; example < batch; example++) {
        observe(example, losses[example], examples[example].passes);
      }
    }
    return { J: J / batch, largestGradientOfS };
  }

  /** The mean of ∂J/∂θ: the sum over the windows of the step, example after example, divided by B. */
  function sumUp(sum: Parameters<A>): void {
    kernels.outer(sum.U, all.gradientOfS, inputOf(all, all.layers.length));
    all.layers.forEach(({ delta }, l) => {
      kernels.outer(sum.layers[l].W, delta, inputOf(all, l));
      kernels.sumOfRows(sum.layers[l].b, delta);
    });
    if (batch > 1) kernels.divide(sum.theta, batch);
  }

  /** θ ← θ − η∇J on one window, each gradient entry rounded as it is displayed. ∂J/∂x goes through W as it was. */
  function descendPlain(rate: number): void {
    const { layers } = all;
    kernels.descendOuter(
      parameters.U,
      rate,
      all.gradientOfS,
      inputOf(all, layers.length),
      layers.length === 0 ? gradientOfX : null,
    );
    for (let l = 0; l < layers.length; l++) {
      const { W, b } = parameters.layers[l];
      const { delta } = layers[l];
      kernels.descendOuter(W, rate, delta, inputOf(all, l), l === 0 ? gradientOfX : null);
      kernels.descend(b, rate, delta);
    }
  }

  function descend(sum: Parameters<A>, rate: number): void {
    if (gradientOfX) passes.gradientOfX(gradientOfX);
    if (decay > 0) {
      kernels.addScaled(sum.u, decay, parameters.u);
      parameters.layers.forEach(({ W }, l) => kernels.addScaled(sum.layers[l].W.data, decay, W.data));
    }
    if (squares) kernels.adapt(parameters.theta, rate, sum.theta, squares);
    else kernels.descend(parameters.theta, rate, sum.theta);
  }

  return {
    kernels,
    state,
    passes: examples[batch - 1].passes,
    gradient,
    look: pass,
    step(load, settings, observe) {
      const result = pass(load, settings, observe);
      if (gradient) descend(gradient, settings.learningRate);
      else descendPlain(settings.learningRate);
      if (vectors && gradientOfX) {
        for (let e = 0, row = 0; e < batch; e++) {
          for (let w = 0; w < windows; w++, row++) vectors.accumulate(gradientOfX, row, examples[e].rows[w]);
        }
        vectors.update(settings.learningRate, batch);
      }
      return result;
    },
  };
}

/** Views on so many equal parts. */
const rowsOf = <A extends Reals>(of: A, count: number): readonly A[] => {
  const length = of.length / count;
  return Array.from({ length: count }, (_, k) => of.subarray(k * length, (k + 1) * length) as A);
};
