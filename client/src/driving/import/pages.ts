/** Sentences in pages that have room without scrolling. */
import type { Sentence } from '@deltaboard/shared/dataset/sentence.ts';

const WORDS = 110;
const SENTENCES = 6;

export interface Page {
  readonly from: number;
  /** One past the last. */
  readonly to: number;
}

/** Each has a sentence at least, and as many as its words allow. */
export function pagesOf(sentences: readonly Pick<Sentence, 'tokens'>[]): readonly Page[] {
  const pages: Page[] = [];
  for (let from = 0; from < sentences.length;) {
    let to = from + 1;
    let words = sentences[from].tokens.length;
    while (to < sentences.length && to - from < SENTENCES && words + sentences[to].tokens.length <= WORDS)
      words += sentences[to++].tokens.length;
    pages.push({ from, to });
    from = to;
  }
  return pages;
}
