/** A run file with the text that it was trained on, standing where it was kept. */
import { createRun, type Run } from '../../library/src/run.ts';
import type { Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import type { Parts } from '../../library/src/bundled.ts';
import type { WordVectors } from '../../library/src/vectors.ts';
import { broughtParts, type ReadingValues } from './labelled-files.ts';
import { keptVectors } from './own-vectors.ts';
import { readRun, type RunFile } from './run-file.ts';
import type { Terminal } from './terminal.ts';
import { Failure, messageOf } from './usage.ts';

export interface OpenedRun {
  readonly file: RunFile;
  readonly run: Run;
  readonly parts: Parts;
  /** Of its own; undefined: the bundled ones, or drawn ones. */
  readonly vectors: WordVectors | undefined;
}

/**
 * @param judged in place of its own test part
 * @throws Failure where the text is not given, or another one
 */
export async function openedRun(
  path: string,
  values: ReadingValues,
  terminal: Terminal,
  judged?: readonly Sentence[],
): Promise<OpenedRun> {
  const file = readRun(path);
  const { configuration, data } = file;
  if (data.sha256 !== null && values.data === undefined)
    throw new Failure(`${path} was trained on ${data.name}: --data ${data.name}`);
  const brought = broughtParts(data.sha256 === null ? {} : values, configuration.seed, terminal);
  if (brought.data.sha256 !== data.sha256)
    throw new Failure(
      `${values.data} is not the text that ${path} was trained on (${data.name}, SHA-256 ${data.sha256})`,
    );
  const vectors = await keptVectors(file, path, values, brought.parts, terminal);
  const parts = judged ? { ...brought.parts, test: judged } : brought.parts;
  return { file, parts, vectors, run: standing(path, file, parts, vectors) };
}

/**
 * A run that labels other sentences. Of the text that it was trained on it needs the words where their vectors were trained, or are none of the bundled ones; with it
 * the dictionary is known too.
 */
export async function labellingRun(
  path: string,
  values: ReadingValues,
  sentences: readonly Sentence[],
  terminal: Terminal,
): Promise<{ readonly run: Run; readonly knowsText: boolean }> {
  const file = readRun(path);
  const knowsText = file.data.sha256 === null || values.data !== undefined;
  if (knowsText) {
    const { run } = await openedRun(path, values, terminal, sentences);
    return { run, knowsText };
  }
  if (file.configuration.trainVectors || file.configuration.vectors)
    throw new Failure(
      `${path} has ${file.configuration.trainVectors ? 'trained word vectors' : 'word vectors of its own'}, which belong to the words of its text: --data ${file.data.name}`,
    );
  return { run: standing(path, file, { train: [A_LOCATION], dev: [], test: sentences }), knowsText };
}

/** A training part is asked for, and nothing is learned of it. */
const A_LOCATION: Sentence = { tokens: ['Paris'], entities: [{ start: 0, end: 1, type: 'LOC' }] };

function standing(
  path: string,
  { configuration, snapshot, steps }: RunFile,
  parts: Parts,
  vectors?: WordVectors,
): Run {
  const run = createRun(configuration, parts, vectors);
  try {
    run.restore(snapshot, steps);
  } catch (error) {
    throw new Failure(`${path}: ${messageOf(error)}`);
  }
  return run;
}
