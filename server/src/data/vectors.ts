/**
 * The bundled word vectors: GloVe in 100 dimensions as int8 with one scale a word, and its principal axes.
 *
 * Written by server/data/vectors/build.ts. Projections are computed here and not stored: mean and axes are 21 KB where
 * the projected rows would be 3 MB, and they carry no second rounding. Everything is + − × ÷ on IEEE doubles in a fixed
 * order and one rounding to float32 at the end: the same bits on every Node, checked by `rowsSha256` in the manifest.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** Dimensions of the source vectors, and of one row of vectors.bin. */
export const BASE_DIMENSIONS = 100;
/** Principal axes in pca.bin. */
export const AXES = 50;
/** How many of the rarest frequent words make the unknown row: not of all words, so that the corpus does not move it. */
const RAREST = 5000;

export const FILES = ['words.txt', 'vectors.bin', 'pca.bin'] as const;
export type Files = Readonly<Record<(typeof FILES)[number], Uint8Array>>;

export type Dimensions = 10 | 50 | 100;

const sha256Text = z.string().regex(/^[0-9a-f]{64}$/);
const file = z.object({ bytes: z.int().positive(), sha256: sha256Text });
const projection = z.object({
  /** Share, 0 to 1, of the variance of the frequent words that these dimensions keep. */
  varianceKept: z.number().positive().max(1),
  /** What every coordinate is multiplied by: the frequent words then have RMS 0.5 about their mean (100: untouched). */
  scale: z.number().positive(),
  /** SHA-256 of the float32 rows as little-endian bytes. */
  rowsSha256: sha256Text,
});

/** manifest.json: what the binary files hold, and their checksums. */
export const VectorManifest = z.object({
  format: z.literal(1),
  source: z.object({ package: z.string(), version: z.string(), sha256: sha256Text, licence: z.string() }),
  /** Rows in all, most frequent first; the first `frequentWords` do not depend on the corpus, the rest are its own. */
  words: z.int().positive(),
  frequentWords: z.int().min(RAREST),
  /** The words, separated by a space, whose mean stands for every number: the package has no token of digits. */
  numberWords: z.string().min(1),
  dimensions: z.object({ '10': projection, '50': projection, '100': projection }),
  files: z.object({ 'words.txt': file, 'vectors.bin': file, 'pca.bin': file }),
});
export type VectorManifest = z.infer<typeof VectorManifest>;

/** One vector a word, all of the same length. Rows are in descending order of frequency in GloVe's own corpus. */
export interface WordVectors {
  readonly dimensions: Dimensions;
  /** Lower-case words. Padding, unknown and number are not among them. */
  readonly words: readonly string[];
  /** Word → its row. A Map, because `constructor` and `]` are words. */
  readonly index: ReadonlyMap<string, number>;
  /** words.length × dimensions, row by row, in shared memory so that worker threads read it without a copy. */
  readonly rows: Float32Array;
  /** `dimensions` numbers for any token of digits: the mean of the manifest's number words. */
  readonly number: Float32Array;
  /** `dimensions` numbers for a word without a row: the mean of the 5,000 rarest frequent words. */
  readonly unknown: Float32Array;
  /** Share, 0 to 1, of the variance of the frequent words; 1 at 100. */
  readonly varianceKept: number;
}

/** The 100-dimensional vectors with what is needed to project them. */
export interface BaseVectors extends WordVectors {
  readonly dimensions: 100;
  readonly manifest: VectorManifest;
  /** 100 numbers: the mean of the frequent words. */
  readonly mean: Float32Array;
  /** 50 numbers: the share of the variance along each axis, descending. */
  readonly shares: Float32Array;
  /** 50 × 100: one unit vector a row. */
  readonly axes: Float32Array;
}

/**
 * Reads, checks and decodes the vectors; synchronous, for the start of the server.
 * @param directory the folder that holds manifest.json and the files it lists
 * @throws Error that names the file when one is missing, malformed, or differs from its checksum
 * @see Pennington, Socher and Manning, GloVe: Global Vectors for Word Representation, EMNLP 2014
 */
export function loadVectors(directory: URL | string): BaseVectors {
  const folder = typeof directory === 'string' ? directory : fileURLToPath(directory);
  const manifest = parseManifest(read(folder, 'manifest.json'), join(folder, 'manifest.json'));
  const checked = (name: (typeof FILES)[number]): Uint8Array => {
    const bytes = read(folder, name);
    const found = sha256(bytes);
    const { sha256: expected } = manifest.files[name];
    if (found !== expected) {
      throw new Error(
        `Word vectors: ${join(folder, name)} is corrupted: SHA-256 ${found} (${bytes.length} bytes), expected ${expected}`,
      );
    }
    return bytes;
  };
  return decodeVectors(manifest, {
    'words.txt': checked('words.txt'),
    'vectors.bin': checked('vectors.bin'),
    'pca.bin': checked('pca.bin'),
  });
}

/**
 * The same words in fewer dimensions: scale · axis · (v − mean) for the first `dimensions` principal axes, computed in
 * float64 and rounded once. The base itself at 100, where nothing is centred or scaled.
 * @returns rows of words.length × dimensions with the base's words and index
 */
export function projectVectors(base: BaseVectors, dimensions: Dimensions): WordVectors {
  if (dimensions === BASE_DIMENSIONS) return base;
  const { words, index, manifest } = base;
  const { scale, varianceKept } = manifest.dimensions[dimensions];
  const rows = sharedFloats(words.length * dimensions);
  // Converted to float64 once, not once an axis: the same values, a third sooner.
  const axes = Float64Array.from(base.axes.subarray(0, dimensions * BASE_DIMENSIONS));
  const row = Float64Array.from(base.mean);
  const centre = Array.from({ length: dimensions }, (_, axis) => dot(axes, axis * BASE_DIMENSIONS, row));
  for (let at = 0; at < words.length; at++) {
    row.set(base.rows.subarray(at * BASE_DIMENSIONS, (at + 1) * BASE_DIMENSIONS));
    for (let axis = 0; axis < dimensions; axis++) {
      rows[at * dimensions + axis] = (dot(axes, axis * BASE_DIMENSIONS, row) - centre[axis]) * scale;
    }
  }
  return { dimensions, words, index, rows, varianceKept, ...specialRows(rows, dimensions, index, manifest) };
}

/**
 * Vectors from the contents of the files, without checksums; loadVectors is the door. Layout, little-endian:
 * vectors.bin: words × float32 scale, then words × 100 int8; pca.bin: float32 mean (100), shares (50), axes (50 × 100).
 * @throws Error that names the file whose length does not fit the manifest
 */
export function decodeVectors(manifest: VectorManifest, files: Files): BaseVectors {
  const count = manifest.words;
  const words = Buffer.from(files['words.txt']).toString('utf8').replace(/\n$/, '').split('\n');
  expectLength('words.txt', words.length, count);
  expectLength('vectors.bin', files['vectors.bin'].length, count * (4 + BASE_DIMENSIONS));
  expectLength('pca.bin', files['pca.bin'].length, 4 * (BASE_DIMENSIONS + AXES + AXES * BASE_DIMENSIONS));

  const index = new Map(words.map((word, row) => [word, row]));
  const scales = floats(files['vectors.bin'].subarray(0, 4 * count));
  const quantised = Int8Array.from(files['vectors.bin'].subarray(4 * count));
  const rows = sharedFloats(count * BASE_DIMENSIONS);
  for (let row = 0; row < count; row++) {
    const start = row * BASE_DIMENSIONS;
    for (let at = start; at < start + BASE_DIMENSIONS; at++) rows[at] = quantised[at] * scales[row];
  }
  const pca = floats(files['pca.bin']);
  return {
    dimensions: BASE_DIMENSIONS,
    words,
    index,
    rows,
    varianceKept: 1,
    ...specialRows(rows, BASE_DIMENSIONS, index, manifest),
    manifest,
    mean: pca.subarray(0, BASE_DIMENSIONS),
    shares: pca.subarray(BASE_DIMENSIONS, BASE_DIMENSIONS + AXES),
    axes: pca.subarray(BASE_DIMENSIONS + AXES),
  };
}

/** SHA-256 in lower-case hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function specialRows(
  rows: Float32Array,
  dimensions: number,
  index: ReadonlyMap<string, number>,
  manifest: VectorManifest,
): Pick<WordVectors, 'number' | 'unknown'> {
  const numbers = manifest.numberWords.split(' ').map((word) => {
    const row = index.get(word);
    if (row === undefined)
      throw new Error(`Word vectors: the number word "${word}" of manifest.json is not in words.txt`);
    return row;
  });
  const rarest = Array.from({ length: RAREST }, (_, i) => manifest.frequentWords - RAREST + i);
  return { number: meanRow(rows, dimensions, numbers), unknown: meanRow(rows, dimensions, rarest) };
}

function meanRow(rows: Float32Array, dimensions: number, which: readonly number[]): Float32Array {
  const sums = new Float64Array(dimensions);
  for (const row of which) {
    for (let i = 0; i < dimensions; i++) sums[i] += rows[row * dimensions + i];
  }
  return Float32Array.from(sums, (sum) => sum / which.length);
}

/** Dot product of 100 numbers in float64, in the four lanes of numerics version 1. */
function dot(axes: Float64Array, from: number, row: Float64Array): number {
  let lane0 = 0;
  let lane1 = 0;
  let lane2 = 0;
  let lane3 = 0;
  for (let i = 0; i < BASE_DIMENSIONS; i += 4) {
    lane0 += axes[from + i] * row[i];
    lane1 += axes[from + i + 1] * row[i + 1];
    lane2 += axes[from + i + 2] * row[i + 2];
    lane3 += axes[from + i + 3] * row[i + 3];
  }
  return lane0 + lane1 + (lane2 + lane3);
}

function sharedFloats(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(4 * length));
}

/** Little-endian float32 values, whatever the byte order of the machine. */
function floats(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

function read(folder: string, name: string): Uint8Array {
  try {
    return readFileSync(join(folder, name));
  } catch (cause) {
    throw new Error(
      `Word vectors: cannot read ${join(folder, name)}; server/data/vectors/build.ts writes it`,
      { cause },
    );
  }
}

function parseManifest(bytes: Uint8Array, path: string): VectorManifest {
  try {
    return VectorManifest.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (cause) {
    throw new Error(`Word vectors: ${path} is not a manifest: ${String(cause)}`, { cause });
  }
}

function expectLength(name: string, found: number, expected: number): void {
  if (found !== expected)
    throw new Error(`Word vectors: ${name} has length ${found}, its manifest says ${expected}`);
}
