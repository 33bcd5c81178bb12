import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConll } from '../dataset/conll.ts';
import type { Entity, EntityType } from '../dataset/sentence.ts';
import { entitiesOf, scoreEntities } from './entity-score.ts';

/** Entities of tags separated by spaces; ` | ` separates sentences. */
const read = (tags: string): (readonly Entity[])[] =>
  tags.split(' | ').map((sentence) => {
    const text = sentence
      .split(' ')
      .map((tag) => `x ${tag}\n`)
      .join('');
    return parseConll(text)[0].sentences[0].entities;
  });

const counts = (gold: string, predicted: string, type?: EntityType): number[] => {
  const score = scoreEntities(read(gold), read(predicted), type);
  return [score.correct, score.guessed, score.gold];
};

describe("EV1: conlleval's rules", () => {
  test('an entity is correct with both boundaries and its type', () => {
    expect(counts('O B-LOC I-LOC O', 'O B-LOC I-LOC O')).toEqual([1, 1, 1]);
  });

  test.each([
    ['too short', 'O B-LOC I-LOC O', 'O B-LOC O O'],
    ['too long', 'O B-LOC I-LOC O', 'O B-LOC I-LOC I-LOC'],
    ['shifted', 'O B-LOC I-LOC O', 'B-LOC I-LOC O O'],
    ['of another type', 'O B-LOC I-LOC O', 'O B-PER I-PER O'],
    ['in another sentence', 'O B-LOC I-LOC O | O O O O', 'O O O O | O B-LOC I-LOC O'],
  ])('an entity %s is wrong on both sides', (_, gold, predicted) => {
    expect(counts(gold, predicted)).toEqual([0, 1, 1]);
  });

  test('one entity for two, and two for one, are wrong', () => {
    expect(counts('B-LOC B-LOC', 'B-LOC I-LOC')).toEqual([0, 1, 2]);
    expect(counts('B-LOC I-LOC', 'B-LOC B-LOC')).toEqual([0, 2, 1]);
  });

  test('with a type only its entities count', () => {
    const gold = 'B-LOC O B-PER O B-LOC';
    const predicted = 'B-LOC O B-LOC O B-PER';
    expect(counts(gold, predicted, 'LOC')).toEqual([1, 2, 2]);
    expect(counts(gold, predicted, 'PER')).toEqual([0, 1, 1]);
    expect(counts(gold, predicted, 'ORG')).toEqual([0, 0, 0]);
  });

  // By hand: 5 entities, 4 found, 2 of them correct. conlleval prints
  //   precision: 50.00%; recall: 40.00%; FB1: 44.44
  //   LOC: precision: 66.67%; recall: 66.67%; FB1: 66.67 (3 found)
  //   PER: precision: 0.00%; recall: 0.00%; FB1: 0.00 (1 found)
  const gold = 'B-LOC O B-PER I-PER O | O B-LOC I-LOC O B-LOC | B-PER O O O O';
  const predicted = 'B-LOC O B-PER O O | O B-LOC I-LOC O O | B-LOC O O O O';
  const percent = (type?: EntityType): string[] => {
    const { precision, recall, f1 } = scoreEntities(read(gold), read(predicted), type);
    return [precision, recall, f1].map((share) => (100 * share).toFixed(2));
  };
  test('the percentages that conlleval prints for a small example', () => {
    expect(counts(gold, predicted)).toEqual([2, 4, 5]);
    expect(percent()).toEqual(['50.00', '40.00', '44.44']);
    expect(percent('LOC')).toEqual(['66.67', '66.67', '66.67']);
    expect(percent('PER')).toEqual(['0.00', '0.00', '0.00']);
  });

  test('0/0 is 0', () => {
    const nothing = { precision: 0, recall: 0, f1: 0, correct: 0 };
    expect(scoreEntities([[]], [[]])).toEqual({ ...nothing, guessed: 0, gold: 0 });
    expect(scoreEntities(read('B-LOC'), [[]])).toEqual({ ...nothing, guessed: 0, gold: 1 });
    expect(scoreEntities([[]], read('B-LOC'))).toEqual({ ...nothing, guessed: 1, gold: 0 });
  });

  test('different numbers of sentences are an error', () => {
    expect(() => scoreEntities([[]], [[], []])).toThrow(RangeError);
  });
});

describe('EV1: a yes or no a token', () => {
  test('maximal runs of yes are the entities', () => {
    expect(entitiesOf([true, true, false, true], 'LOC')).toEqual([
      { start: 0, end: 2, type: 'LOC' },
      { start: 3, end: 4, type: 'LOC' },
    ]);
    expect(entitiesOf(Uint8Array.of(0, 1, 1), 'PER')).toEqual([{ start: 1, end: 3, type: 'PER' }]);
    expect(entitiesOf([], 'LOC')).toEqual([]);
  });

  test('the entities cover exactly the flags, and never touch', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean()), (flags) => {
        const entities = entitiesOf(flags, 'LOC');
        expect(flags.map((_, i) => entities.some(({ start, end }) => start <= i && i < end))).toEqual(flags);
        entities.slice(1).forEach(({ start }, i) => expect(start).toBeGreaterThan(entities[i].end));
      }),
    );
  });
});
