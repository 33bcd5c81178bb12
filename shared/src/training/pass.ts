/**
 * The training path's own passes: forward and backward of several windows at once, with every buffer allocated once and δ
 * reused (lecture S7). The fourth gradient implementation; its oracle is the contract suite in gradient/.
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

/** What a pass computes, of one window, or of several row after row. In float32 training: as rounded and stored. */
export interface Pass<A extends Reals> {
  /** The caller fills it. */
  readonly x: A;
  readonly layers: readonly LayerBuffers<A>[];
  readonly s: A;
  /** ∂J/∂s; the caller fills it before `backward`. */
  readonly gradientOfS: A;
}

export interface Passes<A extends Reals> {
  readonly parameters: Parameters<A>;
  /** All windows, row after row. */
  readonly all: Pass<A>;
  /** Each window by itself: views on `all`. */
  readonly each: readonly Pass<A>[];
  /** Fills z, h and s, and keeps f′(z) for `backward`. */
  forward(nonLinearity: NonLinearityName): void;
  /** The same where nothing goes back. */
  score(nonLinearity: NonLinearityName): void;
  /** Fills δ and ∂J/∂h from ∂J/∂s and the last `forward`. */
  backward(): void;
  /** out ← ∂J/∂x of the last `backward`: training needs it only where word vectors are trained. */
  gradientOfX(out: A): void;
}

/** Throws RangeError where θ or a buffer does not lie in the kernels' memory. */
export function createPasses<A extends Reals>(
  kernels: Kernels<A>,
  parameters: Parameters<A>,
  windows = 1,
): Passes<A> {
  const { layers: weights, U, shape } = parameters;
  const buffer = (length: number): A => kernels.allocate(windows * length);
  const all: Pass<A> = {
    x: buffer(shape.inputs),
    layers: shape.hidden.map((units) => ({
      z: buffer(units),
      h: buffer(units),
      delta: buffer(units),
      upstream: buffer(units),
    })),
    s: buffer(shape.outputs),
    gradientOfS: buffer(shape.outputs),
  };
  const { layers, s, gradientOfS } = all;
  const slopes = shape.hidden.map(buffer);
  const top = inputOf(all, layers.length);

  function run(nonLinearity: NonLinearityName, keepsSlopes: boolean): void {
    for (let l = 0; l < layers.length; l++) {
      const { z, h } = layers[l];
      kernels.affine(weights[l].W, inputOf(all, l), weights[l].b, z);
      kernels.activate(nonLinearity, z, h, keepsSlopes ? slopes[l] : null);
    }
    kernels.affine(U, top, null, s);
  }
  /** out ← the gradient of what goes into the matrix above layer l: of h of that layer, of x for −1. */
  function throughAbove(l: number, out: A): void {
    if (l + 1 === layers.length) kernels.transposed(U, gradientOfS, out);
    else kernels.transposed(weights[l + 1].W, layers[l + 1].delta, out);
  }
  return {
    parameters,
    all,
    each: Array.from({ length: windows }, (_, w) => windowOf(all, w, windows)),
    forward: (nonLinearity) => run(nonLinearity, true),
    score: (nonLinearity) => run(nonLinearity, false),
    backward() {
      for (let l = layers.length - 1; l >= 0; l--) {
        const { delta, upstream } = layers[l];
        throughAbove(l, upstream);
        kernels.multiply(upstream, slopes[l], delta);
      }
    },
    gradientOfX: (out) => throughAbove(-1, out),
  };
}

/** A row of every buffer. */
function windowOf<A extends Reals>(all: Pass<A>, w: number, windows: number): Pass<A> {
  const row = (of: A): A => {
    const length = of.length / windows;
    return of.subarray(w * length, (w + 1) * length) as A;
  };
  return {
    x: row(all.x),
    layers: all.layers.map(({ z, h, delta, upstream }) => ({
      z: row(z),
      h: row(h),
      delta: row(delta),
      upstream: row(upstream),
    })),
    s: row(all.s),
    gradientOfS: row(all.gradientOfS),
  };
}

/** δxᵀ as it is displayed and as training adds it: each entry rounded. */
function outer<A extends Reals>(kernels: Kernels<A>, delta: A, x: A): Matrix<A> {
  const loose = kernels.anywhere;
  const G = { rows: delta.length, columns: x.length, data: loose.allocate(delta.length * x.length) };
  loose.outer(G, delta, x);
  return G;
}

/** ∂J/∂U of a window, in the order of its entries. */
export const gradientOfU = <A extends Reals>(kernels: Kernels<A>, pass: Pass<A>): A =>
  outer(kernels, pass.gradientOfS, inputOf(pass, pass.layers.length)).data;

/** The gradients of one window multiplied out, in the common form: for display and comparison. */
export function passGradient<A extends Reals>(
  kernels: Kernels<A>,
  { parameters: { layers: weights, U } }: Pick<Passes<A>, 'parameters'>,
  pass: Pass<A>,
): Gradient<A> {
  const layers = pass.layers.map(({ delta, upstream }, l): LayerGradient<A> => ({
    W: outer(kernels, delta, inputOf(pass, l)),
    b: delta.slice() as A,
    z: delta.slice() as A,
    h: upstream.slice() as A,
  }));
  const x = kernels.anywhere.allocate(pass.x.length);
  if (weights.length === 0) kernels.anywhere.transposed(U, pass.gradientOfS, x);
  else kernels.anywhere.transposed(weights[0].W, pass.layers[0].delta, x);
  return { s: pass.gradientOfS.slice() as A, u: gradientOfU(kernels, pass), layers, x };
}
