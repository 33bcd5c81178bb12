/** The pinned sentences of every room: a place, and one name as a place and as a person. The training split holds them. */
import { parseBracketSentence } from '@deltaboard/shared/dataset/bracket.ts';
import type { Sentence } from '@deltaboard/shared/dataset/sentence.ts';

export interface Probe {
  readonly sentence: Sentence;
  /** The word in question, an index into the tokens. */
  readonly centre: number;
}

const probe = (line: string, word: string): Probe => {
  const sentence = parseBracketSentence(line);
  return { sentence, centre: sentence.tokens.indexOf(word) };
};

export const probes: readonly Probe[] = [
  probe('the museums in [Paris](LOC) are amazing to see', 'Paris'),
  probe('the streets of [Washington](LOC) were empty', 'Washington'),
  probe('President [George Washington](PER) was born in [Virginia](LOC)', 'Washington'),
];
