import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal, type RefusalParams } from '../refusal.ts';
import { OPENING_VIEW } from '../protocol/view.ts';
import { presets } from '../training/presets.ts';
import { lessonSchemaFile } from './json-schema.ts';
import { inLanguage, standsOf, viewOfPage } from './lesson.ts';
import { LESSON_CHARACTERS, WORDS_BESIDE } from './limits.ts';
import { readLesson } from './read-lesson.ts';
import { sampleText } from './testing/sample.ts';

const refusalOf = (text: string): RefusalParams => {
  try {
    readLesson(text);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'lesson') return error.params;
    throw error;
  }
  throw new Error('it was read');
};

const sample = (): Record<string, unknown> => JSON.parse(sampleText);

/** The sample with a value put at this path. */
function withValue(path: string, value: unknown): string {
  const lesson = sample();
  const keys = path.split('.');
  let at = lesson;
  for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>;
  if (value === undefined) Reflect.deleteProperty(at, keys.at(-1) ?? '');
  else at[keys.at(-1) ?? ''] = value;
  return JSON.stringify(lesson);
}

/** Of every object in it. */
const objectPaths = (value: unknown, path: readonly string[] = []): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : [
        ...(Array.isArray(value) ? [] : [path.join('.')]),
        ...Object.entries(value).flatMap(([key, inner]) => objectPaths(inner, [...path, key])),
      ];

test('LE1 the published schema is that of the reader', () => {
  const published = readFileSync(new URL('../../../lessons/lesson.schema.json', import.meta.url), 'utf8');
  expect(published).toBe(lessonSchemaFile());
});

describe('LE1 the sample is read, and every wrong file is refused with its place', () => {
  test('the sample', () => {
    const lesson = readLesson(sampleText);
    expect(lesson.pages.map(({ title }) => title.en)).toEqual([
      'One question per window',
      'Forward',
      'The sign of δ',
      'The shape',
    ]);
  });

  test.each<[string, string, unknown, string, string]>([
    ['another version', 'version', 2, 'version', '1'],
    ['no pages', 'pages', [], 'pages', '>=1'],
    ['an id that is a path', 'id', '../../etc', 'id', 'invalid_format'],
    ['no title', 'title', {}, 'title', 'no-text'],
    ['a language that there is none of', 'pages.1.title.fr', 'un', 'pages.1.title', 'unknown: fr'],
    ['minutes of a text', 'pages.1.minutes', '3', 'pages.1.minutes', 'number'],
    ['no minutes', 'pages.0.minutes', undefined, 'pages.0.minutes', 'number'],
    ['a negative step', 'pages.1.at.step', -1, 'pages.1.at.step', '>=0'],
    ['neither step nor search', 'pages.1.at.step', undefined, 'pages.1.at', 'step|first'],
    ['a step before the first with an operation', 'pages.1.at.step', 0, 'pages.1.at.after', 'no-pass'],
    ['an operation of a deeper network', 'pages.3.at.after', '∂W2', 'pages.3.at.after', 'no-operation'],
    ['an operation that is none', 'pages.3.until', 'sum', 'pages.3.until', '…'],
    ['an example that is none', 'pages.3.at.example', 2, 'pages.3.at.after', 'no-operation'],
    ['a search without an end', 'pages.2.at.first.steps', undefined, 'pages.2.at.first', 'steps|epochs'],
    ['a search for ever', 'pages.2.at.first.steps', 1e9, 'pages.2.at.first.steps', '<=200000'],
    ['a view that is the projector’s', 'pages.3.view.blank', true, 'pages.3.view', 'unknown: blank'],
    ['a page that is none', 'pages.3.view.page', 'admin', 'pages.3.view.page', '…'],
    ['a pin on nothing', 'pages.1.pin.quantity', 'q', 'pages.1.pin.quantity', '…'],
    ['a speed that there is none of', 'pages.1.speed', 5, 'pages.1.speed', '…'],
    ['a question that is none', 'pages.2.question.asked.kind', 'guess', 'pages.2.question.asked.kind', '…'],
    ['three rounds', 'pages.2.question.rounds', 3, 'pages.2.question.rounds', '…'],
    ['answers to nothing', 'pages.2.question', undefined, 'pages.2.act', 'no-question'],
    ['a page of text without one', 'pages.0.text', undefined, 'pages.0.alone', 'no-text'],
    [
      'a scratch graph without values',
      'pages.3.scratch',
      { expression: 'x + y', values: { x: 1 } },
      'pages.3.scratch.expression',
      'expression-no-value',
    ],
    [
      'more operations than its graph has',
      'pages.3.scratch',
      { expression: 'x + y', values: { x: 1, y: 2 }, operation: 4 },
      'pages.3.scratch.operation',
      '<=3',
    ],
    [
      'a configuration out of bounds',
      'pages.0.configuration.changes',
      { hidden: [1000] },
      'pages.0.configuration.changes.hidden.0',
      '<=512',
    ],
    [
      'a network that is too large',
      'pages.0.configuration.changes',
      { hidden: [512, 512, 512, 512], input: { radius: 4, dimensions: 100, capitalisation: true } },
      'pages.0.configuration.changes.hidden',
      'parameters<=1000000',
    ],
  ])('%s', (_, path, value, place, reason) => {
    const params = refusalOf(withValue(path, value));
    expect(params.path).toBe(place);
    if (reason === '…') expect(String(params.reason)).toMatch(/\||invalid_union/);
    else expect(params.reason).toBe(reason);
  });

  test('a scratch graph: what cannot be read in it, at its column', () => {
    const scratch = (expression: string) =>
      refusalOf(withValue('pages.3.scratch', { expression, values: { x: 1, y: 2 } }));
    expect(scratch('f = x + 2y')).toMatchObject({
      path: 'pages.3.scratch.expression',
      reason: 'expression-product',
      line: 1,
      column: 10,
    });
    const good = withValue('pages.3.scratch', { expression: 'x + y', values: { x: 1, y: 2 }, operation: 3 });
    expect(readLesson(good).pages[3].scratch).toEqual({
      expression: 'x + y',
      values: { x: 1, y: 2 },
      operation: 3,
    });
  });

  test.each<[string, string, { line: number; column: number }, string]>([
    ['HTML', 'one\n\n<img src=x onerror=alert(1)>', { line: 3, column: 1 }, 'html'],
    ['an end tag', 'a </b> c', { line: 1, column: 3 }, 'html'],
    ['a comment', 'a <!-- c', { line: 1, column: 3 }, 'html'],
    ['a heading', 'one\n# two', { line: 2, column: 1 }, 'heading'],
    ['a formula that never ends', 'one $x', { line: 1, column: 5 }, 'unclosed'],
    ['an empty formula', 'one $ $', { line: 1, column: 5 }, 'empty'],
    ['a link in a formula', '$\\href{javascript:alert(1)}{x}$', { line: 1, column: 1 }, 'formula-command'],
    ['a definition in a formula', '$\\def\\a{\\a\\a}\\a$', { line: 1, column: 1 }, 'formula-command'],
    ['an unknown quote', 'so {secret}', { line: 1, column: 5 }, 'unknown-quote'],
    ['code for a quote', 'so {constructor(1)}', { line: 1, column: 5 }, 'unknown-quote'],
    ['a quote with no end', 'so {p', { line: 1, column: 4 }, 'unclosed'],
    ['a quote of a unit too far', 'so {δ[9]}', { line: 1, column: 4 }, 'quote-entry'],
    ['a quote of entry 0', 'so {δ[0]}', { line: 1, column: 7 }, 'quote-syntax'],
    ['a quote of a layer too far', 'so {δ(2)[1]}', { line: 1, column: 4 }, 'quote-layer'],
    ['a matrix asked like a vector', 'so {W[1]}', { line: 1, column: 4 }, 'quote-entry'],
    ['a gradient after the update', 'so {after(δ[1])}', { line: 1, column: 4 }, 'quote-syntax'],
    ['a character that turns the text', 'one \u202etwo', { line: 1, column: 5 }, 'character'],
    ['a character that nobody sees', 'one\u200b two', { line: 1, column: 4 }, 'character'],
    ['a text that is too long', 'word '.repeat(WORDS_BESIDE + 1).trim(), { line: 1, column: 1 }, 'words'],
  ])('in a text: %s', (_, text, place, reason) => {
    expect(refusalOf(withValue('pages.1.text.ko', text))).toMatchObject({
      path: 'pages.1.text.ko',
      reason,
      ...place,
    });
  });

  test.each<[string, string, { line: number; column: number }, string]>([
    ['nothing', '', { line: 1, column: 1 }, 'json'],
    ['no JSON', 'title: lesson', { line: 1, column: 1 }, 'json'],
    ['a comma too many', '{\n  "version": 1,\n}', { line: 3, column: 1 }, 'json'],
    ['something behind the end', '{}\n{}', { line: 2, column: 1 }, 'json'],
    ['a key twice', '{"version": 1,\n "version": 1}', { line: 2, column: 2 }, 'json-key-twice'],
    ['a prototype', '{"\\u005f_proto__": {}}', { line: 1, column: 2 }, 'json-key'],
    ['a pit of brackets', '['.repeat(100_000), { line: 1, column: 33 }, 'json-deep'],
  ])('no lesson: %s', (_, text, place, reason) => {
    expect(refusalOf(text)).toMatchObject({ path: '.', reason, ...place });
  });

  test('one that is too large is not looked through', () => {
    expect(refusalOf(' '.repeat(LESSON_CHARACTERS + 1))).toMatchObject({
      reason: `characters<=${LESSON_CHARACTERS}`,
    });
  });

  test('an unknown key is refused in whichever object it stands, with that object’s path', () => {
    const paths = objectPaths(sample());
    expect(paths.length).toBeGreaterThan(20);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.stringMatching(/^[a-z]{12,20}$/), (path, key) => {
        const params = refusalOf(withValue(path === '' ? key : `${path}.${key}`, 1));
        expect(params).toMatchObject({ path: path === '' ? '.' : path, reason: `unknown: ${key}` });
      }),
    );
  });

  test('whatever a file is, it is a lesson or is refused as one', () => {
    const files = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      // The sample with one character of it another one.
      fc
        .tuple(fc.nat(sampleText.length - 1), fc.string({ unit: 'binary', maxLength: 2 }))
        .map(([at, sign]) => sampleText.slice(0, at) + sign + sampleText.slice(at + 1)),
      // Or with any value in the place of one of its own.
      fc
        .tuple(fc.constantFrom(...objectPaths(sample()).filter((path) => path !== '')), fc.jsonValue())
        .map(([path, value]) => withValue(path, value)),
    );
    fc.assert(
      fc.property(files, (text) => {
        try {
          expect(readLesson(text).version).toBe(1);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          expect(error.code).toBe('lesson');
          expect(error.params.path).toBeTypeOf('string');
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('read, written and read again it is the same', () => {
    const lesson = readLesson(sampleText);
    expect(readLesson(JSON.stringify(lesson))).toEqual(lesson);
  });
});

describe('LE2 a page is whole by itself', () => {
  const lesson = readLesson(sampleText);

  test('run, place and what is looked at are those of the page before', () => {
    const again = readLesson(withValue('pages.3.at', undefined));
    const stands = standsOf(again);
    expect(stands[0]).toMatchObject({ preset: 'board', configuration: presets.board, at: { step: 0 } });
    expect(stands[3].at).toEqual(lesson.pages[2].at);
    const other = readLesson(
      withValue('pages.3', { title: { en: 'Another' }, minutes: 1, configuration: { preset: 'judge' } }),
    );
    expect(standsOf(other)[3]).toMatchObject({ preset: 'judge', at: { step: 0 } });
  });

  test('what it does not say of the view is as a class opens, and the projector stays as it is', () => {
    const present = {
      ...OPENING_VIEW,
      blank: true,
      projectorLanguage: 'ko',
      page: 'graph',
      layer: 3,
    } as const;
    expect(viewOfPage(lesson.pages[3], present)).toEqual({
      ...OPENING_VIEW,
      blank: true,
      projectorLanguage: 'ko',
      convention: 'jacobian',
      workbench: 'numbers',
      handPage: 'made',
    });
  });

  test('a text in one language is read in the other', () => {
    expect(inLanguage({ ko: '하나' }, 'en')).toBe('하나');
    expect(inLanguage({ en: 'one', ko: '하나' }, 'ko')).toBe('하나');
    expect(inLanguage(undefined, 'ko')).toBeNull();
  });
});
