/**
 * JSON, a record a line or one list, in the forms of spaCy, doccano, Label Studio, Prodigy and Hugging Face (SPEC IM3): a
 * text with its spans, or tokens with their tags.
 */
import { linesOf } from '../lines.ts';
import type { Problems } from './reading.ts';

type Json = Readonly<Record<string, unknown>>;
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}
export interface SpanRecord {
  readonly line: number;
  readonly text: string;
  readonly spans: readonly Span[];
}
export interface TokenRecord {
  readonly line: number;
  readonly tokens: readonly string[];
  readonly tags: readonly (string | number)[];
}
export interface Records {
  readonly spans: readonly SpanRecord[];
  readonly tokens: readonly TokenRecord[];
}

/** The records of a text, and what is none as problems. */
export function recordsOf(text: string, problems: Problems): Records {
  const spans: SpanRecord[] = [];
  const tokens: TokenRecord[] = [];
  for (const { line, value, written } of valuesOf(text)) {
    const record = value === undefined ? null : recordOf(value, line);
    if (!record) problems.add('json', line, 1, written);
    else if ('tokens' in record) tokens.push(record);
    else spans.push(record);
  }
  return { spans, tokens };
}

/** The greatest integer that stands as a tag; null: tags are words. */
export const greatestInteger = ({ tokens }: Records): number | null =>
  tokens
    .flatMap(({ tags }) => tags)
    .reduce<number | null>(
      (most, tag) => (typeof tag === 'number' ? Math.max(most ?? tag, tag) : most),
      null,
    );

interface Value {
  readonly line: number;
  /** Undefined: it is no JSON. */
  readonly value: unknown;
  readonly written: string;
}

function valuesOf(text: string): Value[] {
  const lines = linesOf(text);
  const whole = lines.length > 0 && /^\s*\[/.test(text) ? parsed(text.replace(/^\uFEFF/, '')) : undefined;
  if (Array.isArray(whole) && !isTuple(whole)) {
    const list: readonly unknown[] = whole;
    return list.map((value, index) => ({ line: index + 1, value, written: JSON.stringify(value) }));
  }
  return lines.flatMap((written, index) =>
    written.trim() === '' ? [] : [{ line: index + 1, value: parsed(written), written }],
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** spaCy's training form: [text, { entities }]. */
const isTuple = (value: unknown): value is readonly [string, Json] =>
  Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && isObject(value[1]);

function recordOf(value: unknown, line: number): SpanRecord | TokenRecord | null {
  if (isTuple(value)) return recordOf({ ...value[1], text: value[0] }, line);
  if (!isObject(value)) return null;
  const tokens = first(value, ['tokens', 'words']);
  const tags = first(value, ['ner_tags', 'tags', 'ner', 'labels', 'ner_tag']);
  if (isList(tokens) && tokens.every((one) => typeof one === 'string') && isList(tags) && tags.every(isTag))
    return { line, tokens, tags };
  const data = value['data'];
  const text = first(isObject(data) ? { ...value, ...data } : value, ['text', 'sentence', 'content', 'data']);
  return typeof text === 'string' ? { line, text, spans: spansOf(value) } : null;
}

const isTag = (one: unknown): one is string | number =>
  typeof one === 'string' || (typeof one === 'number' && Number.isSafeInteger(one));
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const first = (value: Json, keys: readonly string[]): unknown =>
  keys.map((key) => value[key]).find((one) => one !== undefined && one !== null);

function spansOf(value: Json): Span[] {
  const annotations = first(value, ['annotations', 'completions']);
  const list =
    first(value, ['entities', 'spans', 'label', 'labels', 'ents']) ??
    (isList(annotations)
      ? annotations.flatMap((one) => (isObject(one) && isList(one['result']) ? one['result'] : []))
      : []);
  return isList(list) ? list.flatMap((one) => spanOf(one) ?? []) : [];
}

function spanOf(one: unknown): Span | null {
  if (isList(one)) {
    const [start, end, type] = one;
    return typeof start === 'number' && typeof end === 'number' && typeof type === 'string'
      ? { start, end, type }
      : null;
  }
  if (!isObject(one)) return null;
  const value = isObject(one['value']) ? one['value'] : one;
  const start = first(value, ['start', 'start_offset', 'begin', 'start_char']);
  const end = first(value, ['end', 'end_offset', 'end_char']);
  const named = first(value, ['label', 'labels', 'type', 'tag', 'entity', 'entity_type']);
  const type: unknown = isList(named) ? named.at(0) : named;
  return typeof start === 'number' && typeof end === 'number' && typeof type === 'string'
    ? { start, end, type }
    : null;
}
