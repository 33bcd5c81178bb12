/**
 * The look-up table that a network is measured against (lecture S2, SPEC DS4): a name has the label it had most often in
 * training, whatever stands around it. Names are compared in lower case, as the network sees them.
 */
import { entityRuns, entityTypes, type Entity, type EntityType, type Sentence } from './sentence.ts';

/** O: no entity. */
export type DictionaryLabel = EntityType | 'O';

/** How often a name carried each label. */
export type LabelCounts = Readonly<Record<DictionaryLabel, number>>;

export interface Dictionary {
  /** Label of a word, or of a name of several words separated by spaces; undefined if it did not occur in training. */
  lookup(name: string): DictionaryLabel | undefined;
  /** Label of the token at `position` in its sentence, by longest match; O if the dictionary does not know it. */
  label(tokens: readonly string[], position: number): DictionaryLabel;
  /** Entities of a sentence: maximal runs of tokens with one label, as the network's own answers are read. */
  tag(tokens: readonly string[]): Entity[];
}

/** Labels in the order that settles ties: the first of those that are equally frequent. A tie with O is a name. */
const labels: readonly DictionaryLabel[] = [...entityTypes, 'O'];

/** What a dictionary looks up in: nothing but data, so that one thread may make it for another. */
export interface DictionaryTables {
  /** The label of every name, in lower case. */
  readonly labels: ReadonlyMap<string, DictionaryLabel>;
  /** Words of the longest name that begins with a word. */
  readonly longest: ReadonlyMap<string, number>;
}

/**
 * Two kinds of entries: every entity of several words as a whole, and every single word with the label of each of its
 * occurrences, inside an entity (`washington` in [George Washington](PER) counts for PER) or outside (O).
 */
export function countDictionary(training: readonly Sentence[]): DictionaryTables {
  const counts = countTokens(training);
  const longest = new Map<string, number>();
  for (const { tokens, entities } of training) {
    for (const { start, end, type } of entities) {
      if (end - start === 1) continue;
      count(counts, nameOf(tokens, start, end), type);
      const first = tokens[start].toLowerCase();
      longest.set(first, Math.max(longest.get(first) ?? 1, end - start));
    }
  }
  return { labels: new Map([...counts].map(([name, count]) => [name, mostFrequent(count)])), longest };
}

export const createDictionary = (training: readonly Sentence[]): Dictionary =>
  dictionaryOn(countDictionary(training));

export function dictionaryOn({ labels: table, longest }: DictionaryTables): Dictionary {
  const labelAll = (tokens: readonly string[]): DictionaryLabel[] => {
    const found: DictionaryLabel[] = [];
    while (found.length < tokens.length) {
      const start = found.length;
      let end = Math.min(start + (longest.get(tokens[start].toLowerCase()) ?? 1), tokens.length);
      while (end > start + 1 && !table.has(nameOf(tokens, start, end))) end--;
      const label = table.get(nameOf(tokens, start, end)) ?? 'O';
      for (let i = start; i < end; i++) found.push(label);
    }
    return found;
  };
  return {
    lookup: (name) => table.get(name.toLowerCase()),
    label: (tokens, position) => labelAll(tokens)[position],
    tag(tokens) {
      const labelled = labelAll(tokens);
      return entityRuns(labelled.length, (token) => labelled[token]);
    },
  };
}

/**
 * Names with more than one label over the given sentences, and how often they carry each: the words on which a table
 * must fail. A name is a lower-cased word that is somewhere an entity of its own; all its occurrences count, as a part of
 * a longer name and as a common word (O). This leaves out the `of` of [Bank of England](ORG).
 */
export function ambiguousNames(sentences: readonly Sentence[]): ReadonlyMap<string, LabelCounts> {
  const names = new Set<string>();
  for (const { tokens, entities } of sentences) {
    for (const { start, end } of entities) {
      if (end - start === 1) names.add(tokens[start].toLowerCase());
    }
  }
  const roles = (counts: LabelCounts): number => labels.filter((label) => counts[label] > 0).length;
  return new Map(
    [...countTokens(sentences)].filter(([name, counts]) => names.has(name) && roles(counts) > 1),
  );
}

/** The label with the highest count; ties by the order PER, LOC, ORG, MISC, O. */
export function mostFrequent(counts: LabelCounts): DictionaryLabel {
  return labels.reduce((best, label) => (counts[label] > counts[best] ? label : best));
}

/** Every lower-cased token with how often it carried each label. */
export function countTokens(sentences: readonly Sentence[]): Map<string, Record<DictionaryLabel, number>> {
  const counts = new Map<string, Record<DictionaryLabel, number>>();
  for (const { tokens, entities } of sentences) {
    const labelled = tokens.map((): DictionaryLabel => 'O');
    for (const { start, end, type } of entities) labelled.fill(type, start, end);
    tokens.forEach((token, i) => count(counts, token.toLowerCase(), labelled[i]));
  }
  return counts;
}

function count(
  counts: Map<string, Record<DictionaryLabel, number>>,
  name: string,
  label: DictionaryLabel,
): void {
  const entry = counts.get(name) ?? { PER: 0, LOC: 0, ORG: 0, MISC: 0, O: 0 };
  entry[label]++;
  counts.set(name, entry);
}

const nameOf = (tokens: readonly string[], start: number, end: number): string =>
  tokens.slice(start, end).join(' ').toLowerCase();
