/** A run file with the text that it was trained on, standing where it was kept. */
import { createRun, type Run } from '../../library/src/run.ts';
import type { Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import type { Parts } from '../../library/src/bundled.ts';
import { broughtParts, type ReadingValues } from './labelled-files.ts';
import { readRun, type RunFile } from './run-file.ts';
import type { Terminal } from './terminal.ts';
import { Failure, messageOf } from './usage.ts';

export interface OpenedRun {
  readonly file: RunFile;
  readonly run: Run;
  readonly parts: Parts;
}

/**
 * @param judged in place of its own test part
 * @throws Failure where the text is not given, or another one
 */
export function openedRun(
  path: string,
  values: ReadingValues,
  terminal: Terminal,
  judged?: readonly Sentence[],
): OpenedRun {
  const file = readRun(path);
  const { configuration, data } = file;
  if (data.sha256 !== null && values.data === undefined)
    throw new Failure(`${path} was trained on ${data.name}: --data ${data.name}`);
  const brought = broughtParts(data.sha256 === null ? {} : values, configuration.seed, terminal);
  if (brought.data.sha256 !== data.sha256)
    throw new Failure(
      `${values.data} is not the text that ${path} was trained on (${data.name}, SHA-256 ${data.sha256})`,
    );
  const parts = judged ? { ...brought.parts, test: judged } : brought.parts;
  return { file, parts, run: standing(path, file, parts) };
}

/**
 * A run that labels other sentences. Of the text that it was trained on it needs the words where their vectors were trained; with it
 * the dictionary is known too.
 */
export function labellingRun(
  path: string,
  values: ReadingValues,
  sentences: readonly Sentence[],
  terminal: Terminal,
): { readonly run: Run; readonly knowsText: boolean } {
  const file = readRun(path);
  const knowsText = file.data.sha256 === null || values.data !== undefined;
  if (knowsText) return { run: openedRun(path, values, terminal, sentences).run, knowsText };
  if (file.configuration.trainVectors)
    throw new Failure(
      `${path} has trained word vectors, which belong to the words of its text: --data ${file.data.name}`,
    );
  return { run: standing(path, file, { train: [A_LOCATION], dev: [], test: sentences }), knowsText };
}

/** A training part is asked for, and nothing is learned of it. */
const A_LOCATION: Sentence = { tokens: ['Paris'], entities: [{ start: 0, end: 1, type: 'LOC' }] };

function standing(path: string, { configuration, snapshot, steps }: RunFile, parts: Parts): Run {
  const run = createRun(configuration, parts);
  try {
    run.restore(snapshot, steps);
  } catch (error) {
    throw new Failure(`${path}: ${messageOf(error)}`);
  }
  return run;
}
