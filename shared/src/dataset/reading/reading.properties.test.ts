import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConll } from '../conll.ts';
import type { Document, EntityType, Sentence } from '../sentence.ts';
import { entityTypes } from '../sentence.ts';
import { guessShape } from './guess.ts';
import { arranged, overviewOf, runText } from './overview.ts';
import { readText } from './read.ts';
import { separators, type Shape } from './shape.ts';
import { guessedTypes, mapped } from './types.ts';

const shapes: fc.Arbitrary<Shape> = fc.oneof(
  fc.record({
    kind: fc.constant('table' as const),
    separator: fc.constantFrom(...separators),
    header: fc.boolean(),
    sentence: fc.option(fc.nat(3)),
    token: fc.nat(3),
    tag: fc.option(fc.nat(4)),
    syllables: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('sentences' as const), brackets: fc.boolean() }),
  fc.record({
    kind: fc.constant('records' as const),
    names: fc.option(fc.array(fc.string(), { maxLength: 4 })),
  }),
);

/** Text made of what the readers look for, and of anything. */
const pieces = fc.constantFrom(
  ...[
    '\n',
    '\r\n',
    '\t',
    ' ',
    '\u00A0',
    ',',
    ';',
    '"',
    '""',
    '#',
    '-DOCSTART-',
    'O',
    'B-LOC',
    'I-',
    '0',
    '-',
    '_',
  ],
  ...[
    '[',
    ']',
    '(LOC)',
    '{"text":"a b","label":[[0,1,"X"]]}',
    '{"tokens":["a"],"ner_tags":[0]}',
    '\u200B',
    '\uFEFF',
  ],
  ...['Mira', '미', '😀', '\uD800', '1', '2', '# newdoc', 'token', 'tag', 'Sentence #', '.', '!'],
);
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(pieces, { maxLength: 120 }).map((all) => all.join('')),
);

describe('IM1 whatever is brought', () => {
  test('is read without an exception, to sentences that hold what they promise', () => {
    fc.assert(
      fc.property(hostile, fc.option(shapes), (text, told) => {
        const { documents, problems } = readText(text, told ?? guessShape(text));
        for (const { sentences } of documents) {
          expect(sentences.length).toBeGreaterThan(0);
          for (const { tokens, entities, line } of sentences) {
            expect(tokens.length).toBeGreaterThan(0);
            for (const token of tokens) expect(token).toMatch(/^\S+$/u);
            expect(line).toBeGreaterThan(0);
            let end = 0;
            for (const entity of entities) {
              expect(entity.start).toBeGreaterThanOrEqual(end);
              expect(entity.end).toBeGreaterThan(entity.start);
              end = entity.end;
            }
            expect(end).toBeLessThanOrEqual(tokens.length);
          }
        }
        for (const { count, places } of problems) expect(places).toHaveLength(Math.min(3, count));
      }),
      { numRuns: 2000 },
    );
  });
});

const word = fc.string({ unit: fc.constantFrom(...'abcdefXYZé한글'), minLength: 1, maxLength: 6 });
const sentences: fc.Arbitrary<Sentence> = fc
  .array(
    fc.record({
      words: fc.array(word, { minLength: 1, maxLength: 3 }),
      type: fc.constantFrom(...entityTypes, null),
    }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((pieces) => {
    const tokens: string[] = [];
    const entities: { start: number; end: number; type: EntityType }[] = [];
    for (const { words, type } of pieces) {
      const start = tokens.length;
      tokens.push(...words);
      if (type) entities.push({ start, end: tokens.length, type });
    }
    return { tokens, entities };
  });

/** Each way in which people write the same, from tags with a letter for every part. */
const writers: Readonly<Record<string, (all: readonly Sentence[]) => string>> = {
  'IOB2, tabs': (all) => rows(all, (token, tag) => `${token}\t${tag}`, iob),
  'IOB2, an index and a column behind': (all) =>
    rows(all, (token, tag, i) => `${i + 1}\t${token}\t${tag}\t_`, iob),
  'BIOES, spaces': (all) => rows(all, (token, tag) => `${token} ${tag}`, bioes),
  'BILOU with underscores': (all) =>
    rows(
      all,
      (token, tag) => `${token}\t${tag.replace('-', '_').replace(/^E/, 'L').replace(/^S/, 'U')}`,
      bioes,
    ),
  'a spreadsheet': (all) =>
    `Sentence #;Word;Tag\n${all
      .map((sentence, s) =>
        sentence.tokens
          .map((token, i) => `${i === 0 ? `Sentence: ${s}` : ''};${token};${iob(sentence)[i]}`)
          .join('\n'),
      )
      .join('\n')}`,
  'tokens with tags': (all) =>
    all.map((sentence) => JSON.stringify({ tokens: sentence.tokens, ner_tags: iob(sentence) })).join('\n'),
  'a text with spans': (all) =>
    all
      .map(({ tokens, entities }) => {
        const at = (token: number): number => tokens.slice(0, token).join(' ').length + (token > 0 ? 1 : 0);
        const label = entities.map(({ start, end, type }) => [
          at(start),
          at(end - 1) + tokens[end - 1].length,
          type,
        ]);
        return JSON.stringify({ text: tokens.join(' '), label });
      })
      .join('\n'),
};

function iob({ tokens, entities }: Sentence): string[] {
  const tags = tokens.map(() => 'O');
  for (const { start, end, type } of entities) {
    tags.fill(`I-${type}`, start, end);
    tags[start] = `B-${type}`;
  }
  return tags;
}
function bioes(sentence: Sentence): string[] {
  const tags = iob(sentence);
  for (const { start, end, type } of sentence.entities) {
    if (end - start === 1) tags[start] = `S-${type}`;
    else tags[end - 1] = `E-${type}`;
  }
  return tags;
}
const rows = (
  all: readonly Sentence[],
  row: (token: string, tag: string, i: number) => string,
  tagsOf: (sentence: Sentence) => readonly string[],
): string =>
  all
    .map((sentence) => sentence.tokens.map((token, i) => row(token, tagsOf(sentence)[i], i)).join('\n'))
    .join('\n\n');

describe('IM3 IM4 what is written in any of these ways is read back', () => {
  test.each(Object.entries(writers))('%s', (_, write) => {
    const some = fc.array(sentences, { minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(some, (all) => {
        // A text without a name is one of no labels, and needs no reader of them.
        fc.pre(all.some(({ entities }) => entities.length > 0));
        const text = write(all);
        const { documents, problems } = readText(text, guessShape(text));
        expect(problems).toEqual([]);
        expect(mapped(documents, guessedTypes(documents)).flatMap((document) => document.sentences)).toEqual(
          all,
        );
      }),
    );
  });
});

describe('IM8 IM9 what a run is given', () => {
  const documents: fc.Arbitrary<Document[]> = fc.array(
    fc.record({ title: fc.constant(''), sentences: fc.array(sentences, { minLength: 1, maxLength: 6 }) }),
    { minLength: 1, maxLength: 6 },
  );
  test('is read by the server to the same sentences, none lost or doubled, the same for the same seed', () => {
    fc.assert(
      fc.property(documents, fc.nat(9), (all, seed) => {
        const order = arranged(all, seed);
        expect(arranged(all, seed)).toEqual(order);
        const of = (some: readonly Document[]): string[] =>
          some.flatMap((document) => document.sentences.map((sentence) => JSON.stringify(sentence)));
        expect(of(order.documents).toSorted()).toEqual(of(all).toSorted());
        expect(parseConll(runText(order))).toEqual(order.documents);
        const { sentences: counts, duplicates } = overviewOf(order);
        expect(counts.train + counts.dev + counts.test).toBe(of(all).length);
        const distinct = new Set(of(all).map((one) => (JSON.parse(one) as Sentence).tokens.join(' ')));
        expect(duplicates).toBe(of(all).length - distinct.size);
      }),
    );
  });
});
