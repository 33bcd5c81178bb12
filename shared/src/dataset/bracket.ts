/**
 * Inline bracket notation: `The museums in [Paris](LOC) are amazing to see .`, one sentence a line (SPEC DS1, DS2).
 *
 * Tokens are separated by runs of spaces or tabs; an entity's brackets end a token too, so that `[Paris](LOC).` is two
 * tokens. Inside a token `[`, `]` and `\` are written `\[`, `\]` and `\\`, and a `#` that would begin the line `\#`; `\(`
 * and `\)` are read as well, and any other backslash is itself. Lines that begin with `#` are comments; the comment
 * `# genre: title` begins a document. Columns are UTF-16 code units.
 */
import { Refusal } from '../refusal.ts';
import { linesOf } from './lines.ts';
import { entityTypes, withinLimits, type Document, type EntityType, type Sentence } from './sentence.ts';

const ESCAPABLE = '[]\\#()';
const HEADER = /^#[ \t]*(\p{L}[\p{L}\p{N}_-]*:.*)$/u;
/** The genre of a title that has none, so that every title, also the empty one, makes a header that can be read back. */
const NO_GENRE = 'document:';

const isBlank = (character: string): boolean => character === ' ' || character === '\t';

/** A line's words and what is in brackets, under whatever types they are read as. */
export interface BracketLine<Type> {
  readonly tokens: readonly string[];
  readonly entities: readonly { readonly start: number; readonly end: number; readonly type: Type }[];
}

/**
 * @param lineNumber 1-based, for the errors
 * @throws Refusal corpus-unclosed-bracket, corpus-missing-label, corpus-unknown-label, corpus-empty-entity,
 *   corpus-stray-bracket, corpus-long-sentence, corpus-long-entity, or corpus-empty for a line without a token
 */
export function parseBracketSentence(line: string, lineNumber = 1): Sentence {
  const typeOf = (label: string): EntityType | undefined => entityTypes.find((type) => type === label);
  return withinLimits(scanBracketLine(line, lineNumber, typeOf, isBlank), lineNumber);
}

/**
 * @param typeOf undefined for what is no label
 * @param isSpace whether a character ends a token
 * @throws Refusal as parseBracketSentence does, but for the limits
 */
export function scanBracketLine<Type>(
  line: string,
  lineNumber: number,
  typeOf: (label: string) => Type | undefined,
  isSpace: (character: string) => boolean,
): BracketLine<Type> {
  const tokens: string[] = [];
  const entities: { start: number; end: number; type: Type }[] = [];
  let token = '';
  /** The entity that is open: where its `[` stands, 0-based, and its first token. */
  let open: { readonly at: number; readonly start: number } | undefined;
  const refuse = (
    code: Refusal['code'],
    at: number,
    params: Readonly<Record<string, string>> = {},
  ): never => {
    throw new Refusal(code, { line: lineNumber, column: at + 1, ...params });
  };
  const endToken = (): void => {
    if (token !== '') tokens.push(token);
    token = '';
  };
  for (let at = 0; at < line.length; at++) {
    const character = line[at];
    if (isSpace(character)) {
      endToken();
    } else if (character === '\\' && at + 1 < line.length && ESCAPABLE.includes(line[at + 1])) {
      token += line[++at];
    } else if (character === '[') {
      if (open) refuse('corpus-stray-bracket', at, { character });
      endToken();
      open = { at, start: tokens.length };
    } else if (character === ']') {
      if (!open) return refuse('corpus-stray-bracket', at, { character });
      endToken();
      if (tokens.length === open.start) refuse('corpus-empty-entity', open.at);
      if (line[at + 1] !== '(' || line[at + 2] === ')') refuse('corpus-missing-label', at + 1);
      const end = endOfLabel(line, at + 2);
      if (line[end] !== ')') refuse('corpus-unclosed-bracket', at + 1);
      const label = line.slice(at + 2, end);
      const type = typeOf(label);
      if (type === undefined) return refuse('corpus-unknown-label', at + 2, { label: label.slice(0, 40) });
      entities.push({ start: open.start, end: tokens.length, type });
      open = undefined;
      at = end;
    } else {
      token += character;
    }
  }
  endToken();
  if (open) refuse('corpus-unclosed-bracket', open.at);
  if (tokens.length === 0) refuse('corpus-empty', 0);
  return { tokens, entities };
}

/**
 * Text to documents. LF, CRLF and CR end a line; blank lines are ignored; sentences before the first header are a
 * document with the title ''. A title is the header without its `#`, genre included. Headers without sentences vanish.
 * @throws Refusal as parseBracketSentence does, and corpus-empty when there is no sentence at all
 */
export function parseBracket(text: string): Document[] {
  const documents: { title: string; sentences: Sentence[] }[] = [{ title: '', sentences: [] }];
  linesOf(text).forEach((line, index) => {
    const title = titleOf(line);
    if (title !== null) documents.push({ title, sentences: [] });
    else if (!line.startsWith('#') && /[^ \t]/.test(line)) {
      documents[documents.length - 1].sentences.push(parseBracketSentence(line, index + 1));
    }
  });
  const filled = documents.filter(({ sentences }) => sentences.length > 0);
  if (filled.length === 0) throw new Refusal('corpus-empty', { line: 1, column: 1 });
  return filled;
}

/** Read back by parseBracketSentence, whatever the tokens, as long as they are not empty and hold no white space. */
export function printBracketSentence({ tokens, entities }: Sentence): string {
  const words = tokens.map((token) => token.replace(/[[\]\\]/g, '\\$&'));
  for (const { start, end, type } of entities) {
    words[start] = `[${words[start]}`;
    words[end - 1] = `${words[end - 1]}](${type})`;
  }
  return words.join(' ').replace(/^#/, '\\#');
}

/** Read back by parseBracket; white space in a title becomes single spaces, since a header is one line. */
export function printBracket(documents: readonly Document[]): string {
  return documents
    .map(({ title, sentences }, index) => {
      const lines = sentences.map((sentence) => `${printBracketSentence(sentence)}\n`);
      return [index === 0 && title === '' ? '' : `${headerOf(title)}\n`, ...lines].join('');
    })
    .join('\n');
}

function headerOf(title: string): string {
  const line = title.replace(/\s+/g, ' ').trim();
  return HEADER.test(`# ${line}`) && !line.startsWith(NO_GENRE)
    ? `# ${line}`
    : `# ${NO_GENRE} ${line}`.trimEnd();
}

/** The title of the document that a line begins; null: it begins none. */
export function titleOf(line: string): string | null {
  const header = HEADER.exec(line)?.[1];
  if (header === undefined) return null;
  return (header.startsWith(NO_GENRE) ? header.slice(NO_GENRE.length) : header).trim();
}

/** Position of the first bracket from `from` on, or the line's length. */
function endOfLabel(line: string, from: number): number {
  let end = from;
  while (end < line.length && !'()[]'.includes(line[end])) end++;
  return end;
}
