import { describe, expect, test } from 'vitest';
import { scoreEntities } from '../evaluation/entity-score.ts';
import { parseBracketSentence, printBracketSentence } from './bracket.ts';
import { ambiguousNames, createDictionary } from './dictionary.ts';

const sentences = (...lines: string[]): ReturnType<typeof parseBracketSentence>[] =>
  lines.map((line) => parseBracketSentence(line));

/** The dictionary's answer in bracket notation. */
const tagged = (dictionary: ReturnType<typeof createDictionary>, text: string): string => {
  const tokens = text.split(' ');
  return printBracketSentence({ tokens, entities: dictionary.tag(tokens) });
};

const training = sentences(
  'The streets of [Washington](LOC) were empty .',
  '[Washington](LOC) refused , and [Ann](PER) left [New York](LOC) .',
  'President [George Washington](PER) met [Ann](PER) .',
  'A new roast turkey , then one more turkey .',
  'She flew to [Turkey](LOC) .',
  'The [Bank of England](ORG) of old .',
);

describe('DS4: the dictionary', () => {
  const dictionary = createDictionary(training);

  test('a word has its most frequent label, whatever its case', () => {
    expect(dictionary.lookup('Washington')).toBe('LOC');
    expect(dictionary.lookup('ANN')).toBe('PER');
    expect(dictionary.lookup('york')).toBe('LOC');
  });

  test('common use counts as O, and outweighs the name where it is more frequent', () => {
    expect(dictionary.lookup('turkey')).toBe('O');
    expect(dictionary.lookup('of')).toBe('O');
  });

  test('a word that did not occur has no entry, and its label is O', () => {
    expect(dictionary.lookup('Paris')).toBeUndefined();
    expect(dictionary.lookup('constructor')).toBeUndefined();
    expect(dictionary.label(['in', 'Paris'], 1)).toBe('O');
  });

  test('a tie is settled in the order PER, LOC, ORG, MISC, O', () => {
    const tied = createDictionary(
      sentences('[Jordan](LOC) [Jordan](PER) [Nice](ORG) nice [May](MISC) [May](ORG)'),
    );
    expect(['jordan', 'nice', 'may'].map((name) => tied.lookup(name))).toEqual(['PER', 'ORG', 'ORG']);
  });

  test('the longest name wins over its words', () => {
    expect(dictionary.lookup('new')).toBe('LOC');
    expect(dictionary.lookup('George Washington')).toBe('PER');
    expect(tagged(dictionary, 'George Washington left Washington')).toBe(
      '[George Washington](PER) left [Washington](LOC)',
    );
    expect(tagged(dictionary, 'the bank of England , of course')).toBe(
      'the [bank of England](ORG) , of course',
    );
  });

  test('touching words of one label are one entity', () => {
    expect(tagged(dictionary, 'Ann George saw Washington York')).toBe(
      '[Ann George](PER) saw [Washington York](LOC)',
    );
  });

  test('each label is that of the entity which the sentence is tagged with', () => {
    const tokens = 'In Turkey George Washington met Ann of New York'.split(' ');
    const tags = dictionary.tag(tokens);
    tokens.forEach((_, i) => {
      const entity = tags.find(({ start, end }) => start <= i && i < end);
      expect(dictionary.label(tokens, i)).toBe(entity?.type ?? 'O');
    });
  });

  test('as a baseline it fails exactly where the context decides', () => {
    const gold = sentences(
      '[Washington](PER) carved a turkey in [New York](LOC) .',
      '[Ann](PER) flew to [Turkey](LOC) .',
    );
    const found = gold.map(({ tokens }) => dictionary.tag(tokens));
    expect(
      scoreEntities(
        gold.map(({ entities }) => entities),
        found,
      ),
    ).toMatchObject({ correct: 2, guessed: 3, gold: 4 });
  });

  test('without training it knows nothing', () => {
    expect(createDictionary([]).tag(['In', 'Paris'])).toEqual([]);
  });
});

test('DS4: ambiguous names are words that are an entity by themselves and carry several labels', () => {
  const names = ambiguousNames(training);
  expect([...names.keys()].sort()).toEqual(['turkey', 'washington']);
  expect(names.get('washington')).toEqual({ PER: 1, LOC: 2, ORG: 0, MISC: 0, O: 0 });
  expect(names.get('turkey')).toEqual({ PER: 0, LOC: 1, ORG: 0, MISC: 0, O: 2 });
});
