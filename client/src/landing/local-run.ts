/**
 * A small real run without a server, for the first page: the shared code trains on a handful of sentences with seeded
 * random word vectors, exactly as a room's trainer does on its corpus.
 */
import { parseBracketSentence } from '@deltaboard/shared/dataset/bracket.ts';
import { createDictionary } from '@deltaboard/shared/dataset/dictionary.ts';
import type { Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import { normalise } from '@deltaboard/shared/dataset/token.ts';
import { createVocabulary, vectorTable } from '@deltaboard/shared/dataset/vocabulary.ts';
import { encodeText, fillWindow, inputLength } from '@deltaboard/shared/dataset/windows.ts';
import { kernelsOf } from '@deltaboard/shared/kernels/kernels-of.ts';
import { targetOf } from '@deltaboard/shared/model/head.ts';
import { initialParameters, parametersOn } from '@deltaboard/shared/model/parameters.ts';
import { toBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { WindowView } from '@deltaboard/shared/protocol/state.ts';
import { stream, type Random } from '@deltaboard/shared/random.ts';
import { modelShape, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { createLearner } from '@deltaboard/shared/training/learner.ts';
import { floatsOf } from '@deltaboard/shared/training/memory.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { createSampler } from '@deltaboard/shared/training/sampling.ts';
import { wholePicture } from '../picture/pass.ts';
import type { Picture } from '../picture/picture.ts';

const LINES = [
  'The museums in [Paris](LOC) are amazing to see .',
  'The streets of [Washington](LOC) were empty .',
  'President [George Washington](PER) was born in [Virginia](LOC) .',
  'The actress [Paris Hilton](PER) smiled at the cameras .',
  'Trains from [Berlin](LOC) to [Vienna](LOC) run at night .',
  'The bridges of [Florence](LOC) are old .',
  'Doctor [Florence Nightingale](PER) wrote long letters .',
  'They met in [Jordan](LOC) and talked for hours .',
  'Coach [Michael Jordan](PER) was happy with the result .',
  'The markets in [Turkey](LOC) open early .',
  'We roasted a turkey and opened the windows .',
  'The river in [Phoenix](LOC) was dry again .',
];
const SEED = 7;
const VECTORS = 7;

export interface LocalRun {
  readonly sentences: number;
  /** Updates made. */
  readonly updates: () => number;
  /** One step of stochastic gradient descent. */
  readonly advance: () => void;
  /** The Paris window at the present θ, exact. */
  readonly picture: () => Picture;
}

export function createLocalRun(): LocalRun {
  const configuration: Configuration = { ...presets.board, seed: SEED, learningRate: 0.1 };
  const { input, nonLinearity, learningRate, sampling, head } = configuration;
  const sentences = LINES.map((line) => parseBracketSentence(line));
  const words = [...new Set(sentences.flatMap(({ tokens }) => tokens.map(normalise)))];
  const vocabulary = createVocabulary(words);
  const random = stream(SEED, VECTORS);
  const vectors = vectorTable(
    {
      dimensions: input.dimensions,
      rows: drawn(random, words.length * input.dimensions),
      number: drawn(random, input.dimensions),
      unknown: drawn(random, input.dimensions),
    },
    new Float32Array(vocabulary.size * input.dimensions),
  );
  const text = encodeText(sentences, vocabulary, input.radius);
  const sampler = createSampler(text.labels, sampling, SEED);
  const { theta, shape } = initialParameters(modelShape(configuration), SEED);
  const kernels = kernelsOf(configuration.numerics, floatsOf(shape, 1));
  const parameters = parametersOn(kernels.allocate(theta.length), shape);
  parameters.theta.set(theta);
  const learner = createLearner(kernels, { parameters, squares: null, vectors: null }, configuration);
  const settings = { nonLinearity, learningRate };
  let updates = 0;

  const windowAt = (window: number, x: Float32Array): void =>
    fillWindow(x, text, text.centres[window], input, vectors);
  const paris = parisWindow(sentences, text.firstWindow);
  const x = new Float32Array(inputLength(input));
  windowAt(paris.window, x);
  const view: WindowView = { ...paris.view, x: toBytes(x) };

  return {
    sentences: sentences.length,
    updates: () => updates,
    advance() {
      updates += 1;
      const window = sampler.windowOf(updates);
      learner.step((_, { passes }) => {
        windowAt(window, passes[0].x);
        return targetOf(head, text.labels[window]);
      }, settings);
    },
    picture: () => ({
      source: 'probe',
      subject: 'probe',
      liveProbe: null,
      averaged: false,
      updates,
      step: null,
      learningRate,
      ...wholePicture(configuration, { parameters, nonLinearity, head }, view),
      progress: null,
      probabilityAfter: null,
      update: null,
      agreement: null,
    }),
  };
}

/** Uniform in ±1: as large as the entries of the real word vectors. */
function drawn(random: Random, length: number): Float32Array {
  return Float32Array.from({ length }, () => 2 * random.uniform() - 1);
}

function parisWindow(sentences: readonly Sentence[], firstWindow: Int32Array) {
  const { tokens } = sentences[0];
  const centre = tokens.indexOf('Paris');
  const dictionary = createDictionary(sentences).label(tokens, centre);
  const view = { tokens, centre, gold: 1, goldType: 'LOC', dictionary, rows: null } as const;
  return { window: firstWindow[0] + centre, view };
}
