/** Word vectors of one's own behind `--vectors`, cut to the text of a run (SPEC PG11). */
import { basename } from 'node:path';
import type { ParseArgsConfig } from 'node:util';
import { withoutVector, wordCounts } from '@deltaboard/shared/dataset/vectors/wanted.ts';
import { createVocabulary } from '@deltaboard/shared/dataset/vocabulary.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { allSentences, type Parts } from '../../library/src/bundled.ts';
import type { RunConfiguration } from '../../library/src/configuration.ts';
import { FREQUENT, readVectorFile, vectorsHash, type WordVectors } from '../../library/src/vectors.ts';
import { unreadable, type KeptVectors, type RunFile } from './run-file.ts';
import { percent, type Terminal } from './terminal.ts';
import { Failure, messageOf, numberOf, WrongUsage } from './usage.ts';

export const vectorFlags = {
  frequent: { type: 'string' },
} as const satisfies NonNullable<ParseArgsConfig['options']>;

export const vectorHelp = `  --vectors FILE         word vectors in place of the bundled ones: text of GloVe, word2vec or fastText, .gz too, of any
                         dimension; kept are the words of the text, and the file's first ones
  --frequent N           so many of the file's first words: ${FREQUENT}`;

/** Of commands that take a run file. */
export const keptVectorHelp =
  '  --vectors FILE         the word vectors that it was trained on, where they are no bundled ones';

interface Values {
  readonly vectors?: string | undefined;
  readonly frequent?: string | undefined;
  readonly 'random-vectors'?: boolean | undefined;
  readonly dimensions?: string | undefined;
}

export interface WithVectors {
  readonly configuration: RunConfiguration;
  /** Undefined: the bundled ones, or drawn ones. */
  readonly vectors: WordVectors | undefined;
  /** How they are cut from their file again. */
  readonly kept: KeptVectors | null;
}

/** What a run is trained with. @throws WrongUsage, Failure */
export async function askedVectors(
  asked: RunConfiguration,
  values: Values,
  parts: Parts,
  terminal: Terminal,
): Promise<WithVectors> {
  const path = values.vectors;
  if (path === undefined) {
    if (values.frequent !== undefined) throw new WrongUsage('--frequent stands beside --vectors');
    if (asked.vectors?.kind === 'own')
      throw new WrongUsage('the configuration names word vectors of somebody’s own: --vectors FILE');
    return { configuration: asked, vectors: undefined, kept: null };
  }
  if (values['random-vectors']) throw new WrongUsage('--vectors or --random-vectors, not both');
  if (values.dimensions !== undefined)
    throw new WrongUsage('--dimensions follows from the file behind --vectors');
  const frequent =
    values.frequent === undefined
      ? FREQUENT
      : numberOf('frequent', values.frequent, { least: 1, whole: true });
  const vectors = await read(path, parts, frequent, terminal);
  const input = { ...asked.input, dimensions: vectors.dimensions };
  return {
    configuration: { ...asked, input, vectors: { kind: 'own', hash: vectorsHash(vectors) } },
    vectors,
    kept: { name: basename(path), frequent },
  };
}

/** Those that a run file was trained with, cut from their file again. @throws Failure where they are not given, or others */
export async function keptVectors(
  { configuration, vectors: kept }: RunFile,
  path: string,
  values: Values,
  parts: Parts,
  terminal: Terminal,
): Promise<WordVectors | undefined> {
  const named = configuration.vectors;
  if (named?.kind !== 'own' || !kept) {
    if (values.vectors !== undefined)
      throw new Failure(
        `${path} was not trained on word vectors of a file: --vectors cannot stand beside it`,
      );
    return undefined;
  }
  if (values.vectors === undefined)
    throw new Failure(`${path} was trained on the word vectors of ${kept.name}: --vectors ${kept.name}`);
  const vectors = await read(values.vectors, parts, kept.frequent, terminal);
  if (vectorsHash(vectors) !== named.hash)
    throw new Failure(
      `${values.vectors} has not the word vectors that ${path} was trained on (${kept.name}, SHA-256 ${named.hash} as they are kept)`,
    );
  return vectors;
}

async function read(path: string, parts: Parts, frequent: number, terminal: Terminal): Promise<WordVectors> {
  try {
    const { cut, problems } = await readVectorFile(path, parts, frequent, (done, of) =>
      terminal.progress('vectors', done, of, `${Math.round(done / 1e6)} of ${Math.round(of / 1e6)} MB`),
    );
    for (const { kind, count, places } of problems)
      terminal.warn(
        `${path}: left out ${count} × ${kind} (line ${places.map(({ line }) => line).join(', ')}${count > places.length ? ', …' : ''})`,
      );
    const { running, ofRunning } = withoutVector(
      wordCounts(allSentences(parts)),
      createVocabulary(cut.words),
    );
    terminal.warn(
      `${path}: ${cut.dimensions} entries, ${cut.words.length} words kept; ${percent(running / ofRunning).trim()} % of the text’s words have no vector`,
    );
    return cut;
  } catch (error) {
    throw error instanceof Refusal ? new Failure(`${path}: ${messageOf(error)}`) : unreadable(path, error);
  }
}
