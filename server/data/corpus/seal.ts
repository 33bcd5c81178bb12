/**
 * Seals the corpus: writes CHECKSUMS, once. Run with `npx tsx server/data/corpus/seal.ts`. A second run fails, because
 * the splits are never changed after the first training run.
 */
import { writeFileSync } from 'node:fs';
import { checksum, loadCorpus, printChecksums, readSplit, splitNames } from '../../src/data/corpus.ts';

const directory = new URL('./', import.meta.url);
const checksums = new Map(splitNames.map((split) => [split, checksum(readSplit(directory, split))] as const));
writeFileSync(new URL('CHECKSUMS', directory), printChecksums(checksums), { flag: 'wx' });

const corpus = loadCorpus(directory);
for (const split of splitNames) {
  const sentences = corpus[split].flatMap((document) => document.sentences);
  const tokens = sentences.reduce((sum, sentence) => sum + sentence.tokens.length, 0);
  console.log(`${split}: ${corpus[split].length} documents, ${sentences.length} sentences, ${tokens} tokens`);
}
