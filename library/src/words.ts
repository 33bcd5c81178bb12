/** The rows of words: of the vectors that come with Deltaboard, made once for each d, or of others. */
import { createVocabulary, SPECIAL_ROWS, vectorTable } from '@deltaboard/shared/dataset/vocabulary.ts';
import { createCatalogue, type Catalogue, type WordTable } from '../../server/src/data/catalogue.ts';
import { sharedFloat32 } from '../../server/src/data/shared-memory.ts';
import { loadVectors, type Dimensions } from '../../server/src/data/vectors.ts';
import { dataFolder } from './data-folder.ts';
import type { WordVectors } from './vectors.ts';

let catalogue: Catalogue | null = null;

/** @throws RangeError where the vectors have another number of entries than the configuration says */
export function wordsOf(dimensions: Dimensions, own?: WordVectors): WordTable {
  if (own) {
    if (own.dimensions !== dimensions)
      throw new RangeError(
        `the word vectors have ${own.dimensions} entries, input.dimensions says ${dimensions}`,
      );
    const vectors = sharedFloat32((own.words.length + SPECIAL_ROWS) * dimensions);
    return { vocabulary: createVocabulary(own.words), vectors: vectorTable(own, vectors), varianceKept: 1 };
  }
  catalogue ??= createCatalogue(loadVectors(dataFolder('vectors')), { train: [], dev: [], test: [] });
  return catalogue.words(dimensions);
}
