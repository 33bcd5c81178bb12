/**
 * What a run takes in typed arrays, which no heap's limit counts: computed before anything of it is allocated (SPEC CN9). All in bytes; of
 * what a thread holds for an instant only (a snapshot on its way) the largest.
 */
import { headOf } from '@deltaboard/shared/model/head.ts';
import { parameterCount } from '@deltaboard/shared/model/parameters.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { modelShape, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { snapshotFloats } from '@deltaboard/shared/training/run-state.ts';
import { RECORD_BYTES } from './branch-record.ts';
import { checkpointBytes } from './checkpoints.ts';

/** What the texts of a run make of its configuration. */
export interface TextSizes {
  readonly windows: number;
  /** Words that have a vector. */
  readonly vocabulary: number;
  /** Of these, those of training windows. */
  readonly trainedRows: number;
}

export interface RunSizes {
  /** θ */
  readonly parameters: number;
  /** Everything that moves, once. */
  readonly snapshot: number;
  readonly checkpoints: number;
  /** The losses of a branch. */
  readonly record: number;
  /** The order in which windows are drawn, on both sides. */
  readonly windows: number;
  /** What the thread computes with, twice: a late evaluation has a trajectory of its own. */
  readonly thread: number;
  readonly all: number;
}

const FLOAT = 4;

export function sizesOf(configuration: Configuration, text: TextSizes): RunSizes {
  const { hidden, batch, optimiser, trainVectors, input, head } = configuration;
  const shape = modelShape(configuration);
  const count = parameterCount(shape);
  const moved = optimiser === 'adagrad' ? 2 : 1;
  const parameters = FLOAT * count;
  const snapshot = FLOAT * snapshotFloats(configuration, text.trainedRows);
  const checkpoints = checkpointBytes(snapshot / FLOAT);
  // Every window, those without a location, those of a pass with its repetitions, and their order: as a run and as its description.
  const windows = 2 * 5 * FLOAT * text.windows;
  const vectors = trainVectors ? FLOAT * moved * text.vocabulary * input.dimensions : 0;
  /** z, h, δ and what they are made of, of the windows of an example and, in a moment, of all of a step. */
  const units = hidden.reduce((sum, width) => sum + width, 0) + shape.outputs;
  const passes = FLOAT * headOf(head).windows * (2 * shape.inputs + 6 * units) * (1 + batch);
  // θ with AdaGrad's sums, the gradient and its sum over the step; and θ once more in a moment.
  const thread = 2 * ((moved + 2) * parameters + vectors + passes) + moved * parameters + 2 * snapshot;
  const all = checkpoints + RECORD_BYTES + windows + thread;
  return { parameters, snapshot, checkpoints, record: RECORD_BYTES, windows, thread, all };
}

const MEGABYTE = 1_000_000;

/** Throws Refusal 'run-too-large'. @param limit megabytes */
export function requireSizes({ all }: RunSizes, limit: number): void {
  const megabytes = Math.ceil(all / MEGABYTE);
  if (megabytes > limit) throw new Refusal('run-too-large', { megabytes, limit });
}
