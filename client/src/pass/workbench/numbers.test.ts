// @vitest-environment node
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { abbreviated, SHOWN } from './numbers.ts';
import type { TermValue } from './parts.ts';

const values = Float64Array.of(0.25, -0.5, 1, 2);
const line = (value: TermValue, most: number): string => {
  const { before, entries, of, after } = abbreviated(value, most);
  return `${before}${entries.join(' ')}${of === null ? '' : ` … ${of}`}${after}`;
};

test('UI53 where there is less room fewer entries are written, and how many there are is always said', () => {
  const column: TermValue = { form: 'column', values };
  expect([2, 1, 0].map((most) => line(column, most))).toEqual([
    '[0.250 −0.500 … 4]ᵀ',
    '[0.250 … 4]ᵀ',
    '[ … 4]ᵀ',
  ]);
  const block: TermValue = { form: 'row-block', x: values, rows: 3 };
  expect([2, 1].map((most) => line(block, most))).toEqual(['[0.250 −0.500 0 0 … 3×12]', '[0.250 … 3×12]']);
  expect([2, 1, 0].map((most) => line({ form: 'identity', size: 8 }, most))).toEqual([
    'diag(1 1 … 8)',
    'diag(1 … 8)',
    'diag( … 8)',
  ]);
});

test('UI53 a number is never left out, and a vector that is written whole is whole', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 0, max: SHOWN }),
      (entries, most) => {
        const row = abbreviated({ form: 'row', values: Float64Array.from(entries) }, most);
        expect(row.of === null).toBe(row.entries.length === entries.length);
        expect(row.entries.length).toBeLessThanOrEqual(entries.length);
        expect(abbreviated({ form: 'scalar', value: entries[0] }, most).entries).toHaveLength(1);
      },
    ),
  );
});
