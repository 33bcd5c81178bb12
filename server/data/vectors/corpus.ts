/** The words of the bundled corpus, as the vocabulary looks them up. */
import { readdirSync, readFileSync } from 'node:fs';

/** The digit rule of the tokenizer: a token of digits and [.,:/-] with at least one digit has the number row. */
export const NUMBER_TOKEN = /^[.,:/-]*[0-9][0-9.,:/-]*$/;

/**
 * How often each lower-cased token occurs in train, dev and test; numbers, which share one row, are left out.
 * @param corpus the folder that holds the three splits, one document of bracket notation a .txt file
 * @throws Error when a split is missing
 */
export function corpusWordCounts(corpus: URL): Map<string, number> {
  const counts = new Map<string, number>();
  for (const split of ['train', 'dev', 'test']) {
    const folder = new URL(`${split}/`, corpus);
    for (const name of readdirSync(folder)
      .filter((entry) => entry.endsWith('.txt'))
      .sort()) {
      for (const word of documentWords(readFileSync(new URL(name, folder), 'utf8'))) {
        counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    }
  }
  return counts;
}

function documentWords(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => line.replace(/\]\([A-Z]+\)/g, '').split(/\s+/))
    .map((token) => token.replace(/^\[(?=.)/, '').toLowerCase())
    .filter((word) => word !== '' && !NUMBER_TOKEN.test(word));
}
