/** Labelled files as the parts of a run, read as a class's import reads them (SPEC PG4). */
import { basename } from 'node:path';
import { entityTypes, type EntityType, type Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import type { ParseArgsConfig } from 'node:util';
import { decode, guessEncoding } from '../../client/src/driving/import/decode.ts';
import { bundled, type Parts } from '../../library/src/bundled.ts';
import { readLabelled, sentencesOf, split, type ReadOptions } from '../../library/src/reading.ts';
import { readBytes, sha256, type TrainedOn } from './run-file.ts';
import type { Terminal } from './terminal.ts';
import { Failure, WrongUsage } from './usage.ts';

/** The flags with which files are read, the same of every command. */
export const readingFlags = {
  data: { type: 'string' },
  dev: { type: 'string' },
  test: { type: 'string' },
  types: { type: 'string' },
  names: { type: 'string' },
  vectors: { type: 'string' },
} as const satisfies NonNullable<ParseArgsConfig['options']>;

export const readingHelp = `  --data FILE            labelled text: CoNLL columns, CSV or TSV, JSON lines with spans or tags, brackets; UTF-8,
                         UTF-16 or an older encoding. Without it the bundled corpus
  --dev FILE --test FILE parts of their own; otherwise 70 / 15 / 15 of --data, by document
  --types A=LOC,B=none   what types of the text are taken for: LOC, PER, ORG, MISC or none; others are guessed
  --names O,B-PER,…      names of integer tags, the first of 0`;

export interface ReadingValues {
  readonly data?: string | undefined;
  readonly dev?: string | undefined;
  readonly test?: string | undefined;
  readonly types?: string | undefined;
  readonly names?: string | undefined;
  /** Of `own-vectors.ts`. */
  readonly vectors?: string | undefined;
}

export interface Brought {
  readonly parts: Parts;
  readonly data: TrainedOn;
}

/** @throws WrongUsage, Failure */
export function broughtParts(values: ReadingValues, seed: number, terminal: Terminal): Brought {
  const { data, dev, test } = values;
  if (data === undefined) {
    const beside = (['dev', 'test', 'types', 'names'] as const).find((flag) => values[flag] !== undefined);
    if (beside !== undefined) throw new WrongUsage(`--${beside} stands beside --data`);
    const parts = bundled();
    return { parts, data: { name: 'bundled', sha256: null, sentences: counts(parts) } };
  }
  if ((dev === undefined) !== (test === undefined))
    throw new WrongUsage('--dev FILE and --test FILE: both, or neither');
  const how = readOptions(values);
  if (dev === undefined || test === undefined) {
    const { documents, bytes } = readFile(data, how, terminal);
    const parts = split(documents, seed);
    return { parts, data: { name: basename(data), sha256: sha256(bytes), sentences: counts(parts) } };
  }
  const files = [data, dev, test].map((path) => readFile(path, how, terminal));
  const [train, ofDev, ofTest] = files.map(({ documents }) => sentencesOf(documents));
  const parts = { train, dev: ofDev, test: ofTest };
  const hash = sha256(...files.map(({ bytes }) => bytes));
  return { parts, data: { name: basename(data), sha256: hash, sentences: counts(parts) } };
}

const counts = ({ train, dev, test }: Parts): TrainedOn['sentences'] => ({
  train: train.length,
  dev: dev.length,
  test: test.length,
});

/** All sentences of a file. */
export function broughtSentences(
  path: string,
  values: ReadingValues,
  terminal: Terminal,
): { readonly sentences: readonly Sentence[]; readonly sha256: string } {
  const { documents, bytes } = readFile(path, readOptions(values), terminal);
  return { sentences: sentencesOf(documents), sha256: sha256(bytes) };
}

export const readText = (path: string): string => textOf(readBytes(path));
export const textOf = (bytes: Uint8Array): string => decode(bytes, guessEncoding(bytes));

function readFile(path: string, how: ReadOptions, terminal: Terminal) {
  const bytes = readBytes(path);
  const { documents, problems, types } = readLabelled(textOf(bytes), how);
  for (const { kind, count, places } of problems) {
    const first = places.map(({ line, column, value }) => `line ${line}, column ${column}: "${value}"`);
    terminal.warn(
      `${path}: left out ${count} × ${kind} (${first.join('; ')}${count > first.length ? '; …' : ''})`,
    );
  }
  if (documents.length === 0) throw new Failure(`${path} has no sentence that can be read`);
  const taken = types.map(
    ({ name, entities, as }) => `${name} ${entities}${as === name ? '' : ` as ${as ?? 'none'}`}`,
  );
  if (types.length > 0)
    terminal.warn(`${path}: ${sentencesOf(documents).length} sentences; ${taken.join(', ')}`);
  return { documents, bytes };
}

function readOptions({ types, names }: ReadingValues): ReadOptions {
  return {
    ...(types === undefined ? {} : { types: typesOf(types) }),
    ...(names === undefined ? {} : { names: names.split(',') }),
  };
}

function typesOf(text: string): Readonly<Record<string, EntityType | null>> {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const at = pair.lastIndexOf('=');
      const as = pair.slice(at + 1);
      const type = entityTypes.find((one) => one === as.toUpperCase()) ?? null;
      if (at < 1 || (type === null && as.toLowerCase() !== 'none'))
        throw new WrongUsage(
          `--types has NAME=LOC, PER, ORG, MISC or none, with commas between, not "${pair}"`,
        );
      return [pair.slice(0, at), type];
    }),
  );
}
