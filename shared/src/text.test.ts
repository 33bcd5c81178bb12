import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, isVisible, sameAs } from './text.ts';

describe('PT1 nothing visible is empty', () => {
  test.each([
    '',
    ' ',
    '\u3164',
    '\u2800',
    '\u115F',
    '\uFFA0',
    '\uFE0F',
    '\u200B',
    '\u034F',
    '\u202E',
    '\u0301',
    '\n\t',
  ])('%j', (text) => {
    expect(isVisible(text)).toBe(false);
    expect(isVisible(cleanText(text))).toBe(false);
  });
  test.each(['a', '가', '.', 'é', '😀', '〆'])('%s is seen', (text) => {
    expect(isVisible(cleanText(text))).toBe(true);
  });
});

describe('PT2 two that look alike are alike', () => {
  test.each([
    'Ada\u034F Jr',
    'Ada\uFE0F Jr',
    'Ada\u180B Jr',
    'Ada\u17B4 Jr',
    'Ada Jr\u3164',
    'ADA\u00A0JR',
    'Ａｄａ Jr',
  ])('%j', (text) => {
    expect(sameAs(text)).toBe(sameAs('Ada Jr'));
    expect(sameAs(cleanText(text))).toBe(sameAs('Ada Jr'));
  });
});

describe('PT3 what is kept', () => {
  test.each([
    ['a family of joined emoji', '👩\u200D👧'],
    ['a skin tone and its joiner', '👩🏽\u200D🚀'],
    ['a heart drawn in colour', '❤\uFE0F'],
    ['a keycap', '1\uFE0F\u20E3'],
    ['the flag of a region', '🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}'],
    ['a Persian word', 'می\u200Cخواهم'],
    ['a Sinhala conjunct', 'ශ්\u200Dරී'],
    ['a variant of a character', '葛\u{E0100}'],
  ])('%s', (_, text) => {
    expect(cleanText(text)).toBe(text.normalize('NFC'));
  });

  test.each([
    ['a\u202Edelta', 'adelta'],
    ['\u2066x\u2069', 'x'],
    ['a\u200Db', 'ab'],
    ['so\u0007 it', 'so  it'],
    ['two\nlines', 'two\nlines'],
  ])('%j becomes %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  test('what is clean stays as it is, and holds nothing that turns its surroundings', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = cleanText(text);
        expect(cleanText(clean)).toBe(clean);
        expect(clean).not.toMatch(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u);
        expect(sameAs(sameAs(text))).toBe(sameAs(text));
      }),
      { numRuns: 2000 },
    );
  });
});
