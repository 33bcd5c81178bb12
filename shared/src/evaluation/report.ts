/**
 * How well a part of the corpus is labelled, in detail: by the network, and beside it by the dictionary and by whoever says O
 * of everything (SPEC EV5–EV8).
 */
import { entityTypes, labels, type Entity, type EntityType } from '../dataset/sentence.ts';
import type { EncodedText } from '../dataset/windows.ts';
import { ratio, scoreEntities, type EntityScore } from './entity-score.ts';
import type { JudgedPart, LabelledText } from './evaluation.ts';

/** Words that are labelled as an entity: O for O counts for nothing (SPEC EV6). */
export type TokenScore = EntityScore;

export interface Judgement {
  /** Entities by conlleval's rules, of all types that are judged. */
  readonly all: EntityScore;
  readonly byType: readonly { readonly type: EntityType; readonly score: EntityScore }[];
  readonly tokens: TokenScore;
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

function scoreTokens(truth: Uint8Array, said: Uint8Array): TokenScore {
  let correct = 0;
  let guessed = 0;
  let gold = 0;
  truth.forEach((label, k) => {
    if (label !== 0) gold++;
    if (said[k] === 0) return;
    guessed++;
    if (said[k] === label) correct++;
  });
  return {
    precision: ratio(correct, guessed),
    recall: ratio(correct, gold),
    f1: ratio(2 * correct, guessed + gold),
    ...{ correct, guessed, gold },
  };
}

/** Every maximal run of words with one label other than O. */
function entitiesIn(
  { firstWindow }: EncodedText,
  said: Uint8Array,
  sentence: number,
  types: readonly EntityType[],
): readonly Entity[] {
  const from = firstWindow[sentence];
  const end = firstWindow[sentence + 1] ?? said.length;
  const entities: Entity[] = [];
  for (let start = from; start < end;) {
    let after = start + 1;
    while (after < end && said[after] === said[start]) after++;
    if (said[start] !== 0)
      entities.push({ start: start - from, end: after - from, type: types[said[start] - 1] });
    start = after;
  }
  return entities;
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
