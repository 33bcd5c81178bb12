/** A small real run for tests: three words a window, two hidden units, numbers that every test can recompute. */
import { initialParameters } from '@deltaboard/shared/model/parameters.ts';
import { toBytes } from '@deltaboard/shared/protocol/bytes.ts';
import { type RoomState, type RunDescription, type WindowView } from '@deltaboard/shared/protocol/state.ts';
import { OPENING_SCRATCH } from '@deltaboard/shared/scratch/scratch.ts';
import { OPENING_VIEW } from '@deltaboard/shared/protocol/view.ts';
import { stream } from '@deltaboard/shared/random.ts';
import { modelShape, stepPlan, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import type { Presence } from '@deltaboard/shared/protocol/people.ts';
import type { Cursor } from '@deltaboard/shared/training/cursor.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { newRun } from '@deltaboard/shared/training/run.ts';
import type { Moment, TrainerNumbers } from '@deltaboard/shared/protocol/state.ts';

export const configuration: Configuration = {
  ...presets.board,
  input: { radius: 1, dimensions: 10, capitalisation: false },
  hidden: [3],
};
export const shape = modelShape(configuration);
export const settings = { nonLinearity: 'tanh', learningRate: 0.05 } as const;
export const initial = initialParameters(shape, 1);

const random = stream(1, 99);
const x = Float32Array.from({ length: shape.inputs }, () => 2 * random.uniform() - 1);

export const parisWindow: WindowView = {
  tokens: ['the', 'museums', 'in', 'Paris'],
  centre: 3,
  gold: 1,
  goldType: 'LOC',
  dictionary: 'PER',
  x: toBytes(x),
  rows: null,
};

export const run: RunDescription = {
  number: 0,
  preset: 'board',
  configuration,
  epochLength: 1000,
  locationShare: 0.2,
  sentences: { train: 8, dev: 1, test: 1 },
  varianceKept: 0.5,
  dictionary: { precision: 0.5, recall: 0.5, f1: 0.5, correct: 1, guessed: 2, gold: 2 },
  probes: [parisWindow, { ...parisWindow, gold: 0, goldType: 'PER' }],
};

export const cursor = (step: number, operation: number): Cursor => ({
  run: 0,
  branch: 0,
  step,
  example: 0,
  operation,
});

/** The operations of its step. */
export const plan = stepPlan(configuration);

export const moment = (step: number, operation: number, trainer: TrainerNumbers | null = null): Moment => ({
  cursor: cursor(step, operation),
  settings,
  theta: toBytes(initial.theta),
  squares: null,
  examples: step === 1 && operation === 0 ? [] : [[parisWindow]],
  vectors: null,
  trainer: trainer && [trainer],
});

export const state: RoomState = {
  code: 'KQ7M-2P',
  name: null,
  saving: true,
  beside: null,
  comparison: null,
  playback: { status: 'paused', cursor: cursor(1, 5), because: 'opened' },
  speed: 400,
  settings,
  branch: 0,
  branches: newRun(configuration).branches,
  probe: 0,
  subject: { kind: 'window' },
  driver: 'instructor',
  testOpenings: 0,
  lesson: null,
  view: OPENING_VIEW,
  scratch: OPENING_SCRATCH,
  breakpoints: [],
  pointer: null,
  locked: false,
  namesHidden: false,
  screensHeld: false,
  shown: null,
  openTexts: [],
  question: null,
  runs: [
    {
      preset: 'board',
      configuration: { ...configuration, corpus: 'bundled' },
      corpusHash: null,
      branches: newRun(configuration).branches,
    },
  ],
};

export const presence: Presence = { here: 2, driver: 'here', answered: 0, votes: [] };
