/**
 * The one way to schemas: zod without code made at run time, which a strict content security policy forbids; and how what is wrong is
 * said.
 */
import * as z from 'zod/mini';
import { Refusal } from './refusal.ts';

// Before the first schema is made: every file that makes one has it from here.
z.config({ jitless: true });

export { z };

/** Validates at the door: the first issue becomes a Refusal with path, value and a terse, untranslated bound. */
export function parseWith<T>(
  schema: z.ZodMiniType<T>,
  value: unknown,
  code: 'configuration' | 'command' | 'link' | 'lesson',
): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const at = issue.path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
  throw new Refusal(code, { path: issue.path.join('.') || '.', value: printed(at), reason: reasonOf(issue) });
}

function printed(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[…]' : '{…}';
  const text = typeof value === 'number' && Number.isNaN(value) ? 'NaN' : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function reasonOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return issue.inclusive === false ? `<${issue.maximum}` : `<=${issue.maximum}`;
    case 'too_small':
      return issue.inclusive === false ? `>${issue.minimum}` : `>=${issue.minimum}`;
    case 'invalid_value':
      return issue.values.join('|');
    case 'invalid_type':
      return issue.expected;
    case 'unrecognized_keys':
      return `unknown: ${issue.keys.join(', ').slice(0, 60)}`;
    default:
      return issue.code;
  }
}
