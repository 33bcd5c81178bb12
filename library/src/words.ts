/** The rows of words: of the vectors that come with Deltaboard, made once for each d, or of others. */
import { randomVectors } from '@deltaboard/shared/dataset/vectors/random.ts';
import { wordCounts } from '@deltaboard/shared/dataset/vectors/wanted.ts';
import {
  createVocabulary,
  SPECIAL_ROWS,
  vectorTable,
  type Vocabulary,
} from '@deltaboard/shared/dataset/vocabulary.ts';
import { createCatalogue, type Catalogue } from '../../server/src/data/catalogue.ts';
import type { NewConfiguration } from '@deltaboard/shared/training/configuration.ts';
import { sharedFloat32 } from '../../server/src/data/shared-memory.ts';
import { loadVectors, type Dimensions } from '../../server/src/data/vectors.ts';
import type { Parts } from './bundled.ts';
import { dataFolder } from './data-folder.ts';
import type { WordVectors } from './vectors.ts';

export interface Words {
  readonly vocabulary: Vocabulary;
  /** vocabulary size × d */
  readonly vectors: Float32Array;
}

const isBundled = (dimensions: number): dimensions is Dimensions => [10, 50, 100].includes(dimensions);

let catalogue: Catalogue | null = null;

/** @throws RangeError where there are no vectors with so many entries, or others than the configuration names */
export function wordsOf(
  { input, vectors: named, seed }: NewConfiguration,
  parts: Parts,
  given?: WordVectors,
): Words {
  const { dimensions } = input;
  if (named?.kind === 'own' && !given)
    throw new RangeError('the configuration names word vectors of somebody’s own, which are not given');
  const own = named?.kind === 'random' ? randomVectors(wordCounts(parts.train), dimensions, seed) : given;
  if (own) {
    if (own.dimensions !== dimensions)
      throw new RangeError(
        `the word vectors have ${own.dimensions} entries, input.dimensions says ${dimensions}`,
      );
    const vectors = sharedFloat32((own.words.length + SPECIAL_ROWS) * dimensions);
    return { vocabulary: createVocabulary(own.words), vectors: vectorTable(own, vectors) };
  }
  return bundledWords(dimensions);
}

/** @throws RangeError where there are none with so many entries */
export function bundledWords(dimensions: number): Words {
  if (!isBundled(dimensions))
    throw new RangeError(`the bundled word vectors have 10, 50 or 100 entries, not ${dimensions}`);
  catalogue ??= createCatalogue(loadVectors(dataFolder('vectors')), { train: [], dev: [], test: [] });
  return catalogue.words(dimensions);
}
