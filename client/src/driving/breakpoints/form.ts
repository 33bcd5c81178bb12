/** A breakpoint as it is typed, and what the schema makes of it. */
import { breakpointSchema, valueOf, type Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import { parseWith } from '@deltaboard/shared/schema.ts';

export type BreakpointKind = Breakpoint['kind'];

export const kinds = [
  'location',
  'misclassified',
  'score-gradient-above',
  'word',
  'step',
  'rms-above',
  'not-finite',
] as const satisfies readonly BreakpointKind[];

/** What a kind asks for beside itself; null: nothing. */
export const valueName = (kind: BreakpointKind): 'bound' | 'word' | 'step' | null => {
  switch (kind) {
    case 'rms-above':
    case 'score-gradient-above':
      return 'bound';
    case 'word':
      return 'word';
    case 'step':
      return 'step';
    case 'not-finite':
    case 'misclassified':
    case 'location':
      return null;
  }
};

/** What the field starts with. */
export const openingValue = (kind: BreakpointKind, updates: number): string => {
  switch (kind) {
    case 'score-gradient-above':
      return '0.2';
    case 'rms-above':
      return '1';
    case 'step':
      return String(Math.ceil((updates + 1) / 1000) * 1000);
    default:
      return '';
  }
};

/**
 * The breakpoint that is asked for; words in lower case, as the network reads them.
 * @throws Refusal 'command' with path, value and reason
 */
export function breakpointOf(kind: BreakpointKind, typed: string): Breakpoint {
  const name = valueName(kind);
  const text = typed.trim();
  if (name === null) return parseWith(breakpointSchema, { kind }, 'command');
  if (name === 'word') return parseWith(breakpointSchema, { kind, word: text.toLowerCase() }, 'command');
  const number = Number(text);
  return parseWith(
    breakpointSchema,
    { kind, [name]: text === '' || Number.isNaN(number) ? text : number },
    'command',
  );
}

/** What was typed for it. */
export const typedOf = (breakpoint: Breakpoint): string => String(valueOf(breakpoint) ?? '');
