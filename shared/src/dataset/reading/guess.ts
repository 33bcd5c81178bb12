/** How a text is laid out, guessed from its lines (SPEC IM2). A guess is never an error: what it misses can be told. */
import { isBlank, linesOf } from '../lines.ts';
import { Problems } from './reading.ts';
import { greatestInteger, recordsOf } from './records.ts';
import { rowsOf, type Row } from './rows.ts';
import type { Separator, Shape, TableShape } from './shape.ts';
import { isOutside, isPrefixed, readTag } from './tag.ts';
import { partOf } from './part-names.ts';
import { guessType } from './types.ts';

/** So many lines are looked at. */
const SAMPLE = 4000;

export function guessShape(text: string): Shape {
  const sample = linesOf(text).slice(0, SAMPLE).join('\n');
  if (/^\s*[[{]/.test(sample.replace(/^\uFEFF/, '')) && isJson(text)) return { kind: 'records', names: null };
  const tables = (['semicolon', 'comma', 'tab', 'space'] as const).flatMap(
    (separator) => tableOf(sample, separator) ?? [],
  );
  const labelled = tables.find(({ tag }) => tag !== null);
  if (labelled) return labelled;
  const brackets = /\[[^\][]*\]\([^)]*\)/.test(sample);
  return (brackets ? undefined : tables.at(0)) ?? { kind: 'sentences', brackets };
}

function isJson(text: string): boolean {
  const { spans, tokens } = recordsOf(text, new Problems());
  return spans.length + tokens.length > 0;
}

/** The names of integer tags that are offered: CoNLL-2003's, where they reach. Null: tags are words, or no names are known. */
export function offeredNames(text: string): readonly string[] | null {
  const most = greatestInteger(recordsOf(text, new Problems()));
  if (most === null || most >= CONLL_NAMES.length) return null;
  return CONLL_NAMES.slice(0, most + 1);
}
const CONLL_NAMES = ['O', 'B-PER', 'I-PER', 'B-ORG', 'I-ORG', 'B-LOC', 'I-LOC', 'B-MISC', 'I-MISC'];

const HEADERS = {
  sentence: /^(?:sent(?:ence)?(?:[ _-]?(?:id|#|no|nr|num|number))?|satz|문장.*)\s*#?$/i,
  token: /^(?:token|word|form|text|단어|토큰|어절|음절)s?$/i,
  tag: /^(?:tag|ner|label|entity|bio|iob|태그|레이블|개체명)s?(?:[ _-]?tags?)?$/i,
} as const;

/** A table, if that is what most lines look like under this separator. */
function tableOf(sample: string, separator: Separator): TableShape | null {
  const all = rowsOf(sample, separator);
  const filled = all.filter(({ cells }) => cells.length > 0);
  const rows = filled.filter(({ written }) => !/^\s*[#;]/.test(written));
  const [first] = rows;
  if (!first) return null;
  const names = first.cells.map(({ text }) => text.trim());
  const find = (form: RegExp): number | null => {
    const at = names.findIndex((name) => form.test(name));
    return at < 0 ? null : at;
  };
  const named = { sentence: find(HEADERS.sentence), token: find(HEADERS.token), tag: find(HEADERS.tag) };
  if (named.token !== null && named.tag !== null && names.length > 1) {
    const { sentence, token, tag } = named;
    return {
      kind: 'table',
      separator,
      header: true,
      sentence,
      token,
      tag,
      ...partColumn(rows.slice(1), [sentence, token, tag]),
      syllables: isSyllables(rows, token),
    };
  }
  const wide = rows.filter(({ cells }) => cells.length > 1);
  // One line says nothing of columns: running text often comes in one, and has words that are also types.
  if (wide.length < 2 || 2 * wide.length <= rows.length) return null;
  const { token, tag } = columnsOf(all, wide);
  const isTable = tag !== null || (separator === 'tab' ? true : looksCut(all));
  if (!isTable) return null;
  const syllables = isSyllables(wide, token);
  return {
    kind: 'table',
    separator,
    header: false,
    sentence: null,
    token,
    tag,
    ...partColumn(wide, [token, tag]),
    syllables,
  };
}

/** The column in which every row, or the first of each sentence, says a part of the corpus and nothing else. */
function partColumn(rows: readonly Row[], others: readonly (number | null)[]): { readonly part?: number } {
  const width = Math.max(0, ...rows.slice(0, 100).map(({ cells }) => cells.length));
  for (let at = 0; at < width; at++) {
    if (others.includes(at)) continue;
    const said = rows.map(({ cells }) => cells.at(at)?.text.trim() ?? '').filter((text) => text !== '');
    if (said.length > 0 && said.every((text) => partOf(text) !== null)) return { part: at };
  }
  return {};
}

/** Some write the tag first; and numbers may be the words themselves. */
function columnsOf(all: readonly Row[], wide: readonly Row[]): Pick<TableShape, 'token' | 'tag'> {
  const token = tokenColumn(all);
  const tag = tagColumn(wide, token);
  if (tag !== null) return { token, tag };
  const other = 1 - token;
  const otherTag = tagColumn(wide, other);
  return otherTag === token ? { token: other, tag: otherTag } : { token, tag };
}

/** Lines of the same few words in short blocks: columns whose tags are not understood, and not prose. */
function looksCut(rows: readonly Row[]): boolean {
  const blocks = rows.map(({ cells }) => cells.length);
  while (blocks.at(-1) === 0) blocks.pop();
  const widths = blocks.filter((width) => width > 0);
  const same = widths.filter((width) => width === widths[0]).length;
  return blocks.includes(0) && same > 0.95 * widths.length && widths[0] <= 6;
}

/** The first one that neither counts 0, 1, 2… or 1, 2, 3… in each sentence nor says the same on each of its rows. */
function tokenColumn(rows: readonly Row[]): number {
  const counts = [0, 0];
  const names = new Set<string>();
  let read = 0;
  let repeated = 0;
  let later = 0;
  let place = 0;
  let before = '';
  for (const { cells, written } of rows) {
    if (cells.length === 0) place = 0;
    if (cells.length < 2 || /^\s*[#;]/.test(written)) continue;
    const text = cells[0].text.trim();
    read++;
    for (const from of [0, 1]) if (text === String(place + from)) counts[from]++;
    if (place > 0) {
      later++;
      if (text === before) repeated++;
    }
    names.add(text);
    before = text;
    place++;
  }
  const isIndex = read > 2 && Math.max(...counts) >= 0.9 * read;
  const isName = later > 2 && repeated === later && names.size > 1;
  return isIndex || isName ? 1 : 0;
}

/** The column of which nearly every cell is a tag and some name an entity; of several the one with known types, then the last. */
function tagColumn(rows: readonly Row[], token: number): number | null {
  const widths = new Map<number, number>();
  for (const { cells } of rows) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  const [[width] = [0]] = [...widths].toSorted(([, a], [, b]) => b - a);
  let best: { readonly at: number; readonly known: number } | null = null;
  for (let at = 0; at < width; at++) {
    if (at === token) continue;
    const score = tagScore(rows.map(({ cells }) => cells.at(at === width - 1 ? -1 : at)?.text.trim() ?? ''));
    if (score !== null && (!best || score >= best.known)) best = { at, known: score };
  }
  return best?.at ?? null;
}

const MOSTLY = 0.7;
/** Null: this is no column of tags; otherwise the share of its entities whose type is known by name. */
function tagScore(cells: readonly string[]): number | null {
  let tags = 0;
  let names = 0;
  let knownNames = 0;
  for (const cell of cells) {
    if (isOutside(cell)) {
      if (cell !== '') tags++;
      continue;
    }
    const type = readTag(cell)?.type;
    const isKnown = type !== undefined && guessType(type) !== undefined;
    if (type === undefined || !(isPrefixed(cell) || isKnown)) continue;
    tags++;
    names++;
    if (isKnown) knownNames++;
  }
  return names > 0 && tags >= MOSTLY * cells.length ? knownNames / names : null;
}

/** Rows of one character, with blank ones between words. */
function isSyllables(rows: readonly Row[], token: number): boolean {
  const cells = rows.map(({ cells: row }) => row.at(token)?.text ?? '');
  const blank = cells.filter(isBlank).length;
  const single = cells.filter((cell) => [...cell.trim()].length === 1).length;
  return blank > 3 && blank >= 0.05 * cells.length && single >= 0.9 * (cells.length - blank);
}
