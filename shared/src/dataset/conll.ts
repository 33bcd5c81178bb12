/**
 * CoNLL columns: one token a line, its tag in the last column, a blank line after a sentence (SPEC DS1, DS2).
 *
 * Columns are separated by tabs or spaces; what stands between token and tag is ignored. `-DOCSTART-` begins a document.
 * A line is a comment if it begins with `#` and its last column has not the form of a tag: `# a note` is a comment,
 * `#hashtag O` and `# O` are tokens (tweets need them), and `#hashtag B-nonsense` is an error rather than lost.
 *
 * @see Tjong Kim Sang and De Meulder, Introduction to the CoNLL-2003 Shared Task, 2003
 */
import { Refusal } from '../refusal.ts';
import { linesOf } from './lines.ts';
import {
  partNames,
  withinLimits,
  type Document,
  type Entity,
  type EntityType,
  type PartName,
  type Sentence,
} from './sentence.ts';

/** IO: every token I-type, touching entities of one type merge. BIO: the first token of each entity B-type. */
export type TagScheme = 'IO' | 'BIO';

const DOCUMENT_START = '-DOCSTART-';
/** In its second column: which part of the corpus the document is. */
const PART = '#part=';
const TAG_FORM = /^(?:O|[BI]-.*)$/;

/** Names of types in lower case: CoNLL's own, and those of WNUT-17. */
const typeNames: ReadonlyMap<string, EntityType> = new Map([
  ['per', 'PER'],
  ['person', 'PER'],
  ['loc', 'LOC'],
  ['location', 'LOC'],
  ['org', 'ORG'],
  ['corporation', 'ORG'],
  ['group', 'ORG'],
  ['misc', 'MISC'],
  ['creative-work', 'MISC'],
  ['product', 'MISC'],
]);

/** Whether a line reads as token and tag; the tag's type may still be unknown. */
export function looksTagged(line: string): boolean {
  const columns = columnsOf(line);
  return columns.length >= 2 && TAG_FORM.test(columns[columns.length - 1]);
}

/**
 * Text to documents, all with the title ''. LF, CRLF and CR end a line. Tags may be IO, IOB1 or BIO: an entity begins at
 * B-, and at an I- that follows another type or none.
 * @throws Refusal corpus-columns, corpus-bad-tag (an unknown form or type), corpus-long-sentence, corpus-long-entity,
 *   corpus-empty
 */
export function parseConll(text: string): Document[] {
  const documents: { title: string; sentences: Sentence[]; part?: PartName }[] = [
    { title: '', sentences: [] },
  ];
  let tokens: string[] = [];
  let entities: Entity[] = [];
  let width = 2;
  let tokenLines = 0;
  let firstLine = 1; // of the sentence
  const endSentence = (): void => {
    if (tokens.length > 0) {
      documents[documents.length - 1].sentences.push(withinLimits({ tokens, entities }, firstLine));
    }
    tokens = [];
    entities = [];
  };
  linesOf(text).forEach((line, index) => {
    const columns = columnsOf(line);
    if (columns.length === 0) {
      endSentence();
    } else if (columns[0] === DOCUMENT_START) {
      endSentence();
      const part = partNames.find((name) => columns.at(1) === PART + name);
      documents.push({ title: '', sentences: [], ...(part && { part }) });
    } else if (!line.startsWith('#') || looksTagged(line)) {
      if (tokenLines++ === 0) width = Math.max(2, columns.length);
      if (columns.length < width) {
        throw new Refusal('corpus-columns', {
          line: index + 1,
          column: line.trimEnd().length + 1,
          columns: columns.length,
        });
      }
      const tag = parseTag(columns[columns.length - 1], line, index + 1);
      if (tokens.length === 0) firstLine = index + 1;
      addTag(entities, tokens.length, tag);
      tokens.push(columns[0]);
    }
  });
  endSentence();
  const filled = documents.filter(({ sentences }) => sentences.length > 0);
  if (filled.length === 0) throw new Refusal('corpus-empty', { line: 1, column: 1 });
  return filled;
}

/**
 * Two columns, separated by a tab; titles are not written, parts are. Read back by parseConll with BIO always, with IO where no two
 * entities of one type touch, as long as no token holds white space or is `-DOCSTART-`.
 */
export function printConll(documents: readonly Document[], scheme: TagScheme): string {
  return documents
    .map(({ sentences, part }) =>
      [
        `${DOCUMENT_START}\t${part ? `${PART}${part}\t` : ''}O\n`,
        ...sentences.map((s) => printSentence(s, scheme)),
      ].join('\n'),
    )
    .join('\n');
}

function printSentence({ tokens, entities }: Sentence, scheme: TagScheme): string {
  const tags = tokens.map(() => 'O');
  for (const { start, end, type } of entities) {
    tags.fill(`I-${type}`, start, end);
    if (scheme === 'BIO') tags[start] = `B-${type}`;
  }
  return tokens.map((token, i) => `${token}\t${tags[i]}\n`).join('');
}

interface Tag {
  readonly begins: boolean;
  readonly type: EntityType;
}

function parseTag(tag: string, line: string, lineNumber: number): Tag | undefined {
  if (tag === 'O') return undefined;
  const type = TAG_FORM.test(tag) ? typeNames.get(tag.slice(2).toLowerCase()) : undefined;
  if (!type) {
    const column = line.lastIndexOf(tag) + 1;
    throw new Refusal('corpus-bad-tag', { line: lineNumber, column, tag: tag.slice(0, 40) });
  }
  return { begins: tag.startsWith('B'), type };
}

/** Lengthens the last entity, or begins one, at token `position`. */
function addTag(entities: Entity[], position: number, tag: Tag | undefined): void {
  if (!tag) return;
  const last = entities.at(-1);
  if (last && !tag.begins && last.end === position && last.type === tag.type) {
    entities[entities.length - 1] = { ...last, end: position + 1 };
  } else {
    entities.push({ start: position, end: position + 1, type: tag.type });
  }
}

const columnsOf = (line: string): string[] => line.split(/[ \t]+/).filter((column) => column !== '');
