import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBracket } from '../dataset/bracket.ts';
import { labels, type Sentence } from '../dataset/sentence.ts';
import { createVocabulary } from '../dataset/vocabulary.ts';
import { encodeText } from '../dataset/windows.ts';
import { goldOf, type LabelledText } from './evaluation.ts';
import { judgedTypes, reportOf, WORST_LIMIT } from './report.ts';

const vocabulary = createVocabulary(['the']);
const textOf = (sentences: readonly Sentence[]): LabelledText => ({
  text: encodeText(sentences, vocabulary, 1),
  gold: goldOf(sentences),
});
const parsed = (text: string): readonly Sentence[] =>
  parseBracket(text).flatMap(({ sentences }) => sentences);
const said = (words: string): Uint8Array =>
  Uint8Array.from(words.trim().split(/\s+/), (label) => labels.indexOf(label as (typeof labels)[number]));

describe('a report', () => {
  const sentences = parsed(`[George Washington](PER) met [Paris](LOC) .
She saw [New York](LOC) and [Paris](ORG) .
Nothing here .`);
  const part = textOf(sentences);
  const network = said('PER LOC O LOC O  O O LOC O LOC LOC O  O O O');
  const dictionary = said('O O O LOC O  O O LOC LOC O LOC O  O O O');

  it('EV5 counts entities by type as conlleval does, beside the dictionary and O for everything', () => {
    const report = reportOf('dev', part, network, dictionary, judgedTypes(5));
    const figures = ({ correct, guessed, gold }: typeof report.network.all) => [correct, guessed, gold];
    expect(
      figures(report.network.all),
      'Paris; of George, Washington, New and the two words at the end none',
    ).toEqual([1, 5, 4]);
    expect(report.network.byType.map(({ type, score }) => [type, ...figures(score)])).toEqual([
      ['PER', 0, 1, 1],
      ['LOC', 1, 4, 2],
      ['ORG', 0, 0, 1],
      ['MISC', 0, 0, 0],
    ]);
    expect(figures(report.dictionary.all)).toEqual([2, 3, 4]);
    expect(figures(report.nothing.all)).toEqual([0, 0, 4]);
    expect(report.nothing.all.f1).toBe(0);
  });

  it('EV6 counts words without O, and of one score every other type as O', () => {
    const report = reportOf('dev', part, network, dictionary, judgedTypes(5));
    expect(report.network.tokens).toMatchObject({ correct: 3, guessed: 6, gold: 6 });
    const one = reportOf('dev', part, network, dictionary, judgedTypes(1));
    expect(one.labels).toEqual(['O', 'LOC']);
    expect(one.network.all, 'the gold Paris (ORG) is no LOCATION').toMatchObject({
      correct: 1,
      guessed: 4,
      gold: 2,
    });
    expect(one.network.tokens).toMatchObject({ correct: 2, guessed: 5, gold: 3 });
    expect(one.confusion).toEqual([
      [9, 3],
      [1, 2],
    ]);
  });

  it('EV8 shows the worst sentences of the development part, of the test part none', () => {
    const report = reportOf('dev', part, network, dictionary, judgedTypes(5));
    expect(report.wrong).toBe(2);
    expect(report.worst.map(({ sentence, words, first }) => [sentence, words, first])).toEqual([
      [1, 3, 3],
      [0, 1, 1],
    ]);
    expect(report.worst[0].found).toEqual([
      { start: 2, end: 3, type: 'LOC' },
      { start: 4, end: 6, type: 'LOC' },
    ]);
    const test = reportOf('test', part, network, dictionary, judgedTypes(5));
    expect(test.worst).toEqual([]);
    expect(test.wrong).toBe(2);
  });

  it('EV7 EV8 holds every word once, and its diagonal, its errors and its word scores agree', () => {
    const label = fc.constantFrom(...labels);
    const sentence = fc.array(fc.tuple(label, label), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        fc.array(sentence, { minLength: 1, maxLength: 2 * WORST_LIMIT }),
        fc.boolean(),
        (drawn, single) => {
          const of = drawn.map((words): Sentence => ({
            tokens: words.map(() => 'the'),
            entities: words.flatMap(([type], start) =>
              type === 'O' ? [] : [{ start, end: start + 1, type }],
            ),
          }));
          const found = Uint8Array.from(drawn.flat(), ([, type]) => labels.indexOf(type));
          const types = judgedTypes(single ? 1 : 5);
          const report = reportOf('dev', textOf(of), found, found, types);
          const seen = (type: (typeof labels)[number]) =>
            (types as readonly string[]).includes(type) ? type : 'O';
          const wrongIn = (words: (typeof drawn)[number]): number =>
            words.filter(([gold, other]) => seen(gold) !== seen(other)).length;
          const all = report.confusion.flat().reduce((sum, words) => sum + words, 0);
          const right = report.confusion.reduce((sum, row, k) => sum + row[k], 0);
          expect(all).toBe(found.length);
          expect(all - right).toBe(drawn.reduce((sum, words) => sum + wrongIn(words), 0));
          expect(right - report.confusion[0][0]).toBe(report.network.tokens.correct);
          expect(report.wrong).toBe(drawn.filter((words) => wrongIn(words) > 0).length);
          expect(report.worst.length).toBe(Math.min(report.wrong, WORST_LIMIT));
          report.worst.forEach(({ sentence: which, words, first }, k) => {
            expect(words).toBe(wrongIn(drawn[which]));
            expect(wrongIn(drawn[which].slice(0, first))).toBe(0);
            if (k > 0) expect(words).toBeLessThanOrEqual(report.worst[k - 1].words);
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});
