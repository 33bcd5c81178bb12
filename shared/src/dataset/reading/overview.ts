/** What was brought as a run will read it, and what there is to know of it before it starts (SPEC IM8, IM9). */
import { shuffle, stream } from '../../random.ts';
import { printConll } from '../conll.ts';
import { partNames, type Document, type EntityType, type PartName, type Sentence } from '../sentence.ts';
import { hasLocation, isGiven, splitDocuments } from '../split.ts';

/** `given`: the text says which part is which. `order`: as it stands in the text. `shuffled`: by documents, or where that helps nothing by sentences, by the seed. */
export type Arrangement = 'given' | 'order' | 'shuffled';

export interface Arranged {
  readonly documents: readonly Document[];
  readonly by: Arrangement;
}

export interface Overview {
  readonly sentences: Readonly<Record<PartName, number>>;
  readonly words: number;
  /** Entities of each type in each part. */
  readonly entities: Readonly<Record<EntityType, Readonly<Record<PartName, number>>>>;
  /** Sentences that occurred before, word for word. */
  readonly duplicates: number;
  /** Of the sentences of dev and test, those that stand in train as well: what is measured there is remembered. */
  readonly leaked: number;
}

/** Of the random streams of a seed the one that arranges a text; a run's own streams begin at 1. */
const ARRANGING = 0x1d;

/**
 * The documents in the order in which they are divided 70 / 15 / 15: as they stand, unless a part would have no location
 * although there are enough for all; then shuffled by the seed. `by` asks for one of the two. Parts that are given stay.
 */
export function arranged(documents: readonly Document[], seed: number, by?: Arrangement): Arranged {
  const isFed = (of: readonly Document[]): boolean => starved(of).length === 0;
  if (isGiven(documents)) return { documents, by: 'given' };
  if (by === 'order' || (by === undefined && isFed(documents))) return { documents, by: 'order' };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const byDocument = documents.length >= 3 ? shuffled(documents, seed, 2 * attempt) : null;
    if (byDocument && isFed(byDocument)) return { documents: byDocument, by: 'shuffled' };
    const sentences = documents.flatMap((document) => document.sentences);
    const bySentence = [{ title: '', sentences: shuffled(sentences, seed, 2 * attempt + 1) }];
    if (by === 'shuffled' || isFed(bySentence)) return { documents: bySentence, by: 'shuffled' };
  }
  return { documents, by: 'order' };
}
const ATTEMPTS = 20;

function shuffled<Item>(items: readonly Item[], seed: number, attempt: number): Item[] {
  const order = Int32Array.from(items, (_, index) => index);
  shuffle(order, stream(seed, ARRANGING, attempt));
  return Array.from(order, (index) => items[index]);
}

/** The parts in which nothing is a location. */
export function starved(documents: readonly Document[]): readonly PartName[] {
  const splits = splitDocuments(documents);
  return partNames.filter((part) => !splits[part].some(hasLocation));
}

/** Characters of a text without sentences, and with this one besides: a label changes one sentence, and the others are not printed again. */
const EMPTY = printConll([{ title: '', sentences: [] }], 'BIO').length;
/** Of a part that is given. */
const MARKED = '#part=train\t'.length;
const lengths = new WeakMap<Sentence, number>();
function lengthOf(sentence: Sentence): number {
  const known = lengths.get(sentence);
  if (known !== undefined) return known;
  const length = printConll([{ title: '', sentences: [sentence] }], 'BIO').length - EMPTY;
  lengths.set(sentence, length);
  return length;
}

/** As many sentences from the beginning as `characters` of a run's text hold, and of how many. */
export function fitted(
  documents: readonly Document[],
  characters: number,
): { readonly documents: readonly Document[]; readonly kept: number; readonly of: number } {
  const of = documents.reduce((sum, { sentences }) => sum + sentences.length, 0);
  let left = characters;
  let kept = 0;
  const held: Document[] = [];
  for (const { sentences, ...document } of documents) {
    left -= EMPTY + 1 + (document.part ? MARKED : 0);
    const some: Sentence[] = [];
    for (const sentence of sentences) {
      left -= lengthOf(sentence);
      if (left < 0) break;
      some.push(sentence);
    }
    kept += some.length;
    if (some.length > 0) held.push({ ...document, sentences: some });
    if (left < 0) break;
  }
  return { documents: held, kept, of };
}

/** The text that a run is configured with: CoNLL columns, which the server reads to the same sentences. */
export const runText = ({ documents }: Arranged): string => printConll(documents, 'BIO');

export function overviewOf({ documents }: Arranged): Overview {
  const splits = splitDocuments(documents);
  const parts = {
    train: sentencesOf(splits.train),
    dev: sentencesOf(splits.dev),
    test: sentencesOf(splits.test),
  };
  const count = (of: readonly Sentence[], type: EntityType): number =>
    of.reduce((sum, { entities }) => sum + entities.filter((entity) => entity.type === type).length, 0);
  const perPart = (measure: (of: readonly Sentence[]) => number): Record<PartName, number> => ({
    train: measure(parts.train),
    dev: measure(parts.dev),
    test: measure(parts.test),
  });
  const all = [...parts.train, ...parts.dev, ...parts.test];
  const seen = new Set(parts.train.map(written));
  return {
    sentences: perPart(({ length }) => length),
    words: all.reduce((sum, { tokens }) => sum + tokens.length, 0),
    entities: {
      PER: perPart((of) => count(of, 'PER')),
      LOC: perPart((of) => count(of, 'LOC')),
      ORG: perPart((of) => count(of, 'ORG')),
      MISC: perPart((of) => count(of, 'MISC')),
    },
    duplicates: all.length - new Set(all.map(written)).size,
    leaked: [...parts.dev, ...parts.test].filter((sentence) => seen.has(written(sentence))).length,
  };
}

const written = ({ tokens }: Sentence): string => tokens.join(' ');
const sentencesOf = (documents: readonly Document[]): Sentence[] =>
  documents.flatMap(({ sentences }) => [...sentences]);
