/**
 * A row a token: CoNLL columns in all their forms, spreadsheets, Korean eojeol and syllable rows (SPEC IM3, IM5). What its
 * columns are is told by `TableShape`.
 */
import { checkedSentence } from './limits.ts';
import { SPACES } from '../lines.ts';
import { Problems, type Reading, type ReadSentence } from './reading.ts';
import { rowsOf, type Cell, type Row } from './rows.ts';
import type { TableShape } from './shape.ts';
import type { PartName } from '../sentence.ts';
import { partOf } from './part-names.ts';
import { entitiesOf, isOutside, isPrefixed, readTag, type Tag } from './tag.ts';

interface Token {
  readonly text: string;
  readonly tag: Tag | null;
}

export function readTable(text: string, shape: TableShape): Reading {
  const rows = rowsOf(text, shape.separator);
  const table = { ...shape, ...formOf(rows, shape) };
  const problems = new Problems();
  const documents: { title: string; sentences: ReadSentence[]; part?: PartName }[] = [
    { title: '', sentences: [] },
  ];
  let part: PartName | null = null;
  let tokens: Token[] = [];
  let firstLine = 1;
  let isTorn = false;
  let id = '';

  const endSentence = (): void => {
    if (tokens.length > 0 && !isTorn) {
      const words = cut(shape.syllables ? joined(tokens, firstLine, problems) : tokens);
      const entities = entitiesOf(words.map(({ tag }) => tag));
      const sentence = checkedSentence(
        words.map((word) => word.text),
        entities,
        firstLine,
        problems,
      );
      if (sentence) documents[documents.length - 1].sentences.push(sentence);
    }
    tokens = [];
    isTorn = false;
  };

  rows.slice(shape.header ? 1 + rows.findIndex(({ cells }) => cells.length > 0) : 0).forEach((row) => {
    const { cells, line } = row;
    if (cells.length === 0) {
      if (shape.sentence === null) endSentence();
      return;
    }
    const document = documentOf(row, shape);
    if (document !== null) {
      endSentence();
      documents.push({ title: document, sentences: [], ...(part && { part }) });
      return;
    }
    if (isComment(row, table)) return;
    const own = shape.sentence === null ? '' : (cells.at(shape.sentence)?.text ?? '').trim();
    if (own !== '' && own !== id) {
      endSentence();
      id = own;
    }
    const at = shape.part ?? null;
    const said = at === null ? null : partOf(cells.at(at)?.text ?? '');
    if (said !== null && said !== part) {
      endSentence();
      part = said;
      documents.push({ title: '', sentences: [], part });
    }
    if (tokens.length === 0 && !isTorn) firstLine = line;
    const tagCell = tagCellOf(cells, table);
    if (cells.length <= shape.token || !tagCell) {
      problems.add('columns', line, row.written.length + 1, String(cells.length));
      isTorn = true;
      return;
    }
    const token = cells[shape.token];
    if (token.text.trim() === '' && !shape.syllables) {
      problems.add('blank-token', line, token.column, tagCell.text);
      return;
    }
    const isMissing = tagCell.text.trim() === '' && table.writesOutside;
    const tag = isMissing ? undefined : readTag(tagCell.text);
    if (tag === undefined) {
      problems.add('bad-tag', line, tagCell.column, tagCell.text);
      isTorn = true;
      return;
    }
    tokens.push({ text: token.text, tag });
  });
  endSentence();
  return { documents: documents.filter(({ sentences }) => sentences.length > 0), problems: problems.list };
}

/** What a row of this table looks like. */
interface Form {
  /** The number of cells that most rows have. */
  readonly width: number;
  /** Whether O stands in it; otherwise an empty cell means it. */
  readonly writesOutside: boolean;
  /** Types of tags without a letter for their part. */
  readonly bare: ReadonlySet<string>;
}

function formOf(rows: readonly Row[], shape: TableShape): Form {
  const widths = new Map<number, number>();
  const bare = new Set<string>();
  let writesOutside = false;
  for (const { cells, written } of rows) {
    if (cells.length === 0 || isMarked(written)) continue;
    widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
    const tag = shape.tag === null ? '' : (cells.at(shape.tag)?.text.trim() ?? '');
    if (tag !== '' && isOutside(tag)) writesOutside = true;
    else if (tag !== '' && !isPrefixed(tag)) bare.add(tag);
  }
  const [[width] = [2]] = [...widths].toSorted(([, a], [, b]) => b - a);
  return { width, writesOutside, bare };
}

const isMarked = (line: string): boolean => /^\s*[#;]/.test(line);

/**
 * A line that begins with # or ; is a comment unless its columns are the table's: `#hashtag⇥O` is a token, and
 * `# text = Her blood type is O` is none.
 */
function isComment({ cells, written }: Row, form: Form & TableShape): boolean {
  if (!isMarked(written)) return false;
  if (cells.length !== form.width) return true;
  const tag = tagCellOf(cells, form)?.text.trim();
  return tag === undefined || !(isOutside(tag) || isPrefixed(tag) || form.bare.has(tag));
}

/** The tag column, counted from the end where it is the last: what stands between token and tag varies. */
function tagCellOf(cells: readonly Cell[], { tag, width, token }: Form & TableShape): Cell | undefined {
  if (tag === null) return undefined;
  const at = tag === width - 1 && tag > token ? cells.length - 1 : tag;
  return at === token ? undefined : cells.at(at);
}

const DOCUMENT = /^-*DOCSTART-*$/i;
const NEW_DOCUMENT = /^\s*#\s*newdoc\b(?:\s+id\s*=\s*)?(.*)$/i;

/** The title of the document that begins here; null: none does. */
function documentOf({ cells, written }: Row, { token }: TableShape): string | null {
  if ([cells.at(0), cells.at(token)].some((cell) => DOCUMENT.test(cell?.text.trim() ?? ''))) return '';
  const marked = NEW_DOCUMENT.exec(written);
  return marked ? marked[1].trim() : null;
}

/** A token with spaces inside is several words of the same entity. */
const cut = (tokens: readonly Token[]): Token[] =>
  tokens.flatMap(({ text, tag }) =>
    text
      .split(SPACES)
      .filter((word) => word !== '')
      .map((word, i, { length }) => ({
        text: word,
        tag: tag && { ...tag, begins: tag.begins && i === 0, ends: tag.ends && i === length - 1 },
      })),
  );

/** Syllables as words: a word is of the entity that its first labelled syllable is of. */
function joined(syllables: readonly Token[], line: number, problems: Problems): Token[] {
  const words: { text: string; tag: Tag | null }[] = [];
  let isOpen = false;
  let before: Tag | null = null;
  for (const { text, tag } of syllables) {
    if (text.trim() === '') isOpen = false;
    else if (!isOpen) {
      // In the middle of an entity a word continues it.
      words.push({ text, tag });
      isOpen = true;
    } else {
      const word = words[words.length - 1];
      word.text += text;
      const isSecond =
        word.tag !== null && tag !== null && (tag.begins || tag.type !== word.tag.type || !before);
      if (isSecond) problems.add('two-in-a-word', line, 1, word.text);
      else word.tag ??= tag;
    }
    before = tag;
  }
  return words;
}
