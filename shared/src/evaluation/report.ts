/**
 * How well a part of the corpus is labelled, in detail: by the network, and beside it by the dictionary and by whoever says O
 * of everything (SPEC EV5–EV8).
 */
import { entityRuns, entityTypes, labels, type Entity, type EntityType } from '../dataset/sentence.ts';
import type { EncodedText } from '../dataset/windows.ts';
import { scoreEntities, scoreOf, type EntityScore } from './entity-score.ts';
import type { JudgedPart, LabelledText } from './evaluation.ts';

export interface Judgement {
  /** Entities by conlleval's rules, of all types that are judged. */
  readonly all: EntityScore;
  readonly byType: readonly { readonly type: EntityType; readonly score: EntityScore }[];
  /** Words that are labelled as an entity: O for O counts for nothing (SPEC EV6). */
  readonly tokens: EntityScore;
}

/** A sentence of the part that the network labels otherwise than the gold standard. */
export interface WrongSentence {
  /** Index in the part. */
  readonly sentence: number;
  readonly gold: readonly Entity[];
  readonly found: readonly Entity[];
  /** Words whose label is not the gold one. */
  readonly words: number;
  /** The first of them. */
  readonly first: number;
}

export interface Report {
  readonly part: JudgedPart;
  readonly sentences: number;
  readonly words: number;
  readonly network: Judgement;
  readonly dictionary: Judgement;
  /** Who says O of every word. */
  readonly nothing: Judgement;
  /** What is told apart, in the order of the rows and columns of `confusion`: O, and the types that are judged. */
  readonly labels: readonly (EntityType | 'O')[];
  /** Words: one row for each gold label, in it how many the network labels as each. */
  readonly confusion: readonly (readonly number[])[];
  /** Sentences with a wrong label. */
  readonly wrong: number;
  /** Of the development part the worst of them, most wrong words first; of the test part none (SPEC EV8). */
  readonly worst: readonly WrongSentence[];
}

/** Wrong sentences that are told. */
export const WORST_LIMIT = 100;

/**
 * @param part whose text it is
 * @param found of each window what the network says of it, an index of `labels`
 * @param looked likewise the dictionary
 * @param types what the network tells apart; a word of another type is O to all of them
 */
export function reportOf(
  part: JudgedPart,
  { text, gold }: LabelledText,
  found: Uint8Array,
  looked: Uint8Array,
  types: readonly EntityType[],
): Report {
  const judged = ['O', ...types] as const;
  const places = labels.map((label) => Math.max(0, (judged as readonly string[]).indexOf(label)));
  const seen = (said: Uint8Array): Uint8Array => said.map((label) => places[label]);
  const truth = seen(text.labels);
  const network = seen(found);
  const judge = (said: Uint8Array): Judgement => judgementOf(text, gold, truth, said, types);
  const confusion = judged.map(() => judged.map(() => 0));
  truth.forEach((label, k) => confusion[label][network[k]]++);
  const wrong = wrongSentences(text, gold, truth, network, types);
  return {
    part,
    sentences: gold.length,
    words: truth.length,
    network: judge(network),
    dictionary: judge(seen(looked)),
    nothing: judge(new Uint8Array(truth.length)),
    labels: judged,
    confusion,
    wrong: wrong.length,
    worst: part === 'dev' ? wrong.slice(0, WORST_LIMIT) : [],
  };
}

/** What a network with so many scores a window tells apart. */
export const judgedTypes = (outputs: number): readonly EntityType[] => (outputs > 1 ? entityTypes : ['LOC']);

function judgementOf(
  text: EncodedText,
  gold: LabelledText['gold'],
  truth: Uint8Array,
  said: Uint8Array,
  types: readonly EntityType[],
): Judgement {
  const wanted = gold.map((entities) => entities.filter(({ type }) => types.includes(type)));
  const found = gold.map((_, sentence) => entitiesIn(text, said, sentence, types));
  return {
    all: scoreEntities(wanted, found),
    byType: types.map((type) => ({ type, score: scoreEntities(wanted, found, type) })),
    tokens: scoreTokens(truth, said),
  };
}

function scoreTokens(truth: Uint8Array, said: Uint8Array): EntityScore {
  let correct = 0;
  let guessed = 0;
  let gold = 0;
  truth.forEach((label, k) => {
    if (label !== 0) gold++;
    if (said[k] === 0) return;
    guessed++;
    if (said[k] === label) correct++;
  });
  return scoreOf(correct, guessed, gold);
}

/** The entities of a sentence, from the labels of all words. */
function entitiesIn(
  { firstWindow }: EncodedText,
  said: Uint8Array,
  sentence: number,
  types: readonly EntityType[],
): readonly Entity[] {
  const from = firstWindow[sentence];
  const end = firstWindow[sentence + 1] ?? said.length;
  return entityRuns(end - from, (token) => (said[from + token] === 0 ? 'O' : types[said[from + token] - 1]));
}

function wrongSentences(
  text: EncodedText,
  gold: LabelledText['gold'],
  truth: Uint8Array,
  said: Uint8Array,
  types: readonly EntityType[],
): readonly WrongSentence[] {
  const wrong: WrongSentence[] = [];
  gold.forEach((entities, sentence) => {
    const from = text.firstWindow[sentence];
    const end = text.firstWindow[sentence + 1] ?? said.length;
    let words = 0;
    let first = -1;
    for (let k = from; k < end; k++) {
      if (truth[k] === said[k]) continue;
      if (words++ === 0) first = k - from;
    }
    if (words === 0) return;
    const found = entitiesIn(text, said, sentence, types);
    const judged = entities.filter(({ type }) => types.includes(type));
    wrong.push({ sentence, gold: judged, found, words, first });
  });
  return wrong.sort((a, b) => b.words - a.words || a.sentence - b.sentence);
}
