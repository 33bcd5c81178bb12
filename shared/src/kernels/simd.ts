/**
 * The kernels of numerics version 2 in WebAssembly SIMD (simd/kernels.ts): bit for bit those of version-2.ts. Each set of
 * them has a memory of its own, which never grows, so that the arrays in it stay what they are.
 */
import { float32 } from '../math.ts';
import { nonLinearityNames } from '../model/non-linearity.ts';
import { ADAGRAD_EPSILON, type Kernels } from './kernels.ts';
import type { Compiled } from './kernels-of.ts';
import { version2 } from './version-2.ts';

/** What simd/kernels.ts exports: pointers are bytes, lengths entries. */
interface Exports {
  affine(W: number, X: number, b: number, Z: number, rows: number, columns: number, count: number): void;
  activate(name: number, z: number, h: number, slopes: number, length: number): void;
  transposed(W: number, D: number, out: number, rows: number, columns: number, count: number): void;
  multiply(a: number, b: number, out: number, length: number): void;
  outer(G: number, D: number, X: number, rows: number, columns: number, count: number): void;
  sumOfRows(g: number, D: number, length: number, count: number): void;
  descendOuter(
    W: number,
    eta: number,
    d: number,
    x: number,
    out: number,
    rows: number,
    columns: number,
  ): void;
  descend(v: number, eta: number, g: number, length: number): void;
  add(g: number, v: number, length: number): void;
  addScaled(g: number, lambda: number, v: number, length: number): void;
  divide(g: number, n: number, length: number): void;
  sumOfSquares(v: number, length: number): number;
  adapt(v: number, eta: number, g: number, Q: number, epsilon: number, length: number): void;
}

/** Of the engine's WebAssembly what is used here. */
interface Engine {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: object } },
  ) => { readonly exports: object };
}
declare const WebAssembly: Engine;

const PAGE = 65_536;
/** Below it lie the kernels' own constants. */
const START = 4096;

/** Throws where the engine has no WebAssembly SIMD, or its page does not allow any. */
export function compiledFrom(bytes: Uint8Array<ArrayBuffer>): Compiled {
  const module = new WebAssembly.Module(bytes);
  return (floats) => {
    // A vector that reaches over the end of the last array reads on.
    const initial = Math.ceil((START + 4 * floats + 64) / PAGE);
    try {
      const memory = new WebAssembly.Memory({ initial });
      const { exports } = new WebAssembly.Instance(module, { env: { memory } });
      return kernelsIn(memory.buffer, exports as Exports);
    } catch {
      return null;
    }
  };
}

function kernelsIn(buffer: ArrayBuffer, compiled: Exports): Kernels<Float32Array> {
  const names = new Map(nonLinearityNames.map((name, index) => [name, index]));
  let top = START;
  return {
    anywhere: version2,
    allocate(length) {
      const at = top;
      top += (4 * length + 15) & ~15;
      if (top > buffer.byteLength)
        throw new RangeError(`no room for ${length} floats in these kernels’ memory`);
      return new Float32Array(buffer, at, length);
    },
    store: float32,
    differentiate: version2.differentiate,
    affine({ rows, columns, data }, X, b, Z) {
      compiled.affine(
        data.byteOffset,
        X.byteOffset,
        b ? b.byteOffset : 0,
        Z.byteOffset,
        rows,
        columns,
        Z.length / rows,
      );
    },
    activate(nonLinearity, Z, H, slopes) {
      compiled.activate(
        names.get(nonLinearity) ?? -1,
        Z.byteOffset,
        H.byteOffset,
        slopes ? slopes.byteOffset : 0,
        Z.length,
      );
    },
    transposed({ rows, columns, data }, Delta, out) {
      compiled.transposed(
        data.byteOffset,
        Delta.byteOffset,
        out.byteOffset,
        rows,
        columns,
        Delta.length / rows,
      );
    },
    multiply(a, b, out) {
      compiled.multiply(a.byteOffset, b.byteOffset, out.byteOffset, out.length);
    },
    outer({ rows, columns, data }, Delta, X) {
      compiled.outer(data.byteOffset, Delta.byteOffset, X.byteOffset, rows, columns, Delta.length / rows);
    },
    sumOfRows(g, Delta) {
      compiled.sumOfRows(g.byteOffset, Delta.byteOffset, g.length, Delta.length / g.length);
    },
    descendOuter({ rows, columns, data }, rate, delta, x, through) {
      compiled.descendOuter(
        data.byteOffset,
        rate,
        delta.byteOffset,
        x.byteOffset,
        through ? through.byteOffset : 0,
        rows,
        columns,
      );
    },
    descend(v, rate, g) {
      compiled.descend(v.byteOffset, rate, g.byteOffset, v.length);
    },
    descendPart(v, at, rate, g, from, length) {
      compiled.descend(v.byteOffset + 4 * at, rate, g.byteOffset + 4 * from, length);
    },
    addPart(g, at, v, from, length) {
      compiled.add(g.byteOffset + 4 * at, v.byteOffset + 4 * from, length);
    },
    addScaled(g, lambda, v) {
      compiled.addScaled(g.byteOffset, lambda, v.byteOffset, g.length);
    },
    divide(g, n) {
      compiled.divide(g.byteOffset, n, g.length);
    },
    sumOfSquares: (v) => compiled.sumOfSquares(v.byteOffset, v.length),
    adapt(v, rate, g, squares) {
      compiled.adapt(v.byteOffset, rate, g.byteOffset, squares.byteOffset, ADAGRAD_EPSILON, v.length);
    },
    adaptPart(v, squares, at, rate, g, from, length) {
      compiled.adapt(
        v.byteOffset + 4 * at,
        rate,
        g.byteOffset + 4 * from,
        squares.byteOffset + 4 * at,
        ADAGRAD_EPSILON,
        length,
      );
    },
  };
}
