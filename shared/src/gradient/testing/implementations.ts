/** Every way in which this package differentiates, behind one signature, with what it may err by (SPEC GR4, GR5). */
import { compiledKernels } from '../../kernels/compiled.ts';
import { float64Kernels } from '../../kernels/float64.ts';
import type { Kernels } from '../../kernels/kernels.ts';
import { version1 } from '../../kernels/version-1.ts';
import { version2 } from '../../kernels/version-2.ts';
import { scoresOf } from '../../model/forward.ts';
import { margin } from '../../model/head.ts';
import type { Reals } from '../../model/matrix.ts';
import { parametersOn } from '../../model/parameters.ts';
import { floatsOf } from '../../training/memory.ts';
import { createPasses, passGradient, type Pass } from '../../training/pass.ts';
import { byGraph } from '../by-graph.ts';
import { byHand, byHandUpTo } from '../by-hand.ts';
import { objectiveByScores, summedOver, type ExampleGradient, type GradientMethod } from '../gradient.ts';
import { samePieces, type Configuration } from './configuration.ts';
import { float32Bound } from './float32-bound.ts';

export interface Implementation {
  readonly name: string;
  /** Undefined when float32 lands on another piece of f than float64: then there is nothing to compare. */
  differentiate(configuration: Configuration): ExampleGradient<Reals> | undefined;
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
  inFloat32('training path, float32, version 1', () => version1),
  inFloat32('training path, float32, version 2', () => version2),
  inFloat32('training path, float32, version 2 in WebAssembly', ({ parameters: { shape }, xs }) =>
    compiled(floatsOf(shape, xs.length)),
  ),
];

const fromBytes = compiledKernels();

function compiled(floats: number): Kernels<Float32Array> {
  const kernels = fromBytes?.(floats);
  if (!kernels) throw new Error('this engine has no WebAssembly SIMD');
  return kernels;
}

function inFloat32(
  name: string,
  kernelsFor: (configuration: Configuration) => Kernels<Float32Array>,
): Implementation {
  return {
    name,
    differentiate(configuration) {
      const { passes, gradient } = trained(kernelsFor(configuration), configuration);
      const { windows, model, objective } = configuration;
      const same = passes.every(({ layers }, w) =>
        layers.every(({ z }, l) => samePieces(model.nonLinearity, z, windows[w].layers[l].z)),
      );
      const sides = [passes, windows].map((of) => margin(scoresOf(of)) > 0);
      const sameSide = model.head !== 'max-margin' || objective.of === 's' || sides[0] === sides[1];
      return same && sameSide ? gradient : undefined;
    },
    rounding: float32Bound,
  };
}

function reference(name: string, method: GradientMethod): Implementation {
  return {
    name,
    differentiate: ({ model, windows, objective }) => method(model, windows, objective),
  };
}

/** The configuration through the trainer's passes; its parameters are copied. */
export function trained<A extends Reals>(
  kernels: Kernels<A>,
  { parameters, xs, model, objective }: Configuration,
): { readonly passes: readonly Pass<A>[]; readonly gradient: ExampleGradient<A> } {
  const theta = kernels.allocate(parameters.theta.length);
  theta.set(parameters.theta);
  const own = parametersOn(theta, parameters.shape);
  const made = createPasses(kernels, own, xs.length);
  const passes = made.each;
  xs.forEach((x, w) => passes[w].x.set(x));
  made.forward(model.nonLinearity);
  const slopes = objectiveByScores(model, passes, objective);
  passes.forEach((pass, w) => {
    const { gradientOfS } = pass;
    for (let k = 0; k < gradientOfS.length; k++)
      gradientOfS[k] = kernels.store(slopes[w * gradientOfS.length + k]);
  });
  made.backward();
  return { passes, gradient: summedOver(passes.map((pass) => passGradient(kernels, made, pass))) };
}
