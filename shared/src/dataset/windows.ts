/**
 * Context windows (lecture S1): every word with r words on each side, padded at the sentence's ends; the word vectors
 * of the window, concatenated, are x.
 */
import { labels as labelNames, type Sentence } from './sentence.ts';
import { capitalisation, normalise } from './token.ts';
import type { Vocabulary } from './vocabulary.ts';

/** One-hot capitalisation values a word: all lower, initial capital, all capitals, mixed, no letters. */
export const CAPITALISATION_FEATURES = 5;

export interface InputShape {
  /** r, words on each side. */
  readonly radius: number;
  /** d, the length of a word vector. */
  readonly dimensions: number;
  readonly capitalisation: boolean;
}

/** Entries of x that belong to one word: d, or d + 5 with capitalisation. */
export const wordWidth = (shape: InputShape): number =>
  shape.dimensions + (shape.capitalisation ? CAPITALISATION_FEATURES : 0);

/** Length of x: (2r + 1) · wordWidth. */
export const inputLength = (shape: InputShape): number => (2 * shape.radius + 1) * wordWidth(shape);

/** Labelled text as numbers: all sentences on one line, r padding tokens before, between and after them. */
export interface EncodedText {
  readonly radius: number;
  /** Vocabulary row of every token and padding. */
  readonly rows: Int32Array;
  /** Capitalisation class of every token; −1 for padding. */
  readonly cases: Int8Array;
  /** Position in `rows` of the centre of every window, in reading order: one window a token. */
  readonly centres: Int32Array;
  /** Per window: the index of its centre word's label among `labels`; 1 where it is (part of) a location. */
  readonly labels: Uint8Array;
  /** Per window: index of its sentence. */
  readonly sentenceOf: Int32Array;
  /** Per sentence: index of its first window. */
  readonly firstWindow: Int32Array;
}

export function encodeText(
  sentences: readonly Sentence[],
  vocabulary: Vocabulary,
  radius: number,
): EncodedText {
  const tokens = sentences.reduce((sum, sentence) => sum + sentence.tokens.length, 0);
  const length = tokens + radius * (sentences.length + 1);
  const rows = new Int32Array(length).fill(vocabulary.padding);
  const cases = new Int8Array(length).fill(-1);
  const centres = new Int32Array(tokens);
  const labels = new Uint8Array(tokens);
  const sentenceOf = new Int32Array(tokens);
  const firstWindow = new Int32Array(sentences.length);
  let window = 0;
  let position = radius;
  sentences.forEach((sentence, index) => {
    firstWindow[index] = window;
    for (const { start, end, type } of sentence.entities) {
      labels.fill(labelNames.indexOf(type), window + start, window + end);
    }
    for (const token of sentence.tokens) {
      rows[position] = vocabulary.rowOf(normalise(token));
      cases[position] = capitalisation(token);
      centres[window] = position++;
      sentenceOf[window++] = index;
    }
    position += radius;
  });
  return { radius, rows, cases, centres, labels, sentenceOf, firstWindow };
}

/** What token `t` is labelled as. */
export const labelOf = ({ entities }: Sentence, t: number): (typeof labelNames)[number] =>
  entities.find(({ start, end }) => start <= t && t < end)?.type ?? 'O';

/** Writes x of the window centred at `position` of the text: [x_{-r} … x_0 … x_r], each its vector, then its case. */
export function fillWindow(
  x: Float32Array,
  text: Pick<EncodedText, 'rows' | 'cases'>,
  position: number,
  shape: InputShape,
  vectors: Float32Array,
): void {
  const { radius, dimensions } = shape;
  const width = wordWidth(shape);
  for (let k = -radius; k <= radius; k++) {
    const offset = (k + radius) * width;
    const from = text.rows[position + k] * dimensions;
    for (let j = 0; j < dimensions; j++) x[offset + j] = vectors[from + j];
    for (let j = dimensions; j < width; j++)
      x[offset + j] = text.cases[position + k] === j - dimensions ? 1 : 0;
  }
}
