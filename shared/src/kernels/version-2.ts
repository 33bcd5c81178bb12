/**
 * The kernels of numerics version 2 in plain TypeScript (SPEC NU10 and on): what says which bits are right. simd.ts computes
 * the same ones in WebAssembly. Beside version 1: functions of its own, exact to the last place, and a sum over windows that
 * is stored only when it is complete.
 */
import { float32 } from '../math.ts';
import { headOf } from '../model/head.ts';
import type { Kernels } from './kernels.ts';
import { flush, lanes } from './lanes.ts';
import { elementwise } from './version-2-functions.ts';

const round = Math.fround;
const made = new Float64Array(2);

export const version2: Kernels<Float32Array> = {
  ...lanes,
  get anywhere() {
    return version2;
  },
  differentiate(head, s, y, out) {
    const J = headOf(head).differentiate(s, y, out);
    for (let k = 0; k < out.length; k++) out[k] = flush(out[k]);
    return J;
  },
  activate(nonLinearity, Z, H, slopes) {
    const of = elementwise[nonLinearity];
    for (let i = 0; i < Z.length; i++) {
      of(Z[i], made);
      H[i] = float32(made[0]);
      if (slopes) slopes[i] = float32(made[1]);
    }
  },
  outer({ data, columns }, Delta, X) {
    const count = X.length / columns;
    const rows = Delta.length / count;
    for (let i = 0, k = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++, k++) {
        let sum = round(0);
        for (let e = 0; e < count; e++) sum = round(sum + round(Delta[e * rows + i] * X[e * columns + j]));
        data[k] = flush(sum);
      }
    }
  },
  sumOfRows(g, Delta) {
    for (let i = 0; i < g.length; i++) {
      let sum = round(0);
      for (let d = i; d < Delta.length; d += g.length) sum = round(sum + Delta[d]);
      g[i] = flush(sum);
    }
  },
};
