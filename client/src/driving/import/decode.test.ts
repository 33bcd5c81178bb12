import { expect, test } from 'vitest';
import { decode, guessEncoding } from './decode.ts';

const latin = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const utf16 = (text: string, little: boolean, marked: boolean): Uint8Array => {
  const units = marked ? `\uFEFF${text}` : text;
  const view = new DataView(new ArrayBuffer(2 * units.length));
  for (let i = 0; i < units.length; i++) view.setUint16(2 * i, units.charCodeAt(i), little);
  return new Uint8Array(view.buffer);
};
const text = 'Zürich\tB-LOC\nwar\tO\n';

test.each([
  ['utf-8', new TextEncoder().encode(text)],
  ['utf-16le', utf16(text, true, true)],
  ['utf-16be', utf16(text, false, true)],
  ['utf-16le', utf16(text, true, false)],
  ['utf-16be', utf16(text, false, false)],
  ['windows-1252', latin(text)],
] as const)('IM11 %s is known', (encoding, bytes) => {
  expect(guessEncoding(bytes)).toBe(encoding);
  expect(decode(bytes, encoding)).toBe(text);
});

test('IM11 Korean of older programs is known', () => {
  // 서울에서 in EUC-KR.
  const bytes = Uint8Array.from([0xbc, 0xad, 0xbf, 0xef, 0xbf, 0xa1, 0xbc, 0xad]);
  expect(guessEncoding(bytes)).toBe('euc-kr');
  expect(decode(bytes, 'euc-kr')).toBe('서울에서');
});

test('IM11 what is told is taken', () => {
  expect(decode(latin('\u00E9'), 'windows-1251')).toBe('й');
});
