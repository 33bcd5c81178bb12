/**
 * A reading as a line, and ever shorter ones: name = formula = its numbers = value. It is shortened by whole terms, "…" stands
 * where numbers were, and the value is always there (SPEC UI53).
 */
import type { Numbers, Reading } from './readable.ts';
import { readingText } from './numbers.ts';
import type { Symbol } from './tensors.ts';

export interface SumForm {
  readonly name: Symbol | null;
  readonly formula: Symbol | null;
  readonly numbers: Numbers;
}

/** Where numbers are left out. */
const DOTS: Numbers = ['…'];

/** The longest first, which says everything; the last says the value alone. */
export function formsOf({ name, formula, numbers }: Reading): readonly SumForm[] {
  const terms = termsOf(numbers);
  const first = terms.length > 1 ? [...terms[0], ' + …'] : numbers;
  const dots = numbers.length > 0 ? DOTS : [];
  // Of a product the name is in the formula.
  const bare = { name, formula: name ? null : formula };
  const forms: readonly SumForm[] = [
    { name, formula, numbers },
    { name, formula, numbers: first },
    { ...bare, numbers },
    { ...bare, numbers: first },
    { ...bare, numbers: dots },
    { name: null, formula: null, numbers: dots },
    { name: null, formula: null, numbers: [] },
  ];
  return forms.filter((form, k) => k === 0 || textOf(form) !== textOf(forms[k - 1]));
}

/** What is left out of it. */
export const isShort = (form: SumForm, reading: Reading): boolean => textOf(form) !== textOf(reading);

/** All of it in plain signs, without its value. */
export const textOf = ({ name, formula, numbers }: SumForm): string =>
  [name?.text, formula?.text, numbers.map(partText).join('')].filter(Boolean).join(' = ');

export const partText = (part: number | string): string =>
  typeof part === 'number' ? readingText(part) : part;

/** What is added up, each but the first with its sign; what stands in brackets is one. */
export function termsOf(numbers: Numbers): readonly Numbers[] {
  const terms: (string | number)[][] = [];
  let depth = 0;
  for (const part of numbers) {
    if (terms.length === 0 || (depth === 0 && typeof part === 'string' && part.startsWith(' + ')))
      terms.push([]);
    terms.at(-1)?.push(part);
    if (typeof part === 'string') depth += part.split('(').length - part.split(')').length;
  }
  return terms;
}
