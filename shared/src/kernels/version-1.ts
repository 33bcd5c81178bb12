/** The kernels of numerics version 1, kept for its runs: float32, plain TypeScript, window after window. */
import { float32 } from '../math.ts';
import type { Kernels } from './kernels.ts';
import { offerOlder } from './kernels-of.ts';
import { flush, lanes } from './lanes.ts';
import { elementwise, lossOf } from './version-1-functions.ts';

const round = Math.fround;

export const version1: Kernels<Float32Array> = {
  ...lanes,
  get anywhere() {
    return version1;
  },
  differentiate(head, s, y, out) {
    const { J, derivative } = lossOf(head);
    const slopes = derivative(s, y);
    for (let k = 0; k < out.length; k++) out[k] = float32(slopes[k]);
    return J(s, y);
  },
  activate(nonLinearity, Z, H, slopes) {
    const { f, derivative } = elementwise(nonLinearity);
    for (let i = 0; i < Z.length; i++) H[i] = float32(f(Z[i]));
    if (slopes) for (let i = 0; i < Z.length; i++) slopes[i] = float32(derivative(Z[i]));
  },
  /** Every product and every sum is stored. */
  outer({ data, rows, columns }, Delta, X) {
    data.fill(0);
    for (let d = 0, from = 0; d < Delta.length; from += columns) {
      for (let i = 0, k = 0; i < rows; i++, d++) {
        for (let j = from; j < from + columns; j++, k++) {
          data[k] = flush(round(data[k] + flush(round(Delta[d] * X[j]))));
        }
      }
    }
  },
  sumOfRows(g, Delta) {
    g.fill(0);
    for (let d = 0; d < Delta.length;) {
      for (let i = 0; i < g.length; i++, d++) g[i] = flush(round(g[i] + Delta[d]));
    }
  },
};

/** From now on runs of version 1 can be computed. A page loads this file only when it is told one. */
export const offerVersion1 = (): void => offerOlder(version1);
