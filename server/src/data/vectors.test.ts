import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  AXES,
  BASE_DIMENSIONS,
  FILES,
  loadVectors,
  projectVectors,
  sha256,
  type WordVectors,
} from './vectors.ts';

const bundled = new URL('../../data/vectors/', import.meta.url);
const base = loadVectors(bundled);
const all = [projectVectors(base, 10), projectVectors(base, 50), projectVectors(base, 100)];
const { frequentWords } = base.manifest;

function vector(vectors: WordVectors, word: string): Float32Array {
  const row = vectors.index.get(word);
  if (row === undefined) throw new Error(`no row for ${word}`);
  return vectors.rows.subarray(row * vectors.dimensions, (row + 1) * vectors.dimensions);
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function cosine(vectors: WordVectors, a: string, b: string): number {
  const [u, v] = [vector(vectors, a), vector(vectors, b)];
  return dot(u, v) / Math.sqrt(dot(u, u) * dot(v, v));
}

/** Mean and variance of every column over the frequent words. */
function moments({ rows, dimensions }: WordVectors): { means: number[]; variances: number[] } {
  const sums = new Float64Array(dimensions);
  const squares = new Float64Array(dimensions);
  for (let at = 0; at < frequentWords * dimensions; at++) {
    sums[at % dimensions] += rows[at];
    squares[at % dimensions] += rows[at] * rows[at];
  }
  const means = Array.from(sums, (sum) => sum / frequentWords);
  return { means, variances: means.map((mean, i) => squares[i] / frequentWords - mean * mean) };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

describe.each(all)('word vectors in $dimensions dimensions', (vectors) => {
  const { dimensions, words, index, rows, number, unknown } = vectors;

  test('have one finite row a word and their special rows', () => {
    expect(words.length).toBe(base.manifest.words);
    expect(words.length).toBeGreaterThanOrEqual(50_000);
    expect(index.size).toBe(words.length);
    expect(rows.length).toBe(words.length * dimensions);
    expect([number.length, unknown.length]).toEqual([dimensions, dimensions]);
    expect([rows, number, unknown].every((values) => values.every(Number.isFinite))).toBe(true);
  });

  test('DS7 are the same bits on this Node as where they were built', () => {
    expect(sha256(new Uint8Array(rows.buffer))).toBe(base.manifest.dimensions[dimensions].rowsSha256);
  });

  test('treat words that are names of object members as words', () => {
    expect(words[index.get('constructor') ?? -1]).toBe('constructor');
    expect(words[index.get(']') ?? -1]).toBe(']');
    expect(index.get('__proto__')).toBeUndefined();
    expect(index.get('hasOwnProperty')).toBeUndefined();
    expect(vector(vectors, 'constructor').some((value) => value !== 0)).toBe(true);
  });

  test('have entries that suit a tanh layer: RMS about 0.5', () => {
    const { means, variances } = moments(vectors);
    const rms = Math.sqrt(total(variances.map((variance, i) => variance + means[i] * means[i])) / dimensions);
    expect(rms).toBeGreaterThan(0.49);
    expect(rms).toBeLessThan(0.53);
  });

  test('make the number row from number words, and the unknown row an ordinary, shorter one', () => {
    const own = { ...vectors, rows: number, index: new Map([['number', 0]]) };
    const similarity = (word: string): number =>
      dot(vector(own, 'number'), vector(vectors, word)) /
      Math.sqrt(dot(number, number) * dot(vector(vectors, word), vector(vectors, word)));
    expect(similarity('seven')).toBeGreaterThan(similarity('banana'));
    expect(dot(unknown, unknown)).toBeLessThan(dot(vector(vectors, 'paris'), vector(vectors, 'paris')));
  });
});

test.each(all.slice(1))('paris is nearer to london than to banana in $dimensions dimensions', (vectors) => {
  expect(cosine(vectors, 'paris', 'london')).toBeGreaterThan(0.6);
  expect(cosine(vectors, 'paris', 'london')).toBeGreaterThan(cosine(vectors, 'paris', 'banana') + 0.3);
});

describe('the principal axes', () => {
  const { axes, shares, manifest } = base;
  const axis = (i: number): Float32Array => axes.subarray(i * BASE_DIMENSIONS, (i + 1) * BASE_DIMENSIONS);

  test('are orthonormal, each with a positive largest entry', () => {
    for (let i = 0; i < AXES; i++) {
      for (let j = 0; j <= i; j++)
        expect(Math.abs(dot(axis(i), axis(j)) - (i === j ? 1 : 0))).toBeLessThan(1e-6);
      const peak = axis(i).reduce((best, entry) => (Math.abs(entry) > Math.abs(best) ? entry : best), 0);
      expect(peak).toBeGreaterThan(0);
    }
  });

  test.each(all.slice(0, 2))(
    'keep the recorded share of the variance in $dimensions dimensions',
    (vectors) => {
      const { scale, varianceKept } = manifest.dimensions[vectors.dimensions];
      const whole = total(moments(base).variances);
      const kept = moments(vectors).variances.map((variance) => variance / (scale * scale * whole));
      kept.forEach((share, i) => expect(Math.abs(share - shares[i])).toBeLessThan(1e-3));
      expect(Math.abs(total(kept) - varianceKept)).toBeLessThan(1e-3);
      expect(vectors.varianceKept).toBe(varianceKept);
    },
  );

  test('come in descending order of variance', () => {
    expect(Array.from(shares)).toEqual(Array.from(shares).sort((a, b) => b - a));
  });
});

describe('DS7 a damaged folder is refused with the name of the file', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  function copy(): string {
    const folder = mkdtempSync(join(tmpdir(), 'vectors-'));
    folders.push(folder);
    for (const name of ['manifest.json', ...FILES]) copyFileSync(new URL(name, bundled), join(folder, name));
    return folder;
  }

  test('a copy at a path given as a string loads', () => {
    expect(loadVectors(copy()).words).toEqual(base.words);
  });

  test.each(FILES)('one flipped bit in %s', (name) => {
    const folder = copy();
    const bytes = readFileSync(join(folder, name));
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(join(folder, name), bytes);
    expect(() => loadVectors(folder)).toThrow(`${join(folder, name)} is corrupted`);
  });

  test.each(FILES)('%s cut short', (name) => {
    const folder = copy();
    truncateSync(join(folder, name), 100);
    expect(() => loadVectors(folder)).toThrow(`${join(folder, name)} is corrupted`);
  });

  test.each(['manifest.json', ...FILES])('%s missing', (name) => {
    const folder = copy();
    rmSync(join(folder, name));
    expect(() => loadVectors(folder)).toThrow(`cannot read ${join(folder, name)}`);
  });

  test.each(['', '[]', '{"format": 2}'])('manifest.json holding %j', (text) => {
    const folder = copy();
    writeFileSync(join(folder, 'manifest.json'), text);
    expect(() => loadVectors(folder)).toThrow(`${join(folder, 'manifest.json')} is not a manifest`);
  });
});
