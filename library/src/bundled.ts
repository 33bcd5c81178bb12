/** The corpus that comes with Deltaboard. */
import type { Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import { loadCorpus } from '../../server/src/data/corpus.ts';
import { dataFolder } from './data-folder.ts';

/** What a run is trained on, what is chosen on, and what it is judged by. */
export interface Parts {
  readonly train: readonly Sentence[];
  readonly dev: readonly Sentence[];
  readonly test: readonly Sentence[];
}

export const allSentences = ({ train, dev, test }: Parts): readonly Sentence[] => [...train, ...dev, ...test];

/**
 * The bundled corpus: 1,238 sentences of 104 documents, split by document, in English, with PER, LOC, ORG and MISC.
 * @throws Error that names the file that is missing or not the sealed one
 */
export function bundled(): Parts {
  const { train, dev, test } = loadCorpus(dataFolder('corpus'));
  const sentencesOf = (documents: typeof train): readonly Sentence[] =>
    documents.flatMap(({ sentences }) => sentences);
  return { train: sentencesOf(train), dev: sentencesOf(dev), test: sentencesOf(test) };
}
