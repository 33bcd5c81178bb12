/** A run small enough for a unit test and still real: a dozen sentences, seeded vectors, the shared training path. */
import { parseBracket } from '../../dataset/bracket.ts';
import { createVocabulary, SPECIAL_ROWS } from '../../dataset/vocabulary.ts';
import { normalise } from '../../dataset/token.ts';
import { encodeText } from '../../dataset/windows.ts';
import type { Label } from '../../model/head.ts';
import { createRandom } from '../../random.ts';
import type { Configuration } from '../configuration.ts';
import { goldOf, type EvaluationData } from '../../evaluation/evaluation.ts';
import { presets } from '../presets.ts';
import type { TrainingData } from '../training-data.ts';

const TEXT = `
The museums in [Paris](LOC) are amazing to see .
The streets of [Washington](LOC) were empty .
President [George Washington](PER) was born in [Virginia](LOC) .
She sailed from [Cork](LOC) to [Boston](LOC) in May .
A turkey crossed the road .
[Chelsea](ORG) won again .
`;

export const tinyConfiguration: Configuration = {
  ...presets.board,
  seed: 1,
  hidden: [4],
  epochLimit: 10_000,
  evaluateEvery: 100,
};

export interface TinyData {
  readonly training: TrainingData;
  readonly evaluation: EvaluationData;
  readonly probes: readonly {
    readonly x: Float32Array;
    readonly y: Label;
    readonly rows: readonly number[] | null;
  }[];
}

export function tinyData(configuration: Configuration = tinyConfiguration): TinyData {
  const sentences = parseBracket(TEXT).flatMap((document) => document.sentences);
  const words = [...new Set(sentences.flatMap(({ tokens }) => tokens.map(normalise)))];
  const vocabulary = createVocabulary(words);
  const { input } = configuration;
  const random = createRandom(7);
  const length = (words.length + SPECIAL_ROWS) * input.dimensions;
  const vectors = Float32Array.from({ length }, (_, i) =>
    i < input.dimensions ? 0 : random.uniform() - 0.5,
  );
  const text = encodeText(sentences, vocabulary, input.radius);
  const inputs = (2 * input.radius + 1) * input.dimensions;
  const labelled = { text, gold: goldOf(sentences) };
  return {
    training: { text, vectors },
    evaluation: { test: labelled, dev: labelled, input },
    probes: [{ x: Float32Array.from({ length: inputs }, (_, i) => (i % 7) / 7), y: 1, rows: null }],
  };
}
