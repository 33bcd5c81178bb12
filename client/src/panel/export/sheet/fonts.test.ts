import { expect, test } from 'vitest';
import { rangesOf } from './fonts.ts';

test('PN1 which signs a font face has is read from its range', () => {
  expect(rangesOf('U+0000-00FF, U+131, U+4??')).toEqual([
    [0, 0xff],
    [0x131, 0x131],
    [0x400, 0x4ff],
  ]);
  expect(rangesOf('')).toEqual([[0, 0x10ffff]]);
});
