/** The peers that are nothing but JavaScript: float64 loops with registers, and convnetjs. */
import { createRequire } from 'node:module';
import type { Contender, Shape } from './contender.ts';

/** As it is written by hand for speed: four rows of W at a time. */
export function plainJavaScript({ D, H, K, B }: Shape): Contender {
  const draw = (length: number, size: number): Float64Array =>
    Float64Array.from({ length }, () => size * (Math.random() - 0.5));
  const [W, b, U, X] = [draw(D * H, 0.2), new Float64Array(H), draw(H * K, 0.2), draw(D * B, 1)];
  const [h, delta, s, dx] = [H, H, K, D].map((length) => new Float64Array(length));
  const [G, gb, GU] = [D * H, H, H * K].map((length) => new Float64Array(length));
  const eta = 0.01 / B;

  function example(x: number, y: number): void {
    for (let i = 0; i < H; i += 4) {
      let [s0, s1, s2, s3] = [b[i], b[i + 1], b[i + 2], b[i + 3]];
      for (let j = 0, k = i * D; j < D; j++, k++) {
        const entry = X[x + j];
        s0 += W[k] * entry;
        s1 += W[k + D] * entry;
        s2 += W[k + 2 * D] * entry;
        s3 += W[k + 3 * D] * entry;
      }
      h[i] = Math.tanh(s0);
      h[i + 1] = Math.tanh(s1);
      h[i + 2] = Math.tanh(s2);
      h[i + 3] = Math.tanh(s3);
    }
    let sum = 0;
    for (let k = 0; k < K; k++) {
      let t = 0;
      for (let i = 0; i < H; i++) t += U[k * H + i] * h[i];
      sum += s[k] = Math.exp(t);
    }
    for (let k = 0; k < K; k++) s[k] = s[k] / sum - (k === y ? 1 : 0);
    for (let i = 0; i < H; i++) {
      let t = 0;
      for (let k = 0; k < K; k++) t += U[k * H + i] * s[k];
      delta[i] = t * (1 - h[i] * h[i]);
    }
    for (let k = 0, at = 0; k < K; k++) for (let i = 0; i < H; i++, at++) GU[at] += s[k] * h[i];
    dx.fill(0);
    for (let i = 0; i < H; i += 4) {
      const [d0, d1, d2, d3] = [delta[i], delta[i + 1], delta[i + 2], delta[i + 3]];
      for (let j = 0, k = i * D; j < D; j++, k++) {
        const entry = X[x + j];
        dx[j] += W[k] * d0 + W[k + D] * d1 + W[k + 2 * D] * d2 + W[k + 3 * D] * d3;
        G[k] += d0 * entry;
        G[k + D] += d1 * entry;
        G[k + 2 * D] += d2 * entry;
        G[k + 3 * D] += d3 * entry;
      }
      for (let r = 0; r < 4; r++) gb[i + r] += delta[i + r];
    }
  }
  let y = 0;
  return {
    name: 'plain JavaScript, float64',
    step() {
      for (const sums of [G, gb, GU]) sums.fill(0);
      for (let e = 0; e < B; e++) example(e * D, y++ % K);
      for (let k = 0; k < G.length; k++) W[k] -= eta * G[k];
      for (let i = 0; i < H; i++) b[i] -= eta * gb[i];
      for (let k = 0; k < GU.length; k++) U[k] -= eta * GU[k];
    },
  };
}

interface Convnet {
  readonly Net: new () => { makeLayers(layers: readonly object[]): void };
  readonly SGDTrainer: new (net: object, options: object) => { train(x: object, y: number): void };
  readonly Vol: new (w: readonly number[]) => object;
}

/** Throws where it is not installed (npm ci --prefix bench). */
export function convnetjs({ D, H, K, B }: Shape): Contender {
  const { Net, SGDTrainer, Vol } = createRequire(import.meta.url)('convnetjs') as Convnet;
  const net = new Net();
  net.makeLayers([
    { type: 'input', out_sx: 1, out_sy: 1, out_depth: D },
    { type: 'fc', num_neurons: H, activation: 'tanh' },
    { type: 'softmax', num_classes: K },
  ]);
  const trainer = new SGDTrainer(net, { learning_rate: 0.01, momentum: 0, batch_size: B, l2_decay: 0 });
  const xs = Array.from({ length: B }, () => new Vol(Array.from({ length: D }, () => Math.random() - 0.5)));
  let y = 0;
  return {
    name: 'convnetjs 0.3.0',
    step() {
      for (const x of xs) trainer.train(x, y++ % K);
    },
  };
}
