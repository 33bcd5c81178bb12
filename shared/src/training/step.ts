/**
 * One step of stochastic gradient descent on one window: θ ← θ − η∇J (lecture S11).
 * Knows no view, clock, thread or socket.
 */
import type { Kernels } from '../kernels/kernels.ts';
import type { Reals } from '../model/matrix.ts';
import type { NonLinearityName } from '../model/non-linearity.ts';
import { logisticLoss, type Label } from '../model/objective.ts';
import { gradientOfScore, type Pass } from './pass.ts';

export interface StepSettings {
  readonly nonLinearity: NonLinearityName;
  readonly learningRate: number;
}

export interface StepResult {
  readonly s: number;
  /** The loss before the update. */
  readonly J: number;
  readonly gradientOfS: number;
}

/** `pass.x` holds the window. Afterwards `pass` holds its values and gradients; the parameters are as they were. */
export function backpropagate<A extends Reals>(
  kernels: Kernels<A>,
  pass: Pass<A>,
  y: Label,
  nonLinearity: NonLinearityName,
): StepResult {
  const s = pass.forward(nonLinearity);
  const gradientOfS = gradientOfScore(kernels, s, y);
  pass.backward(nonLinearity, gradientOfS);
  return { s, J: logisticLoss.J(s, y), gradientOfS };
}

/** As `backpropagate`, and the parameters move. */
export function step<A extends Reals>(
  kernels: Kernels<A>,
  pass: Pass<A>,
  y: Label,
  settings: StepSettings,
): StepResult {
  const result = backpropagate(kernels, pass, y, settings.nonLinearity);
  update(kernels, pass, settings.learningRate);
  return result;
}

function update<A extends Reals>(kernels: Kernels<A>, pass: Pass<A>, rate: number): void {
  const { layers, u } = pass.parameters;
  kernels.descend(u, rate, pass.gradientOfU);
  layers.forEach(({ W, b }, l) => {
    const { delta } = pass.layers[l];
    kernels.descendOuter(W, rate, delta, l === 0 ? pass.x : pass.layers[l - 1].h);
    kernels.descend(b, rate, delta);
  });
}
