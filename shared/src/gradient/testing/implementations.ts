/** Every way in which this package differentiates, behind one signature, with what it may err by (SPEC GR4, GR5). */
import { float32Kernels } from '../../kernels/float32.ts';
import { float64Kernels } from '../../kernels/float64.ts';
import type { Kernels } from '../../kernels/kernels.ts';
import type { Reals } from '../../model/matrix.ts';
import { parametersOn } from '../../model/parameters.ts';
import { createPass, gradientOfScore, passGradient, type Pass } from '../../training/pass.ts';
import { byGraph } from '../by-graph.ts';
import { byHand, byHandUpTo } from '../by-hand.ts';
import type { Gradient, GradientMethod } from '../gradient.ts';
import { samePieces, type Configuration } from './configuration.ts';
import { float32Bound } from './float32-bound.ts';

export interface Implementation {
  readonly name: string;
  /** Undefined when float32 lands on another piece of f than float64: then there is nothing to compare. */
  differentiate(configuration: Configuration): Gradient<Reals> | undefined;
  /** What rounding to float32 may add to |difference|, by tensor and entry. None for float64. */
  readonly rounding?: (configuration: Configuration) => ReadonlyMap<string, Float64Array>;
}

export const implementations: readonly Implementation[] = [
  reference('by hand', byHand),
  reference('by hand, structured Jacobians', byHandUpTo(0)),
  reference('graph', byGraph),
  {
    name: 'training path, float64',
    differentiate: (configuration) => trained(float64Kernels, configuration).gradient,
  },
  {
    name: 'training path, float32',
    differentiate(configuration) {
      const { pass, gradient } = trained(float32Kernels, configuration);
      const { activations, model } = configuration;
      const same = pass.layers.every(({ z }, l) =>
        samePieces(model.nonLinearity, z, activations.layers[l].z),
      );
      return same ? gradient : undefined;
    },
    rounding: float32Bound,
  },
];

function reference(name: string, method: GradientMethod): Implementation {
  return {
    name,
    differentiate: ({ model, activations, objective }) => method(model, activations, objective),
  };
}

/** The configuration through the trainer's pass; its parameters are copied. */
export function trained<A extends Reals>(
  kernels: Kernels<A>,
  { parameters, x, model, objective }: Configuration,
): { readonly pass: Pass<A>; readonly gradient: Gradient<A> } {
  const theta = kernels.allocate(parameters.theta.length);
  theta.set(parameters.theta);
  const pass = createPass(kernels, parametersOn(theta, parameters.shape));
  pass.x.set(x);
  const s = pass.forward(model.nonLinearity);
  const gradientOfS = objective.of === 'J' ? gradientOfScore(kernels, s, objective.y) : 1;
  pass.backward(model.nonLinearity, gradientOfS);
  return { pass, gradient: passGradient(kernels, pass, gradientOfS) };
}
