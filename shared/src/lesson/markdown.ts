/**
 * A lesson's text (SPEC LE3): a subset of Markdown as a typed tree. Paragraphs, lists, **strong**, *emphasis*, `code`, $formulas$ and
 * {quotes}; a backslash takes a sign's meaning away. Nothing of it is ever a string of HTML.
 */
import { cleanText } from '../text.ts';
import { FORMULA_LIMIT } from './limits.ts';
import { parseQuote, type Quote } from './quote.ts';
import { TextProblem } from './text-problem.ts';

export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'strong'; readonly children: readonly Inline[] }
  | { readonly type: 'emphasis'; readonly children: readonly Inline[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'formula'; readonly tex: string }
  /** `at`: where it stands in the text. */
  | { readonly type: 'quote'; readonly quote: Quote; readonly source: string; readonly at: number };

export type Block =
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] };

const bullet = /^ {0,3}- +/;
const numbered = /^ {0,3}\d{1,3}[.)] +/;
const heading = /^ {0,3}#{1,6} /;
const ESCAPABLE = '\\$*`{}<-#.';
/** What a formula may not do: reach out of itself, or define what others mean. */
const reaching =
  /\\(?:href|url|includegraphics|html\w*|[gex]?def|let|futurelet|global|long|(?:re)?newcommand|providecommand|char|catcode)(?![A-Za-z])/;

interface Span {
  readonly start: number;
  end: number;
}

/** Throws TextProblem. */
export function parseMarkdown(text: string): readonly Block[] {
  // A line's end is a space; what a text may not hold stands where it first differs.
  const clean = cleanText(`|${text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')}|`);
  const raw = `|${text}|`;
  if (clean !== raw) throw new TextProblem(firstDifference(clean, raw) - 1, 'character');
  const blocks: Block[] = [];
  let item = null as Span | null;
  let open = null as { readonly ordered: boolean | null; readonly items: Span[] } | null;
  const close = (): void => {
    if (!open) return;
    const [first, ...rest] = open.items.map(({ start, end }) => parseInline(text, start, end));
    blocks.push(
      open.ordered === null
        ? { type: 'paragraph', children: first }
        : { type: 'list', ordered: open.ordered, items: [first, ...rest] },
    );
    open = null;
    item = null;
  };
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    const marker = bullet.exec(line) ?? numbered.exec(line);
    if (heading.test(line)) throw new TextProblem(start, 'heading', '#');
    if (line.trim() === '') close();
    else if (marker) {
      const ordered = numbered.test(line);
      if (open?.ordered !== ordered) close();
      item = { start: start + marker[0].length, end };
      open ??= { ordered, items: [] };
      open.items.push(item);
    } else if (item) item.end = end;
    else {
      item = { start, end };
      open = { ordered: null, items: [item] };
    }
    start = end + 1;
  }
  close();
  if (blocks.length === 0) throw new TextProblem(0, 'empty');
  return blocks;
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < b.length && a[at] === b[at]) at++;
  return Math.min(at, b.length - 2);
}

function parseInline(text: string, start: number, end: number): readonly Inline[] {
  let at = start;
  const isSpace = (offset: number): boolean => offset < start || offset >= end || /\s/.test(text[offset]);
  /** From behind an opening sign to behind the closing one. */
  const upTo = (sign: string, opened: number): string => {
    const close = text.indexOf(sign, at);
    if (close < 0 || close >= end) throw new TextProblem(opened, 'unclosed', text[opened]);
    const inside = text.slice(at, close);
    if (inside.trim() === '') throw new TextProblem(opened, 'empty', text[opened]);
    at = close + 1;
    return inside;
  };
  const children = (closing: '**' | '*' | null, opened: number): readonly Inline[] => {
    const found: Inline[] = [];
    let plain = '';
    const flush = (): void => {
      if (plain !== '') found.push({ type: 'text', text: plain });
      plain = '';
    };
    while (at < end) {
      const sign = text[at];
      const here = at;
      if (sign === '\\' && at + 1 < end && ESCAPABLE.includes(text[at + 1])) {
        plain += text[at + 1];
        at += 2;
      } else if (sign === '$' || sign === '`' || sign === '{') {
        flush();
        at++;
        if (sign === '$') found.push(formula(upTo('$', here).trim(), here));
        else if (sign === '`') found.push({ type: 'code', text: upTo('`', here) });
        else {
          const source = upTo('}', here);
          found.push({ type: 'quote', quote: parseQuote(source, here + 1), source: source.trim(), at: here });
        }
      } else if (sign === '<' && /[a-z/!?]/i.test(text[at + 1] ?? '')) {
        throw new TextProblem(at, 'html', text.slice(at, Math.min(end, at + 12)));
      } else if (sign === '*') {
        const double = text[at + 1] === '*' && at + 1 < end;
        const opens = double ? !isSpace(at + 2) && isBefore(at) : !isSpace(at + 1) && isBefore(at);
        if (closing === '**' && double && !isSpace(at - 1)) {
          at += 2;
          flush();
          return found;
        }
        if (closing === '*' && !isSpace(at - 1) && !(double && opens)) {
          at += 1;
          flush();
          return found;
        }
        const mark = double ? '**' : '*';
        if (opens && closing !== mark) {
          flush();
          at += mark.length;
          const marked = children(mark, here);
          found.push(double ? { type: 'strong', children: marked } : { type: 'emphasis', children: marked });
        } else {
          plain += mark;
          at += mark.length;
        }
      } else if (/\s/.test(sign)) {
        while (at < end && /\s/.test(text[at])) at++;
        plain += ' ';
      } else {
        plain += sign;
        at++;
      }
    }
    if (closing) throw new TextProblem(opened, 'unclosed', closing);
    flush();
    return found;
  };
  /** A mark opens where no word has begun. */
  const isBefore = (offset: number): boolean => isSpace(offset - 1) || /[\p{P}\p{S}]/u.test(text[offset - 1]);
  return children(null, start);
}

function formula(tex: string, at: number): Inline {
  if (tex.length > FORMULA_LIMIT) throw new TextProblem(at, 'too-long', `<=${FORMULA_LIMIT}`);
  const command = reaching.exec(tex);
  if (command) throw new TextProblem(at, 'formula-command', command[0]);
  return { type: 'formula', tex };
}

/** Every inline of a text, those within others too. */
export function inlinesOf(blocks: readonly Block[]): readonly Inline[] {
  const within = (children: readonly Inline[]): readonly Inline[] =>
    children.flatMap((one) => ('children' in one ? [one, ...within(one.children)] : [one]));
  return blocks.flatMap((block) =>
    block.type === 'list' ? block.items.flatMap(within) : within(block.children),
  );
}

/** As it is read aloud and counted: a formula, a quote and a piece of code are a word each. */
export function wordCount(blocks: readonly Block[]): number {
  const text = (children: readonly Inline[]): string =>
    children
      .map((one) => ('children' in one ? text(one.children) : one.type === 'text' ? one.text : 'x'))
      .join('');
  const parts = blocks.flatMap((block) =>
    block.type === 'list' ? block.items.map(text) : [text(block.children)],
  );
  return parts.flatMap((part) => part.split(/\s+/)).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
