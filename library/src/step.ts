/** Inside a step: what it is computed from, and every value and gradient of it, as the board shows them. */
import { byGraph } from '@deltaboard/shared/gradient/by-graph.ts';
import { byHand } from '@deltaboard/shared/gradient/by-hand.ts';
import type { ExampleGradient, GradientMethod } from '@deltaboard/shared/gradient/gradient.ts';
import { forward, loss, type Activations, type Model } from '@deltaboard/shared/model/forward.ts';
import { inFloat64, parametersOn } from '@deltaboard/shared/model/parameters.ts';
import { modelShape } from '@deltaboard/shared/training/configuration.ts';
import { completed } from './completed.ts';
import type { RunConfiguration } from './configuration.ts';

export interface StepWindow {
  /** The words of its sentence, and which of them is the centre, 0-based. */
  readonly words: readonly string[];
  readonly centre: number;
  /** Word vectors (and cases) of the window, left to right: (2r + 1) · (d, or d + 5) entries. */
  readonly x: Float32Array;
}

export interface Step {
  readonly configuration: RunConfiguration;
  /** n ≥ 1. */
  readonly number: number;
  /** η and f of this step. */
  readonly learningRate: number;
  readonly nonLinearity: RunConfiguration['nonLinearity'];
  /** θ before the update, float32: W⁽¹⁾, b⁽¹⁾, …, U one behind the other. */
  readonly theta: Float32Array;
  /** AdaGrad's sums of squares before it, in the order of θ; null with SGD. */
  readonly squares: Float32Array | null;
  /** B examples in their order; of a pair the true window and the corrupted one, otherwise one window. */
  readonly examples: readonly {
    /** 1 for LOCATION and 0 for another; with softmax an index of O, LOC, PER, ORG, MISC. */
    readonly y: number;
    readonly windows: readonly StepWindow[];
  }[];
}

/** Of one example, in float64 from the exact float32 θ. */
export interface StepGradient {
  readonly y: number;
  /** Loss of the example. */
  readonly J: number;
  /** Of each of its windows x, z and h of each layer, and the scores s. */
  readonly values: readonly Activations[];
  /**
   * ∂J/∂· under the names of the values and in their shapes (the shape convention): `layers[l].W` and `.b`, `u`, summed over the
   * windows; for each window `s`, `x`, and `layers[l].z`, which is δ⁽ˡ⁾.
   */
  readonly gradient: ExampleGradient;
}

export const gradientMethods = ['by hand', 'on the graph'] as const;
const methods: Readonly<Record<(typeof gradientMethods)[number], GradientMethod>> = {
  'by hand': byHand,
  'on the graph': byGraph,
};

/**
 * The values and gradients of every example of a step: the digits of the board.
 * @param method explicit Jacobians and the shape convention, or downstream = upstream × local on a computation graph; both agree
 *   within 10⁻¹²
 */
export function gradients(
  step: Step,
  method: (typeof gradientMethods)[number] = 'by hand',
): readonly StepGradient[] {
  const { head } = step.configuration;
  const model: Model = {
    parameters: inFloat64(parametersOn(step.theta, modelShape(completed(step.configuration)))),
    nonLinearity: step.nonLinearity,
    head,
  };
  return step.examples.map(({ y, windows }) => {
    const values = windows.map(({ x }) => forward(model, x));
    return { y, J: loss(head, values, y), values, gradient: methods[method](model, values, { of: 'J', y }) };
  });
}
