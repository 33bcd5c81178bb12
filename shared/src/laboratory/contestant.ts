/** A small network on points of the plane, trained by the very path that trains a run: float32, minibatches, SGD. */
import { kernelsOf } from '../kernels/kernels-of.ts';
import { logistic } from '../math.ts';
import { headOf } from '../model/head.ts';
import type { NonLinearityName } from '../model/non-linearity.ts';
import { initialParameters, parametersOn } from '../model/parameters.ts';
import { shuffle, stream } from '../random.ts';
import { NUMERICS_VERSION } from '../training/configuration-limits.ts';
import { createLearner, type ExampleBuffers } from '../training/learner.ts';
import { floatsOf } from '../training/memory.ts';
import { createPasses } from '../training/pass.ts';
import type { Points } from './plane.ts';

export const WIDTH = 8;
export const BATCH = 8;
export const RATE = 0.5;
const ORDER = 3;
/** As far as two of them are trained beside each other. */
export const CONTEST_EPOCHS = 200;

export interface Contestant {
  readonly nonLinearity: NonLinearityName;
  /** Epochs made. */
  readonly epochs: number;
  /** J over all points: at the start, then after each epoch. */
  readonly losses: readonly number[];
  /** Share of the points on their side of s = 0, at the present θ. */
  readonly accuracy: number;
  /** One pass through the points, in an order of its own. */
  epoch(): void;
  /** s at a point, at the present θ. */
  score(x1: number, x2: number): number;
  /** p of class 1 there. */
  probability(x1: number, x2: number): number;
}

/**
 * 2 → n → n → 1 with a logistic head. Two with the same seed begin with the same θ and see the points in the same order,
 * whatever their f.
 */
export function createContestant(points: Points, nonLinearity: NonLinearityName, seed: number): Contestant {
  const count = points.y.length;
  const { theta, shape } = initialParameters({ inputs: 2, hidden: [WIDTH, WIDTH], outputs: 1 }, seed);
  const kernels = kernelsOf(NUMERICS_VERSION, floatsOf(shape, BATCH + 1));
  const parameters = parametersOn(kernels.allocate(theta.length), shape);
  parameters.theta.set(theta);
  const learner = createLearner(
    kernels,
    { parameters, squares: null, vectors: null },
    { head: 'logistic', batch: BATCH, optimiser: 'sgd', decay: 0 },
  );
  // Looking at θ must not disturb what a step has in its buffers.
  const probe = createPasses(kernels, parameters);
  const settings = { nonLinearity, learningRate: RATE };
  const order = Int32Array.from({ length: count }, (_, k) => k);
  const head = headOf('logistic');
  const losses: number[] = [];
  let accuracy = 0;
  let epochs = 0;

  function score(x1: number, x2: number): number {
    const { x, s } = probe.all;
    x[0] = x1;
    x[1] = x2;
    probe.score(nonLinearity);
    return s[0];
  }

  function measure(): void {
    let sum = 0;
    let right = 0;
    for (let k = 0; k < count; k++) {
      const s = score(points.x[2 * k], points.x[2 * k + 1]);
      sum += head.J(Float64Array.of(s), points.y[k]);
      if (s > 0 === (points.y[k] === 1)) right++;
    }
    losses.push(sum / count);
    accuracy = right / count;
  }

  function load(k: number, { passes: [{ x }] }: ExampleBuffers<Float32Array>): number {
    x[0] = points.x[2 * k];
    x[1] = points.x[2 * k + 1];
    return points.y[k];
  }

  measure();
  return {
    nonLinearity,
    get epochs() {
      return epochs;
    },
    get losses() {
      return losses;
    },
    get accuracy() {
      return accuracy;
    },
    epoch() {
      shuffle(order, stream(seed, ORDER, epochs));
      // What is left over of the last minibatch waits for another epoch, which has another order.
      for (let first = 0; first + BATCH <= count; first += BATCH) {
        learner.step((example, into) => load(order[first + example], into), settings);
      }
      epochs++;
      measure();
    },
    score,
    probability: (x1, x2) => logistic(score(x1, x2)),
  };
}
