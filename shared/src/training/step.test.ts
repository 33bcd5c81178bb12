import { describe, expect, test } from 'vitest';
import { byHand } from '../gradient/by-hand.ts';
import { tensors } from '../gradient/gradient.ts';
import { configure, type Configuration } from '../gradient/testing/configuration.ts';
import { float32Bound } from '../gradient/testing/float32-bound.ts';
import { float32Kernels } from '../kernels/float32.ts';
import { float64Kernels } from '../kernels/float64.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { Reals } from '../model/matrix.ts';
import { nonLinearityNames, type NonLinearityName } from '../model/non-linearity.ts';
import { logisticLoss, type Label } from '../model/objective.ts';
import { parametersOn } from '../model/parameters.ts';
import { createPass, passGradient, type Pass } from './pass.ts';
import { step, type StepSettings } from './step.ts';

const labels: readonly Label[] = [0, 1];

/** Fixed networks of two layers: what is asserted of them is a fact, not a wager on a seed. */
const networks = nonLinearityNames.flatMap((nonLinearity) =>
  labels.map((y) => ({ nonLinearity, y, network: network(nonLinearity, y, 5) })),
);

function network(nonLinearity: NonLinearityName, y: Label, seed: number): Configuration {
  const shape = { inputs: 20, hidden: [8, 5], outputs: 1 };
  return configure({ shape, nonLinearity, objective: { of: 'J', y }, scale: 1, seed });
}

function passOn<A extends Reals>(kernels: Kernels<A>, { parameters, x }: Configuration): Pass<A> {
  const theta = kernels.allocate(parameters.theta.length);
  theta.set(parameters.theta);
  const pass = createPass(kernels, parametersOn(theta, parameters.shape));
  pass.x.set(x);
  return pass;
}

/** ∇J in the order of θ. */
function alongTheta(values: ReadonlyMap<string, Reals>, depth: number): number[] {
  const names = Array.from({ length: depth }, (_, l) => [`W${l + 1}`, `b${l + 1}`]).flat();
  return [...names, 'u'].flatMap((name) => Array.from(values.get(name) ?? []));
}

describe.each(networks)('S11 one step with $nonLinearity, y = $y', ({ nonLinearity, y, network }) => {
  const settings: StepSettings = { nonLinearity, learningRate: 0.05 };

  test('GR5 is θ − η∇J with the gradient by hand', () => {
    const pass = passOn(float64Kernels, network);
    step(float64Kernels, pass, y, settings);
    const gradient = alongTheta(tensors(byHand(network.model, network.activations, network.objective)), 2);
    pass.parameters.theta.forEach((weight, k) => {
      expect(Math.abs(weight - (network.parameters.theta[k] - 0.05 * gradient[k]))).toBeLessThan(1e-14);
    });
  });

  test('GR5 in float32 is θ − η∇J with the gradient that the pass displays, bit for bit', () => {
    const pass = passOn(float32Kernels, network);
    const { gradientOfS } = step(float32Kernels, pass, y, settings);
    const unmoved = passOn(float32Kernels, network);
    unmoved.forward(nonLinearity);
    unmoved.backward(nonLinearity, gradientOfS);
    const displayed = tensors(passGradient(float32Kernels, unmoved, gradientOfS));
    const expected = network.parameters.theta.slice();
    float32Kernels.descend(expected, 0.05, Float32Array.from(alongTheta(displayed, 2)));
    expect(pass.parameters.theta).toEqual(expected);
  });

  test('lowers the loss of its own window by η‖∇J‖² for a small η', () => {
    const rate = 1e-5;
    const pass = passOn(float64Kernels, network);
    const before = step(float64Kernels, pass, y, { nonLinearity, learningRate: rate });
    const gradient = alongTheta(tensors(byHand(network.model, network.activations, network.objective)), 2);
    const squared = gradient.reduce((sum, entry) => sum + entry * entry, 0);
    expect(squared).toBeGreaterThan(1e-3);
    const after = logisticLoss.J(pass.forward(nonLinearity), y);
    expect((before.J - after) / (rate * squared)).toBeCloseTo(1, 2);
  });

  test('returns the score and loss from before the update', () => {
    const { s, J, gradientOfS } = step(float64Kernels, passOn(float64Kernels, network), y, settings);
    expect(s).toBe(network.activations.s);
    expect(J).toBe(logisticLoss.J(s, y));
    expect(gradientOfS).toBe(logisticLoss.derivative(s, y));
  });

  test('NU2 is close in float32 and float64: η times the gradient’s bound and three roundings', () => {
    const narrow = passOn(float32Kernels, network);
    const wide = passOn(float64Kernels, network);
    step(float32Kernels, narrow, y, settings);
    step(float64Kernels, wide, y, settings);
    const bound = alongTheta(float32Bound(network), 2);
    narrow.parameters.theta.forEach((weight, k) => {
      const exact = wide.parameters.theta[k];
      const allowed =
        0.05 * bound[k] + (3 * (Math.abs(exact) + Math.abs(network.parameters.theta[k]))) / 2 ** 24;
      expect(Math.abs(weight - exact)).toBeLessThanOrEqual(allowed);
    });
  });

  test('is deterministic over a hundred steps, and learns the window', () => {
    const run = (): readonly [Float32Array, number] => {
      const pass = passOn(float32Kernels, network);
      let J = Infinity;
      for (let n = 0; n < 100; n++) ({ J } = step(float32Kernels, pass, y, settings));
      return [pass.parameters.theta, J];
    };
    const [theta, J] = run();
    expect(run()).toEqual([theta, J]);
    expect(J).toBeLessThan(logisticLoss.J(network.activations.s, y));
  });
});
