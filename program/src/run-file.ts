/**
 * A run as one safetensors file: θ under its names, what the optimiser holds, trained word vectors with their rows, and in the
 * header the configuration, what it was trained on, and its curve (SPEC PG5). No text is in it.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { safetensors, type NamedArray } from '@deltaboard/shared/export/arrays.ts';
import { readSafetensors } from '@deltaboard/shared/export/read-safetensors.ts';
import { parameterArrays } from '@deltaboard/shared/export/step-arrays.ts';
import { parameterCount } from '@deltaboard/shared/model/parameters.ts';
import { modelShape } from '@deltaboard/shared/training/configuration.ts';
import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';
import { completed } from '../../library/src/completed.ts';
import type { RunConfiguration } from '../../library/src/configuration.ts';
import { Failure, messageOf } from './usage.ts';

/** What was labelled, without its text. */
export interface TrainedOn {
  /** `bundled`, or the file's name. */
  readonly name: string;
  /** Of the bytes of the files that it was read from; null: the bundled corpus. */
  readonly sha256: string | null;
  readonly sentences: { readonly train: number; readonly dev: number; readonly test: number };
}

/** How word vectors were cut from a file, which the configuration names by what was kept of it. */
export interface KeptVectors {
  /** The file's. */
  readonly name: string;
  /** So many of its first words were kept, whatever the text. */
  readonly frequent: number;
}

/** F1 of all types on the development part, at the end of an epoch. */
export interface EpochScore {
  readonly epoch: number;
  readonly step: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface RunFile {
  readonly configuration: RunConfiguration;
  readonly data: TrainedOn;
  /** Null: the bundled ones, or drawn ones. */
  readonly vectors: KeptVectors | null;
  /** n, updates that made θ. */
  readonly steps: number;
  /** All that moves, as `Run.snapshot` has it. */
  readonly snapshot: Float32Array;
  readonly losses: readonly SeriesPoint[];
  readonly scores: readonly EpochScore[];
}

const VERSION = '1';

export function writeRun(path: string, run: RunFile): void {
  const { configuration, data, vectors, steps, snapshot, losses, scores } = run;
  const complete = completed(configuration);
  const shape = modelShape(complete);
  const theta = snapshot.subarray(0, parameterCount(shape));
  const rest = snapshot.subarray(theta.length);
  const arrays: NamedArray[] = [
    ...parameterArrays(theta, shape),
    // AdaGrad's sums and trained vectors, in the order of a snapshot.
    ...(rest.length === 0 ? [] : [{ name: 'moving', shape: [rest.length], values: rest }]),
  ];
  const metadata = {
    deltaboard: VERSION,
    configuration: JSON.stringify(configuration),
    data: JSON.stringify(data),
    ...(vectors && { vectors: JSON.stringify(vectors) }),
    steps: String(steps),
    losses: JSON.stringify(losses),
    scores: JSON.stringify(scores),
  };
  try {
    writeFileSync(path, safetensors(arrays, metadata));
  } catch (error) {
    throw new Failure(`${path} cannot be written: ${messageOf(error)}`);
  }
}

/** @throws Failure that names the file and what is wrong with it */
export function readRun(path: string): RunFile {
  const bytes = readBytes(path);
  try {
    const { arrays, metadata } = readSafetensors(bytes);
    if (metadata['deltaboard'] !== VERSION)
      throw new RangeError(`it is no run of Deltaboard's format ${VERSION}`);
    const configuration = JSON.parse(metadata['configuration']) as RunConfiguration;
    const shape = modelShape(completed(configuration));
    const names = parameterArrays(new Float32Array(parameterCount(shape)), shape);
    const parts = names.map(({ name, shape: wanted }) => {
      const found = arrays.get(name);
      if (found?.shape.join() !== wanted.join() || !(found.values instanceof Float32Array))
        throw new RangeError(`${name} is not ${wanted.join(' × ')} of F32`);
      return found.values;
    });
    const moving = arrays.get('moving')?.values;
    if (moving instanceof Float32Array) parts.push(moving);
    return {
      configuration,
      data: JSON.parse(metadata['data']) as TrainedOn,
      vectors: JSON.parse(metadata['vectors'] ?? 'null') as KeptVectors | null,
      steps: Number(metadata['steps']),
      snapshot: joined(parts),
      losses: JSON.parse(metadata['losses']) as SeriesPoint[],
      scores: JSON.parse(metadata['scores']) as EpochScore[],
    };
  } catch (error) {
    throw new Failure(`${path} cannot be read as a run: ${messageOf(error)}`);
  }
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** Of a file that could not be read: which, and why. */
export function unreadable(path: string, error: unknown): Failure {
  const { code } = error as NodeJS.ErrnoException;
  return new Failure(
    code === 'ENOENT' ? `there is no file ${path}` : `${path} cannot be read: ${messageOf(error)}`,
  );
}

export function sha256(...parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
