/** What a configuration or command was refused for, as the shared schemas write it, taken apart for a sentence. */
export type Reason =
  | { readonly kind: 'at-most' | 'at-least' | 'above' | 'below'; readonly bound: number }
  | { readonly kind: 'parameters'; readonly bound: number }
  | { readonly kind: 'one-of'; readonly choices: readonly string[] }
  | { readonly kind: 'whole-number' | 'number' | 'unknown-key' | 'other' };

export function parseReason(reason: string | number | undefined): Reason {
  const text = String(reason ?? '');
  const bounded = /^(parameters<=|<=|>=|>|<)(-?[\d.e+]+)$/.exec(text);
  if (bounded) {
    const kinds = {
      'parameters<=': 'parameters',
      '<=': 'at-most',
      '>=': 'at-least',
      '>': 'above',
      '<': 'below',
    } as const;
    return { kind: kinds[bounded[1] as keyof typeof kinds], bound: Number(bounded[2]) };
  }
  if (text === 'int') return { kind: 'whole-number' };
  if (text === 'number') return { kind: 'number' };
  if (text.startsWith('unknown')) return { kind: 'unknown-key' };
  if (text.includes('|')) return { kind: 'one-of', choices: text.split('|') };
  return { kind: 'other' };
}

/** Whether there are words for it. */
export const isBound = (reason: string): boolean =>
  !['unknown-key', 'other'].includes(parseReason(reason).kind);

/** A number is missing: the field is empty, or what came is no number (a NaN is written null in JSON). */
export const isNoNumber = (
  value: string | number | undefined,
  reason: string | number | undefined,
): boolean =>
  ['number', 'int'].includes(String(reason)) &&
  ['', 'null', 'NaN', 'undefined'].includes(String(value).trim());

/** The only setting of a running run that is a number is η. */
export const numberPath = (path: string | number | undefined): string | number | undefined =>
  path === 'change.value' ? 'learningRate' : path;

/** A value as it was given: whole numbers with their thousands, anything else as it is. */
export function given(value: string | number | undefined): string {
  const text = String(value ?? '');
  return /^\d{4,}$/.test(text) ? text.replace(/\B(?=(\d{3})+(?!\d))/g, ',') : text;
}
