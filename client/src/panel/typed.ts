/** From what somebody types to tokens: bracket notation where there are brackets, else plain words. */
import { parseBracketSentence } from '@deltaboard/shared/dataset/bracket.ts';
import type { Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import { SENTENCE_WORDS_LIMIT } from '@deltaboard/shared/protocol/limits.ts';
import { Refusal, refusalData, type RefusalData } from '@deltaboard/shared/refusal.ts';

export type Typed =
  | { readonly status: 'empty' }
  | { readonly status: 'wrong'; readonly problem: RefusalData }
  | { readonly status: 'words'; readonly sentence: Sentence };

export function readTyped(text: string): Typed {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') return { status: 'empty' };
  try {
    const sentence = splitPunctuation(
      /[[\]]/.test(line) ? parseBracketSentence(line) : { tokens: line.split(' '), entities: [] },
    );
    const words = sentence.tokens.length;
    if (words > SENTENCE_WORDS_LIMIT)
      throw new Refusal('sentence-too-long', { words, limit: SENTENCE_WORDS_LIMIT });
    return { status: 'words', sentence };
  } catch (error) {
    return { status: 'wrong', problem: refusalData(error) };
  }
}

/**
 * Punctuation at the ends of a word is a token of its own, and so are 's and n't, as in the corpus; "U.S.", "St." and
 * "1,200" stay whole.
 */
function splitPunctuation({ tokens, entities }: Sentence): Sentence {
  const parts = tokens.map(withoutPunctuation);
  /** Where each token begins now, and where the last one ends. */
  const starts = [0];
  for (const { length } of parts) starts.push(starts[starts.length - 1] + length);
  return {
    tokens: parts.flat(),
    entities: entities.map((entity) => ({ ...entity, start: starts[entity.start], end: starts[entity.end] })),
  };
}

const ABBREVIATION = /^((\p{L}\.)+|(St|Dr|Mr|Mrs|Ms|Jr|Sr|No)\.)$/u;
const CLITIC = /^(.+?)(['’]s|n['’]t)$/iu;

function withoutPunctuation(word: string): readonly string[] {
  const [, before = '', rest = word] = /^([("“‘]*)(.*)$/u.exec(word) ?? [];
  const [core, after] = withoutEnd(rest);
  const [, stem = core, clitic = ''] = CLITIC.exec(core) ?? [];
  return [...before, stem, clitic, ...after].filter((token) => token !== '');
}

/** The word and the punctuation after it; the full stop of an abbreviation belongs to the word. */
function withoutEnd(word: string): readonly [string, string] {
  let end = word.length;
  while (end > 0 && !ABBREVIATION.test(word.slice(0, end)) && '.,!?;:)"”’…'.includes(word[end - 1])) end--;
  return [word.slice(0, end), word.slice(end)];
}
