import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { byHand } from '../gradient/by-hand.ts';
import { exampleTensors } from '../gradient/gradient.ts';
import { forward, type Model } from '../model/forward.ts';
import { headOf, heads, type HeadName } from '../model/head.ts';
import { nonLinearities, type NonLinearityName } from '../model/non-linearity.ts';
import { initialParameters, parametersOn } from '../model/parameters.ts';
import { stream } from '../random.ts';
import { presets } from '../training/presets.ts';
import type { Configuration } from '../training/configuration.ts';
import { modelShape } from '../training/configuration.ts';
import { npy, npz, safetensors } from './arrays.ts';
import { parameterArrays, stepArrays, type ExportedStep } from './step-arrays.ts';
import { numpyScript, torchScript } from './step-script.ts';

describe('XP1 the files', () => {
  test('an array’s header says what it holds, and its numbers begin at a multiple of 64', () => {
    const bytes = npy({ name: 'a', shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) });
    expect(new TextDecoder('latin1').decode(bytes.subarray(0, 8))).toBe('\u0093NUMPY\u0001\u0000');
    expect(new TextDecoder().decode(bytes.subarray(10))).toContain(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
    );
    expect((bytes.length - 24) % 64).toBe(0);
    expect(new DataView(bytes.buffer, bytes.length - 4).getFloat32(0, true)).toBe(6);
    expect(() => npy({ name: 'a', shape: [4], values: Float32Array.of(1) })).toThrow('1 numbers are not 4');
  });

  test('the same numbers have the same bytes, each array a file', () => {
    const arrays = [
      { name: 'W1', shape: [1, 2], values: Float32Array.of(1, 2) },
      { name: 'eta', shape: [], values: Float64Array.of(0.05) },
    ];
    expect(npz(arrays)).toEqual(npz(arrays));
    expect(Object.keys(unzipSync(npz(arrays)))).toEqual(['W1.npy', 'eta.npy']);
  });

  test('safetensors: a header in JSON with every array’s place', () => {
    const values = Float32Array.of(1.5, -2);
    const bytes = safetensors([{ name: 'b1', shape: [2], values }], { δ: '1' });
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    expect(header).toEqual({
      __metadata__: { δ: '1' },
      b1: { dtype: 'F32', shape: [2], data_offsets: [0, 8] },
    });
    expect(length % 8).toBe(0);
    expect(bytes.length).toBe(8 + length + 8);
  });
});

const hasNumPy = spawnSync('python3', ['-c', 'import numpy']).status === 0;
if (!hasNumPy) console.warn('SKIPPED: no python3 with numpy to recompute an exported step');
const folder = mkdtempSync(join(tmpdir(), 'deltaboard-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the script prints, by name: s, J, dJ/dW1 … and W1 … after the update. */
function recomputed(step: ExportedStep): ReadonlyMap<string, readonly number[]> {
  const { configuration, settings } = step;
  writeFileSync(join(folder, 'step.npz'), npz(stepArrays(step)));
  const script = numpyScript('step.npz', { ...configuration, ...settings });
  const printed = execFileSync('python3', ['-'], {
    cwd: folder,
    input: script,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return new Map(
    printed
      .trim()
      .split('\n')
      .map((line) => {
        const [name, ...numbers] = line.split(' ');
        return [name, [JSON.parse(numbers.join(' '))].flat(2) as number[]];
      }),
  );
}

const SQUARES = 0.0625;

/** A step of so many windows on random words. */
function stepOf(change: Partial<Configuration>, seed: number): ExportedStep {
  const configuration: Configuration = { ...presets.board, ...change };
  const { windows, outputs } = headOf(configuration.head);
  const random = stream(seed, 7);
  const { inputs } = modelShape(configuration);
  const { theta } = initialParameters(modelShape(configuration), seed);
  return {
    configuration,
    settings: { nonLinearity: configuration.nonLinearity, learningRate: configuration.learningRate },
    step: 1,
    theta,
    squares: configuration.optimiser === 'adagrad' ? new Float32Array(theta.length).fill(SQUARES) : null,
    examples: Array.from({ length: configuration.batch }, () => ({
      y: random.below(outputs === 1 ? 2 : outputs),
      windows: Array.from({ length: windows }, () =>
        Float32Array.from({ length: inputs }, () => 2 * random.uniform() - 1),
      ),
    })),
  };
}

/** The same by hand, in float64. */
function byBoard({
  configuration,
  settings,
  theta,
  examples,
}: ExportedStep): ReadonlyMap<string, readonly number[]> {
  const model: Model = {
    parameters: parametersOn(Float64Array.from(theta), modelShape(configuration)),
    nonLinearity: settings.nonLinearity,
    head: configuration.head,
  };
  const { J } = headOf(configuration.head);
  const s: number[] = [];
  let mean = 0;
  const slopes = new Map<string, number[]>();
  for (const { y, windows } of examples) {
    const passes = windows.map((x) => forward(model, Float64Array.from(x)));
    const scores = passes.flatMap((pass) => Array.from(pass.s));
    s.push(...scores);
    mean += J(Float64Array.from(scores), y) / examples.length;
    for (const [name, values] of exampleTensors(byHand(model, passes, { of: 'J', y }))) {
      const sum = slopes.get(name) ?? Array.from(values, () => 0);
      slopes.set(
        name,
        sum.map((slope, k) => slope + values[k] / examples.length),
      );
    }
  }
  const found = new Map<string, readonly number[]>([
    ['s', s],
    ['J', [mean]],
  ]);
  for (const { name, values } of parameterArrays(theta, modelShape(configuration))) {
    const { decay, optimiser } = configuration;
    const weight = name.startsWith('b') ? 0 : decay;
    const slope = (slopes.get(name === 'U' ? 'u' : name) ?? []).map((one, k) => one + weight * values[k]);
    const scale = (one: number): number => (optimiser === 'sgd' ? 1 : Math.sqrt(SQUARES + one * one) + 1e-8);
    found.set(`dJ/d${name}`, slope);
    found.set(
      name,
      slope.map((one, k) => values[k] - (settings.learningRate * one) / scale(one)),
    );
  }
  return found;
}

const near = (step: ExportedStep, bound: number): void => {
  const printed = recomputed(step);
  const board = byBoard(step);
  expect([...printed.keys()].toSorted()).toEqual([...board.keys()].toSorted());
  for (const [name, values] of board) {
    const own = printed.get(name) ?? [];
    expect(own).toHaveLength(values.length);
    const apart = values.map((value, k) => Math.abs(value - own[k]));
    expect(Math.max(...apart), name).toBeLessThan(bound);
  }
};

const fs = Object.keys(nonLinearities) as NonLinearityName[];
describe.skipIf(!hasNumPy)('XP3 NumPy recomputes an exported step', () => {
  test.each(fs)('with %s: s, J, every gradient and θ after the update to 10⁻¹²', (nonLinearity) => {
    near(stepOf({ nonLinearity, hidden: [5, 4], batch: 3, decay: 0.1 }, 11), 1e-12);
  });
  test.each(Object.keys(heads) as HeadName[])('with %s and AdaGrad, without a layer', (head) => {
    near(stepOf({ head, hidden: [], batch: 3, optimiser: 'adagrad' }, 12), 1e-12);
  });
  test('of 100 windows of the Judge preset to 10⁻⁶', () => {
    near(stepOf({ ...presets.judge, batch: 64 }, 1), 1e-6);
    near(stepOf({ ...presets.judge, batch: 36 }, 2), 1e-6);
  });
});

test('XP3 both scripts are a few lines that name their file', () => {
  const named = { ...presets.board, ...presets.judge };
  for (const script of [numpyScript('a.npz', named), torchScript('a.npz', named)]) {
    expect(script).toContain("'a.npz'");
    expect(script.trim().split('\n').length).toBeLessThanOrEqual(15);
  }
});
