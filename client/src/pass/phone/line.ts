/**
 * The number line of what is read: its name and the numbers that make it, term by term. A line is broken between terms only, and what it
 * leaves out are whole terms: it never says what is not so.
 */
import { functionSymbols, type Symbol } from '../board/tensors.ts';
import { readingText } from '../board/numbers.ts';
import type { Picture } from '../../picture/picture.ts';
import { readingOf } from '../board/reading.ts';
import type { EquationKey } from '../workbench/parts.ts';
import type { Card } from './parts.ts';

export interface NumberLine {
  readonly name: Symbol;
  /** What follows the name, each in one piece: "= 0.116", "· 0.515". */
  readonly terms: readonly string[];
  /** null: not yet. */
  readonly value: string | null;
}

/** Of a longer sum the first ones are written. */
const MOST_TERMS = 4;
const FIRST_TERMS = 3;

/** A whole number as one: of 1 and 0 there are no decimals. */
const written = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1000 ? String(value).replace('-', '−') : readingText(value);

export function numberLine(card: Card, key: EquationKey | null, picture: Picture): NumberLine {
  const { name } = card;
  if (card.sum && card.sum.text === name.text && key !== 'J') return sumLine(card);
  const row = card.row ?? 0;
  const values = card.columns.map((column) => column.values?.[row] ?? null);
  const result = values.at(-1) ?? null;
  const value = result === null ? null : written(result);
  switch (key) {
    case 'x':
      return { name, terms: [], value: textAt(card, card.column ?? 0, row) };
    case 'J':
    case 'dJ':
    case 'ds':
      return readLine(card, picture);
    case 'h': {
      const [z] = values;
      const f = functionSymbols[picture.nonLinearity].text;
      return { name, terms: z === null ? [] : [`= ${f}(${written(z)})`], value };
    }
    case 'mean': {
      const [total] = values;
      return {
        name,
        terms: total === null ? [] : [`= ${written(total)}`, `÷ ${picture.method.batch}`],
        value,
      };
    }
    default:
      return { name, terms: joined(card.signs, values.slice(0, -1)), value };
  }
}

const textAt = (card: Card, column: number, row: number): string | null => {
  const value = card.columns[column]?.values?.[row];
  return value === undefined ? null : written(value);
};

/** Everything before the last column; nothing where one of them is not there. */
function joined(signs: readonly string[], values: readonly (number | null)[]): readonly string[] {
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return [];
  return known.map((value, k) => (k === 0 ? `= ${written(value)}` : signed(signs[k], value)));
}

const signed = (sign: string, value: number): string =>
  sign === '+' && value < 0 ? `− ${written(-value)}` : `${sign === '∘' ? '·' : sign} ${written(value)}`;

function sumLine({ name, sum, columns }: Card): NumberLine {
  const value = sum?.value ?? null;
  const terms = columns.at(-1)?.values ?? null;
  if (value === null || !terms) return { name, terms: [], value: null };
  const all = Array.from(terms, (term, k) => (k === 0 ? `= ${written(term)}` : signed('+', term)));
  return {
    name,
    terms: all.length <= MOST_TERMS ? all : [...all.slice(0, FIRST_TERMS), '+ …'],
    value: written(value),
  };
}

/** As it is read on the board. */
function readLine({ quantity, row, name }: Card, picture: Picture): NumberLine {
  const { numbers, value } = readingOf(picture, { quantity, index: row ?? 0 });
  const text = numbers.map((part) => (typeof part === 'number' ? written(part) : part)).join('');
  return {
    name,
    terms: text === '' ? [] : [`= ${text}`],
    value: value === null ? null : written(value),
  };
}
