/** The word vectors that come with Deltaboard, made once for each d. */
import { createCatalogue, type Catalogue } from '../../server/src/data/catalogue.ts';
import type { WordTable } from '../../server/src/data/texts.ts';
import { loadVectors } from '../../server/src/data/vectors.ts';
import { dataFolder } from './data-folder.ts';

let catalogue: Catalogue | null = null;

export function wordsOf(dimensions: number): WordTable {
  catalogue ??= createCatalogue(loadVectors(dataFolder('vectors')), { train: [], dev: [], test: [] });
  return catalogue.words(dimensions);
}
