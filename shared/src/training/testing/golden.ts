/**
 * Golden runs (SPEC NU4): 1,000 steps of a small run for each non-linearity, and of one for each other member of the family,
 * with the kernels of each numerics version, those of version 2 also in WebAssembly.
 * Runs anywhere; the hashes are compared by `npm test` on its Node, by the browser tests in Chromium, and by a script on
 * Node 20, 22 and 24.
 */
import { compiledKernels } from '../../kernels/compiled.ts';
import { offerCompiled } from '../../kernels/kernels-of.ts';
import { nonLinearityNames, type NonLinearityName } from '../../model/non-linearity.ts';
import { toBytes } from '../../protocol/bytes.ts';
import type { Configuration } from '../configuration.ts';
import { presets } from '../presets.ts';
import { createTrajectory } from '../trajectory.ts';
import { tinyConfiguration, tinyData } from './tiny-run.ts';

export const GOLDEN_STEPS = 1000;

const family = {
  'no layer': { hidden: [] },
  'four layers': { hidden: [7, 6, 5, 4] },
  softmax: { head: 'softmax', hidden: [7, 5] },
  'max-margin': { head: 'max-margin', nonLinearity: 'gelu' },
  'batch of 5': { batch: 5, nonLinearity: 'logistic' },
  AdaGrad: { optimiser: 'adagrad' },
  L2: { decay: 0.01 },
  'trained vectors': { trainVectors: true },
  /** Far out on the flat sides of f, where the versions differ. */
  'large steps': { learningRate: 3, nonLinearity: 'logistic', hidden: [7, 5] },
  everything: {
    hidden: [7, 5],
    head: 'softmax',
    batch: 3,
    optimiser: 'adagrad',
    decay: 0.001,
    trainVectors: true,
    nonLinearity: 'gelu',
  },
  /** As the preset learns, on the small text. */
  Newsroom: {
    ...presets.newsroom,
    seed: tinyConfiguration.seed,
    hidden: [7],
    input: { ...presets.newsroom.input, dimensions: 10 },
  },
} satisfies Record<string, Partial<Configuration>>;

export type GoldenName = NonLinearityName | keyof typeof family;
export const goldenNames: readonly GoldenName[] = [
  ...nonLinearityNames,
  ...(Object.keys(family) as (keyof typeof family)[]),
];

const isFamily = (name: GoldenName): name is keyof typeof family => name in family;

export const goldenKernels = ['version 1', 'version 2', 'version 2 in WebAssembly'] as const;
export type GoldenKernels = (typeof goldenKernels)[number];

/** The bytes of everything that moves, after 1,000 steps. */
export function goldenState(name: GoldenName, kernels: GoldenKernels): Uint8Array<ArrayBuffer> {
  const compiled = kernels === 'version 2 in WebAssembly' ? compiledKernels() : null;
  if (kernels === 'version 2 in WebAssembly' && !compiled) throw new Error('no WebAssembly SIMD here');
  const change = isFamily(name) ? family[name] : { nonLinearity: name };
  const numerics = kernels === 'version 1' ? 1 : 2;
  offerCompiled(compiled);
  try {
    return stateAfter({ ...tinyConfiguration, numerics, hidden: [7], ...change });
  } finally {
    offerCompiled(null);
  }
}

function stateAfter(configuration: Configuration): Uint8Array<ArrayBuffer> {
  const trajectory = createTrajectory(configuration, tinyData(configuration).training);
  while (trajectory.updates < GOLDEN_STEPS) trajectory.advance();
  return toBytes(trajectory.snapshot());
}
