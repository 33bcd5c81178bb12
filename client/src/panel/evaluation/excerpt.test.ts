import { describe, expect, it } from 'vitest';
import { SENTENCE_WORDS_LIMIT } from '@deltaboard/shared/protocol/limits.ts';
import { excerptOf } from './excerpt.ts';
import { subjectOf } from './subject.ts';

const words = (length: number): string[] => Array.from({ length }, (_, k) => `w${k}`);

describe('EV8 a wrong sentence', () => {
  it('is shown about its first wrong word, with both labels, words of one mistake together', () => {
    const pieces = excerptOf(words(40), {
      sentence: 0,
      gold: [{ start: 20, end: 22, type: 'LOC' }],
      found: [{ start: 20, end: 23, type: 'ORG' }],
      words: 3,
      first: 20,
    });
    expect(pieces).toEqual([
      { text: '…', wrong: null },
      { text: 'w16 w17 w18 w19', wrong: null },
      { text: 'w20 w21', wrong: { gold: 'LOC', found: 'ORG' } },
      { text: 'w22', wrong: { gold: 'O', found: 'ORG' } },
      { text: 'w23 w24 w25 w26 w27 w28 w29', wrong: null },
      { text: '…', wrong: null },
    ]);
  });

  it('has no dots where it is whole', () => {
    const wrong = {
      sentence: 0,
      gold: [],
      found: [{ start: 0, end: 1, type: 'LOC' as const }],
      words: 1,
      first: 0,
    };
    expect(excerptOf(['Paris', 'works'], wrong)).toEqual([
      { text: 'Paris', wrong: { gold: 'O', found: 'LOC' } },
      { text: 'works', wrong: null },
    ]);
  });

  it.each([0, 30, 99, 199])('goes to the board with word %i in question and its words about it', (centre) => {
    const tokens = words(200);
    const subject = subjectOf(tokens, centre, 'LOC');
    if (subject.kind !== 'sentence') throw new Error('no sentence');
    expect(subject.tokens).toHaveLength(SENTENCE_WORDS_LIMIT);
    expect(subject.tokens[subject.centre]).toBe(tokens[centre]);
    for (const by of [-4, 4]) expect(subject.tokens[subject.centre + by]).toBe(tokens[centre + by]);
  });
});
