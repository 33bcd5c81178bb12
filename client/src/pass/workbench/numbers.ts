/** Vectors and matrices as text: their first entries, and honestly how many there are. */
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import { decimalsOf, readingText } from '../board/numbers.ts';
import { greatestOf, snap } from '../board/scale.ts';
import { count, fixed } from '../../language/format.ts';
import type { TermValue } from './parts.ts';

/** Vectors of up to so many entries are written whole. */
const WHOLE = 3;
/** Of longer ones so many are shown where there is room. */
export const SHOWN = 2;

export interface Abbreviated {
  readonly before: string;
  readonly entries: readonly string[];
  /** How many there are in all; null where all of them are written. */
  readonly of: string | null;
  readonly after: string;
}

/** @param most entries of a vector or a matrix that there is room for */
export function abbreviated(value: TermValue, most = SHOWN): Abbreviated {
  const bare = { before: '', of: null, after: '' };
  const bracketed = (before: string, values: Reals, after: string): Abbreviated =>
    shortened(before, values, after, most);
  switch (value.form) {
    case 'number':
      return { ...bare, entries: [value.text] };
    case 'scalar':
      return { ...bare, entries: [readingText(value.value)] };
    case 'row':
      return bracketed('[', value.values, ']');
    case 'column':
      return bracketed('[', value.values, ']ᵀ');
    case 'diagonal':
      return bracketed('diag(', value.values, ')');
    case 'matrix':
      return { ...bracketed('[', value.values, ']'), of: `${value.rows}×${value.columns}` };
    case 'transposed':
      return { ...bracketed('[', value.values, ']ᵀ'), of: `${value.rows}×${value.columns}` };
    case 'identity':
      return {
        ...bare,
        before: 'diag(',
        entries: ['1', '1'].slice(0, most),
        of: count(value.size),
        after: ')',
      };
    case 'row-block': {
      const { entries } = bracketed('', value.x, '');
      return {
        before: '[',
        entries: most < SHOWN ? entries : [...entries, '0', '0'],
        of: `${value.rows}×${value.rows * value.x.length}`,
        after: ']',
      };
    }
  }
}

function shortened(before: string, values: Reals, after: string, most: number): Abbreviated {
  const decimals = Math.min(4, decimalsOf(snap(greatestOf(values))));
  const isWhole = values.length <= (most < SHOWN ? most : WHOLE);
  const shown = isWhole ? values : values.subarray(0, most);
  return {
    before,
    entries: Array.from(shown, (entry) => written(entry, decimals)),
    of: isWhole ? null : count(values.length),
    after,
  };
}

/** An exact zero as 0; what only rounds to it with its power of ten. */
const written = (entry: number, decimals: number): string =>
  entry === 0
    ? '0'
    : Number(fixed(Math.abs(entry), decimals)) === 0
      ? readingText(entry)
      : fixed(entry, decimals);
