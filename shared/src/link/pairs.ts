/**
 * JSON as pairs of a path and a text, and back: `hidden.0=8`. Numbers, true, false and null are written bare, and so is a text that is
 * none of these; an empty list is `[]`.
 */
import { Refusal } from '../refusal.ts';

/** Steps of a path, and entries of a list: nothing that is linked is deeper or longer. */
const DEPTH = 4;
const ENTRIES = 100;

export type Pair = readonly [path: string, value: string];

/** Every leaf of a value, in order. */
export function pairsOf(value: unknown, path = ''): readonly Pair[] {
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    if (entries.length > 0)
      return entries.flatMap(([key, inner]) => pairsOf(inner, path === '' ? key : `${path}.${key}`));
  }
  return [[path, textOf(value)]];
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return leafOf(value) === value ? value : JSON.stringify(value);
  return JSON.stringify(value);
}

/** What a text stands for. A text in quotes that are none is itself. */
function leafOf(text: string): unknown {
  if (text === '[]') return [];
  if (!/^(-?\d[\d.eE+-]*|true|false|null|".*")$/s.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** A list or an object that is being put together. */
type Node = Map<string, Node | Leaf>;
interface Leaf {
  readonly leaf: unknown;
}

/** Throws Refusal 'link' with the path that is malformed, stands twice, or is a value and has values in it. */
export function fromPairs(pairs: readonly Pair[]): unknown {
  const root: Node = new Map();
  for (const [path, value] of pairs) {
    const keys = path.split('.');
    if (keys.length > DEPTH || !keys.every((key) => /^([A-Za-z][A-Za-z0-9]{0,30}|\d{1,3})$/.test(key)))
      throw malformed(path, value, 'name');
    let node = root;
    for (const key of keys.slice(0, -1)) {
      const inner: Node | Leaf = node.get(key) ?? new Map<string, Node | Leaf>();
      if (!(inner instanceof Map)) throw malformed(path, value, 'twice');
      node.set(key, inner);
      node = inner;
    }
    const last = keys[keys.length - 1];
    if (node.has(last)) throw malformed(path, value, 'twice');
    node.set(last, { leaf: leafOf(value) });
  }
  return valueOf(root, '');
}

function valueOf(node: Node | Leaf, path: string): unknown {
  if (!(node instanceof Map)) return node.leaf;
  const inner = [...node].map(
    ([key, value]) => [key, valueOf(value, path === '' ? key : `${path}.${key}`)] as const,
  );
  if (!/^\d/.test(inner[0]?.[0] ?? '')) return Object.fromEntries(inner);
  // In order, from 0 on, each once: nothing else is a list.
  const stray = inner.find(([key], k) => key !== String(k) || k >= ENTRIES);
  if (stray) throw malformed(path === '' ? stray[0] : `${path}.${stray[0]}`, '', 'name');
  return inner.map(([, value]) => value);
}

export const malformed = (path: string, value: string, reason: string): Refusal =>
  new Refusal('link', { path: short(path), value: short(value), reason });

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
