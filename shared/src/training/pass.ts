/**
 * The training path's own pass: forward and backward with every buffer allocated once and δ reused (lecture S7).
 * The fourth gradient implementation; its oracle is the contract suite in gradient/.
 */
import type { Gradient, LayerGradient } from '../gradient/gradient.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { inputOf } from '../model/forward.ts';
import type { Matrix, Reals } from '../model/matrix.ts';
import type { NonLinearityName } from '../model/non-linearity.ts';
import type { Parameters } from '../model/parameters.ts';

interface LayerBuffers<A extends Reals> {
  readonly z: A;
  readonly h: A;
  /** δ = ∂J/∂h ∘ f′(z) */
  readonly delta: A;
  /** ∂J/∂h */
  readonly upstream: A;
}

/** Of one window. */
export interface Pass<A extends Reals> {
  readonly parameters: Parameters<A>;
  /** The window under the pass; the caller fills it. */
  readonly x: A;
  /** In float32 training: z, h, δ and ∂J/∂h as rounded and stored. */
  readonly layers: readonly LayerBuffers<A>[];
  readonly s: A;
  /** ∂J/∂s; the caller fills it before `backward`. */
  readonly gradientOfS: A;
  readonly gradientOfU: A;
  /** Fills z, h and s. */
  forward(nonLinearity: NonLinearityName): void;
  /** Fills δ, ∂J/∂h and ∂J/∂U from ∂J/∂s and the activations of the last `forward`. */
  backward(nonLinearity: NonLinearityName): void;
  /** out ← ∂J/∂x of the last `backward`: training needs it only where word vectors are trained. */
  gradientOfX(out: A): void;
}

export function createPass<A extends Reals>(kernels: Kernels<A>, parameters: Parameters<A>): Pass<A> {
  const { layers: weights, U } = parameters;
  const x = kernels.allocate(parameters.shape.inputs);
  const layers = weights.map(({ b }): LayerBuffers<A> => {
    const buffer = (): A => kernels.allocate(b.length);
    return { z: buffer(), h: buffer(), delta: buffer(), upstream: buffer() };
  });
  const s = kernels.allocate(U.rows);
  const gradientOfS = kernels.allocate(U.rows);
  const gradientOfU = kernels.allocate(U.data.length);
  const top = inputOf({ x, layers }, layers.length);
  const rowsOfU = Array.from({ length: U.rows }, (_, k) => rowOf(U, k));
  /** What lies above layer l: the matrix that its h goes through, and the gradient of what comes out. */
  const above = (l: number): readonly [Matrix<A>, A] =>
    l + 1 === layers.length ? [U, gradientOfS] : [weights[l + 1].W, layers[l + 1].delta];

  return {
    parameters,
    x,
    layers,
    s,
    gradientOfS,
    gradientOfU,
    forward(nonLinearity) {
      const { f } = kernels.functions.nonLinearity(nonLinearity);
      for (let l = 0; l < layers.length; l++) {
        const { z, h } = layers[l];
        kernels.affine(weights[l].W, l === 0 ? x : layers[l - 1].h, weights[l].b, z);
        for (let i = 0; i < z.length; i++) h[i] = kernels.store(f(z[i]));
      }
      for (let k = 0; k < s.length; k++) s[k] = kernels.dot(rowsOfU[k], top);
    },
    backward(nonLinearity) {
      const { derivative } = kernels.functions.nonLinearity(nonLinearity);
      for (let k = 0, entry = 0; k < s.length; k++) {
        for (let i = 0; i < top.length; i++, entry++)
          gradientOfU[entry] = kernels.store(gradientOfS[k] * top[i]);
      }
      for (let l = layers.length - 1; l >= 0; l--) {
        const { z, delta, upstream } = layers[l];
        const [matrix, gradient] = above(l);
        kernels.transposed(matrix, gradient, upstream);
        for (let i = 0; i < z.length; i++) {
          delta[i] = kernels.store(upstream[i] * kernels.store(derivative(z[i])));
        }
      }
    },
    gradientOfX: (out) => kernels.transposed(...above(-1), out),
  };
}

const rowOf = <A extends Reals>({ columns, data }: Matrix<A>, k: number): A =>
  data.subarray(k * columns, (k + 1) * columns) as A;

/** The pass's gradients multiplied out, in the common form: for display and comparison. */
export function passGradient<A extends Reals>(kernels: Kernels<A>, pass: Pass<A>): Gradient<A> {
  const layers = pass.layers.map(({ delta, upstream }, l): LayerGradient<A> => {
    const input = inputOf(pass, l);
    const { rows, columns } = pass.parameters.layers[l].W;
    const data = kernels.allocate(rows * columns);
    kernels.addOuter({ rows, columns, data }, delta, input);
    return {
      W: { rows, columns, data },
      b: delta.slice() as A,
      z: delta.slice() as A,
      h: upstream.slice() as A,
    };
  });
  const x = kernels.allocate(pass.x.length);
  pass.gradientOfX(x);
  return { s: pass.gradientOfS.slice() as A, u: pass.gradientOfU.slice() as A, layers, x };
}
