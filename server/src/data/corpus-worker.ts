/** The thread of one corpus that somebody has brought, or brings vectors for: it parses and encodes it, says what came of it, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { parsePastedCorpus, type Splits } from '@deltaboard/shared/dataset/split.ts';
import { decodeCut, type VectorCut } from '@deltaboard/shared/dataset/vectors/cut.ts';
import { randomVectors } from '@deltaboard/shared/dataset/vectors/random.ts';
import { wordCounts } from '@deltaboard/shared/dataset/vectors/wanted.ts';
import { createVocabulary } from '@deltaboard/shared/dataset/vocabulary.ts';
import { Refusal, refusalData } from '@deltaboard/shared/refusal.ts';
import { wordsIn, type CorpusAnswer, type CorpusWork, type WordsOf } from './read-corpus.ts';
import { encodeSplits } from './texts.ts';

const { text, radius, vectors, words, characters }: CorpusWork = workerData;
const answer = (said: CorpusAnswer): void => parentPort?.postMessage(said);
/** Parsed, its words known, encoded. */
const STAGES = 3;

function splitsOf(given: CorpusWork['text']): Splits {
  if (typeof given === 'string') return parsePastedCorpus(given);
  return given instanceof Uint8Array
    ? parsePastedCorpus(Buffer.from(given).toString('utf8'), characters)
    : given;
}

function cutOf(of: Exclude<WordsOf, null>, { train }: Splits): VectorCut {
  if ('cut' in of) return decodeCut(of.cut);
  const sentences = train.flatMap((document) => document.sentences);
  return randomVectors(wordCounts(sentences), of.drawn.dimensions, of.drawn.seed);
}

try {
  const splits = splitsOf(text);
  answer({ made: 1, of: STAGES });
  const cut = vectors && cutOf(vectors, splits);
  const vocabulary = createVocabulary(cut?.words ?? wordsIn(words));
  answer({ made: 2, of: STAGES });
  answer({ texts: encodeSplits(splits, vocabulary, radius, cut) });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  answer({ refused: refusalData(error) });
}
