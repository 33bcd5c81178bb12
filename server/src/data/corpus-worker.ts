/** The thread of one pasted corpus: it parses and encodes it, says what came of it, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { parsePastedCorpus } from '@deltaboard/shared/dataset/split.ts';
import { createVocabulary } from '@deltaboard/shared/dataset/vocabulary.ts';
import { Refusal, refusalData } from '@deltaboard/shared/refusal.ts';
import { wordsIn, type CorpusAnswer, type CorpusWork } from './read-corpus.ts';
import { encodeSplits } from './texts.ts';

const { text, radius, words }: CorpusWork = workerData;
const answer = (said: CorpusAnswer): void => parentPort?.postMessage(said);
/** Parsed, its words known, encoded. */
const STAGES = 3;
try {
  const splits = parsePastedCorpus(text);
  answer({ made: 1, of: STAGES });
  const vocabulary = createVocabulary(wordsIn(words));
  answer({ made: 2, of: STAGES });
  answer({ texts: encodeSplits(splits, vocabulary, radius) });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  answer({ refused: refusalData(error) });
}
