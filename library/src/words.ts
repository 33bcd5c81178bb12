/** The word vectors that come with Deltaboard, made once for each d. */
import { createCatalogue, type Catalogue, type WordTable } from '../../server/src/data/catalogue.ts';
import { loadVectors, type Dimensions } from '../../server/src/data/vectors.ts';
import { dataFolder } from './data-folder.ts';

let catalogue: Catalogue | null = null;

export function wordsOf(dimensions: Dimensions): WordTable {
  catalogue ??= createCatalogue(loadVectors(dataFolder('vectors')), { train: [], dev: [], test: [] });
  return catalogue.words(dimensions);
}
