import { appendFileSync, cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printBracketSentence } from '@deltaboard/shared/dataset/bracket.ts';
import { ambiguousNames, countTokens, mostFrequent } from '@deltaboard/shared/dataset/dictionary.ts';
import { entityTypes, type Document, type Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadCorpus, parseFiles, readSplit, splitNames } from './corpus.ts';

const bundled = fileURLToPath(new URL('../../data/corpus/', import.meta.url));
const GENRES = 'news|travel|history|sport|science|encyclopedia';

const [train, dev, held] = splitNames.map((split) => parseFiles(readSplit(bundled, split), split));
const documents = [...train, ...dev, ...held];
const sentencesOf = (part: readonly Document[]): Sentence[] =>
  part.flatMap(({ sentences }) => [...sentences]);
const all = sentencesOf(documents);
const text = (sentence: Sentence): string => sentence.tokens.join(' ').toLowerCase();

describe('DS5: the seal', () => {
  let copy: string;
  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'corpus-'));
    cpSync(bundled, copy, { recursive: true });
  });
  afterEach(() => rmSync(copy, { recursive: true }));
  const first = (split: (typeof splitNames)[number]): string =>
    join(copy, split, readSplit(copy, split)[0].name);

  test('the splits are the sealed ones', () => {
    expect(loadCorpus(bundled)).toEqual({ train, dev, test: held });
    expect(loadCorpus(new URL(`file://${copy}/`))).toEqual({ train, dev, test: held });
  });

  test.each(splitNames)(
    'a changed byte, a renamed, an added and a missing file of %s are an error that names it',
    (split) => {
      const file = first(split);
      const expectRefused = (): void => expect(() => loadCorpus(copy)).toThrow(`split ${split} `);
      appendFileSync(file, '\n');
      expectRefused();
      cpSync(join(bundled, split), join(copy, split), { recursive: true });
      renameSync(file, `${file}.renamed.txt`);
      expectRefused();
      rmSync(`${file}.renamed.txt`);
      expectRefused();
      cpSync(join(bundled, split), join(copy, split), { recursive: true });
      expect(loadCorpus(copy)).toEqual({ train, dev, test: held });
      writeFileSync(join(copy, split, 'added.txt'), 'One more .\n');
      expectRefused();
    },
  );

  test('a missing or incomplete CHECKSUMS is an error', () => {
    writeFileSync(join(copy, 'CHECKSUMS'), `${'0'.repeat(64)}  train\n`);
    expect(() => loadCorpus(copy)).toThrow('no checksum for split dev');
    rmSync(join(copy, 'CHECKSUMS'));
    expect(() => loadCorpus(copy)).toThrow('cannot read');
  });

  test('a malformed file is named with its line and column', () => {
    const bytes = Buffer.from('# news: x\nin [Paris\n');
    expect(() => parseFiles([{ name: 'a.txt', bytes }], 'dev')).toThrow(
      /dev\/a\.txt.*unclosed.*"line":2,"column":4/,
    );
  });
});

describe('DS5: size and division', () => {
  test('at least 90 documents, 900 sentences, 15,000 tokens', () => {
    expect(documents.length).toBeGreaterThanOrEqual(90);
    expect(all.length).toBeGreaterThanOrEqual(900);
    expect(all.reduce((sum, { tokens }) => sum + tokens.length, 0)).toBeGreaterThanOrEqual(15_000);
  });

  test('70 / 15 / 15 by document, within 4 points', () => {
    const shares = [train, dev, held].map((part) => (100 * part.length) / documents.length);
    [70, 15, 15].forEach((share, i) => expect(Math.abs(shares[i] - share)).toBeLessThanOrEqual(4));
  });

  test('one document a file, its title with a genre and no other like it', () => {
    expect(splitNames.map((split) => readSplit(bundled, split).length)).toEqual(
      [train, dev, held].map((part) => part.length),
    );
    const title = new RegExp(`^(${GENRES}): \\S`);
    expect(documents.map((document) => document.title).filter((name) => !title.test(name))).toEqual([]);
    expect(new Set(documents.map((document) => document.title.toLowerCase())).size).toBe(documents.length);
  });

  test('every split has every genre and every type of entity', () => {
    for (const part of [train, dev, held]) {
      expect(new Set(part.map(({ title }) => title.split(':')[0])).size).toBe(GENRES.split('|').length);
      const types = new Set(sentencesOf(part).flatMap(({ entities }) => entities.map(({ type }) => type)));
      expect([...types].sort()).toEqual([...entityTypes].sort());
    }
  });

  test.each([
    'The museums in [Paris](LOC) are amazing to see .',
    'The streets of [Washington](LOC) were empty .',
    'President [George Washington](PER) was born in [Virginia](LOC) .',
  ])('the training part holds: %s', (line) => {
    expect(sentencesOf(train).map(printBracketSentence)).toContain(line);
  });
});

describe('DS5: form', () => {
  test('punctuation and possessives are tokens of their own, as GUIDE.md says', () => {
    const abbreviation =
      /^(?:(?:\p{L}\.)+|St\.|Dr\.|Mrs?\.|Ms\.|Jr\.|Sr\.|Mt\.|No\.|Ph\.D\.|vs\.|Prof\.|Gen\.|Col\.|Capt\.|Rev\.|Lt\.)$/u;
    const wrong = (token: string): boolean =>
      !/^[\x21-\x7e\u00a1-\u017f]+$/.test(token) ||
      /[()[\]\\]/.test(token) ||
      (token.length > 1 && /[,;:?!"]/.test(token) && !/^[\d.,:-]*\d[\d.,:-]*$/.test(token)) ||
      (token.length > 1 && /\.$/.test(token) && !abbreviation.test(token)) ||
      (token.length > 2 && /'s?$/.test(token)) ||
      /^[\d.,:-]*[.,:-]$/.test(token.length > 1 ? token : '');
    expect(all.flatMap(({ tokens }) => tokens.filter(wrong))).toEqual([]);
  });

  test('each sentence has 3 to 45 tokens and ends as a sentence; quotation marks come in pairs', () => {
    const wrong = all.filter(
      ({ tokens }) =>
        tokens.length < 3 ||
        tokens.length > 45 ||
        !/^(?:[.?!"]|U\.S\.)$/.test(tokens[tokens.length - 1]) ||
        tokens.filter((token) => token === '"').length % 2 === 1,
    );
    expect(wrong.map(printBracketSentence)).toEqual([]);
  });

  test('every entity begins and ends with a word, without article, title or possessive', () => {
    const outside = /^(?:the|a|an|Mr\.|Mrs\.|Ms\.|Dr\.|'s|[.,;:?!"])$/;
    const wrong = all.flatMap(({ tokens, entities }) =>
      entities
        .filter(({ start, end }) => outside.test(tokens[start]) || outside.test(tokens[end - 1]))
        .map(({ start, end }) => tokens.slice(start, end).join(' ')),
    );
    expect(wrong).toEqual([]);
  });
});

describe('DS5: duplicates and leakage', () => {
  test('no sentence occurs twice', () => {
    const seen = new Set<string>();
    const twice = all.map(text).filter((sentence) => seen.size === seen.add(sentence).size);
    expect(twice).toEqual([]);
  });

  test('no sentence of dev or test is in train, or in each other, by 90 % of its tokens', () => {
    const leaks = (from: readonly Document[], into: readonly Document[]): string[] => {
      const bags = sentencesOf(into).map((sentence) => bag(text(sentence)));
      return sentencesOf(from)
        .map(text)
        .filter((sentence) => bags.some((other) => shared(bag(sentence), other) >= 0.9));
    };
    expect(leaks(dev, [...train, ...held])).toEqual([]);
    expect(leaks(held, [...train, ...dev])).toEqual([]);
  });

  const bag = (sentence: string): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const token of sentence.split(' ')) counts.set(token, (counts.get(token) ?? 0) + 1);
    return counts;
  };
  /** Share of the tokens of `a`, with their multiplicity, that are also in `b`. */
  const shared = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number => {
    let common = 0;
    let total = 0;
    for (const [token, count] of a) {
      common += Math.min(count, b.get(token) ?? 0);
      total += count;
    }
    return common / total;
  };
});

test('DS5: at least 12 ambiguous names have another most frequent label in test than in train', () => {
  const [inTrain, inTest] = [train, held].map((part) => countTokens(sentencesOf(part)));
  const changed = [...ambiguousNames(all).keys()].filter((name) => {
    const [before, after] = [inTrain.get(name), inTest.get(name)];
    return before && after && mostFrequent(before) !== mostFrequent(after);
  });
  expect(changed.length, changed.join(', ')).toBeGreaterThanOrEqual(12);
});
