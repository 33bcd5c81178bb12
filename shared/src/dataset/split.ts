/** Training, development and test part of a corpus, and the way in for a corpus that a user pastes. */
import { Refusal } from '../refusal.ts';
import { parseBracket } from './bracket.ts';
import { looksTagged, parseConll } from './conll.ts';
import type { Document, PartName } from './sentence.ts';

export interface Splits {
  readonly train: readonly Document[];
  readonly dev: readonly Document[];
  readonly test: readonly Document[];
}

/** Share of the development part, and of the test part. */
const HELD_OUT = 0.15;
/** Fewer documents than this are divided by sentence. */
const MINIMUM_DOCUMENTS = 3;

export const MINIMUM_SENTENCES = 20;
export const MAXIMUM_CHARACTERS = 400_000;
/** Of a text that is kept, which crosses in pieces. */
export const STORED_CHARACTERS = 4_000_000;

/** Whether somebody has said which part is which. */
export const isGiven = (documents: readonly Document[]): boolean =>
  documents.some(({ part }) => part !== undefined);

/**
 * The parts that somebody has said; of what is not said, training. Where development or test has nothing it is the end of the training part,
 * 15 in 100 of its sentences.
 */
function givenParts(documents: readonly Document[]): Splits {
  const of = (part: PartName): readonly Document[] =>
    documents.filter((document) => (document.part ?? 'train') === part);
  let train = of('train');
  const heldOut = Math.max(1, Math.round(HELD_OUT * sentencesIn(train)));
  const orEnd = (part: readonly Document[]): readonly Document[] => {
    if (part.length > 0) return part;
    const { before, end } = cutAt(train, sentencesIn(train) - heldOut);
    train = before;
    return end;
  };
  const test = orEnd(of('test'));
  const dev = orEnd(of('dev'));
  return { train, dev, test };
}

const sentencesIn = (documents: readonly Document[]): number =>
  documents.reduce((sum, { sentences }) => sum + sentences.length, 0);

/** The first so many sentences, and the others. */
function cutAt(
  documents: readonly Document[],
  kept: number,
): { readonly before: readonly Document[]; readonly end: readonly Document[] } {
  let left = Math.max(0, kept);
  const pieces = documents.map(({ title, sentences }) => {
    const some = Math.min(left, sentences.length);
    left -= some;
    return [
      { title, sentences: sentences.slice(0, some) },
      { title, sentences: sentences.slice(some) },
    ] as const;
  });
  const filled = (side: 0 | 1): readonly Document[] =>
    pieces.map((pair) => pair[side]).filter(({ sentences }) => sentences.length > 0);
  return { before: filled(0), end: filled(1) };
}

/**
 * As somebody has said; otherwise 70 / 15 / 15 by document, in order: the first documents train, the last ones test. Fewer than three documents are
 * divided by sentence in the same way, each piece under the title of its document. Every part has something from three
 * documents, or three sentences, on.
 */
export function splitDocuments(documents: readonly Document[]): Splits {
  if (isGiven(documents)) return givenParts(documents);
  if (documents.length >= MINIMUM_DOCUMENTS) return parts(documents, (units) => units);
  return parts(
    documents.flatMap((document) => document.sentences.map((sentence) => ({ document, sentence }))),
    (units) =>
      documents.flatMap((document) => {
        const sentences = units.filter((unit) => unit.document === document).map(({ sentence }) => sentence);
        return sentences.length > 0 ? [{ title: document.title, sentences }] : [];
      }),
  );
}

function parts<Unit>(
  units: readonly Unit[],
  documentsOf: (units: readonly Unit[]) => readonly Document[],
): Splits {
  const heldOut = Math.max(1, Math.round(HELD_OUT * units.length));
  const dev = Math.max(0, units.length - 2 * heldOut);
  const test = Math.max(0, units.length - heldOut);
  return {
    train: documentsOf(units.slice(0, dev)),
    dev: documentsOf(units.slice(dev, test)),
    test: documentsOf(units.slice(test)),
  };
}

/**
 * Bracket notation or CoNLL columns, told apart by the lines: CoNLL if more than half of those that are not blank end in
 * a tag. A majority, so that a faulty first line is reported as what it is.
 * @param text at most `limit` characters (UTF-16 code units), at least 20 sentences
 * @throws Refusal corpus-too-large, corpus-too-small, corpus-no-location (in the training part), or the parsers' own
 */
export function parsePastedCorpus(text: string, limit = MAXIMUM_CHARACTERS): Splits {
  if (text.length > limit) throw new Refusal('corpus-too-large', { characters: text.length, limit });
  const documents = isConll(text) ? parseConll(text) : parseBracket(text);
  const sentences = documents.reduce((sum, document) => sum + document.sentences.length, 0);
  if (sentences < MINIMUM_SENTENCES)
    throw new Refusal('corpus-too-small', { sentences, limit: MINIMUM_SENTENCES });
  const splits = splitDocuments(documents);
  if (!splits.train.some(hasLocation)) throw new Refusal('corpus-no-location');
  return splits;
}

function isConll(text: string): boolean {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  return 2 * lines.filter(looksTagged).length > lines.length;
}

export const hasLocation = ({ sentences }: Document): boolean =>
  sentences.some(({ entities }) => entities.some(({ type }) => type === 'LOC'));
