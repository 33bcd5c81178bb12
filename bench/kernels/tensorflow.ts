/** tfjs with its WebAssembly backend, the backward pass by hand: what its own gradients cost beside that is not counted. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Contender, Shape } from './contender.ts';

interface Tensor {
  matMul(other: Tensor, transposeSelf?: boolean, transposeOther?: boolean): Tensor;
  add(other: Tensor): Tensor;
  sub(other: Tensor): Tensor;
  mul(other: Tensor | number): Tensor;
  tanh(): Tensor;
  softmax(): Tensor;
  sum(axis: number): Tensor;
  dispose(): void;
  dataSync(): Float32Array;
}
interface Tensorflow {
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  matMul(a: Tensor, b: Tensor, transposeA?: boolean, transposeB?: boolean): Tensor;
  add(a: Tensor, b: Tensor): Tensor;
  sub(a: Tensor, b: Tensor): Tensor;
  mul(a: Tensor, b: Tensor): Tensor;
  tanh(a: Tensor): Tensor;
  softmax(a: Tensor): Tensor;
  sum(a: Tensor, axis: number): Tensor;
  scalar(value: number): Tensor;
  tidy<T>(make: () => T): T;
  randomUniform(shape: readonly number[], low: number, high: number): Tensor;
  zeros(shape: readonly number[]): Tensor;
  oneHot(indices: Tensor, depth: number): Tensor;
  tensor1d(values: readonly number[], type: string): Tensor;
  cast(a: Tensor, type: string): Tensor;
}

/** Throws where it is not installed (npm ci --prefix bench). */
export async function tensorflow({ D, H, K, B }: Shape): Promise<Contender> {
  const require = createRequire(import.meta.url);
  const tf = require('@tensorflow/tfjs-core') as Tensorflow;
  const backend = require('@tensorflow/tfjs-backend-wasm') as { setWasmPaths(folder: string): void };
  backend.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  await tf.setBackend('wasm');
  await tf.ready();
  const x = tf.randomUniform([B, D], -0.5, 0.5);
  let [W, b, U] = [tf.randomUniform([D, H], -0.1, 0.1), tf.zeros([H]), tf.randomUniform([H, K], -0.1, 0.1)];
  const labels = Array.from({ length: B }, (_, e) => e % K);
  const y = tf.cast(tf.oneHot(tf.tensor1d(labels, 'int32'), K), 'float32');
  const [one, share, eta] = [tf.scalar(1), tf.scalar(1 / B), tf.scalar(0.01)];
  return {
    name: 'tfjs-wasm 4.22.0, backward by hand',
    step() {
      const before = [W, b, U];
      const [dx, ...after] = tf.tidy(() => {
        const h = tf.tanh(tf.add(tf.matMul(x, W), b));
        const ds = tf.mul(tf.sub(tf.softmax(tf.matMul(h, U)), y), share);
        const delta = tf.mul(tf.matMul(ds, U, false, true), tf.sub(one, tf.mul(h, h)));
        const moved = (theta: Tensor, gradient: Tensor): Tensor => tf.sub(theta, tf.mul(eta, gradient));
        return [
          tf.matMul(delta, W, false, true),
          moved(W, tf.matMul(x, delta, true, false)),
          moved(b, tf.sum(delta, 0)),
          moved(U, tf.matMul(h, ds, true, false)),
        ];
      });
      [W, b, U] = after;
      for (const tensor of [dx, ...before]) tensor.dispose();
    },
  };
}
