/**
 * The bundled corpus: one document a file, one folder a split, sealed by a SHA-256 a split in CHECKSUMS before the first
 * training run (SPEC DS5), so that no score can have been earned by changing it. server/data/corpus/seal.ts wrote the seal.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseBracket } from '@deltaboard/shared/dataset/bracket.ts';
import type { Document } from '@deltaboard/shared/dataset/sentence.ts';
import type { Splits } from '@deltaboard/shared/dataset/split.ts';

export const splitNames = ['train', 'dev', 'test'] as const satisfies readonly (keyof Splits)[];
export type SplitName = (typeof splitNames)[number];

export interface CorpusFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads, checks and parses the three splits; synchronous, for the start of the server.
 * @param directory the folder that holds CHECKSUMS, train, dev and test
 * @throws Error that names the split whose files are not the sealed ones, or the file that cannot be read or parsed
 */
export function loadCorpus(directory: URL | string): Splits {
  const folder = folderOf(directory);
  const sealed = parseChecksums(read(folder, 'CHECKSUMS'), join(folder, 'CHECKSUMS'));
  const load = (split: SplitName): Document[] => {
    const files = readSplit(folder, split);
    const found = checksum(files);
    if (found !== sealed.get(split)) {
      throw new Error(
        `Corpus: split ${split} (${files.length} files in ${join(folder, split)}) has SHA-256 ${found}, sealed was ${sealed.get(split)}`,
      );
    }
    return parseFiles(files, split);
  };
  return { train: load('train'), dev: load('dev'), test: load('test') };
}

/** The .txt files of a split in the order of their names (by code unit). */
export function readSplit(directory: URL | string, split: SplitName): CorpusFile[] {
  const folder = join(folderOf(directory), split);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => ({ name, bytes: read(folder, name) }));
}

/** SHA-256 over, for each file in order, its name, a line feed, its length in bytes, a line feed, and its bytes; in hexadecimal. */
export function checksum(files: readonly CorpusFile[]): string {
  const hash = createHash('sha256');
  for (const { name, bytes } of files) hash.update(`${name}\n${bytes.length}\n`).update(bytes);
  return hash.digest('hex');
}

/** @throws Error that names the file, with line and column in its message */
export function parseFiles(files: readonly CorpusFile[], split: SplitName): Document[] {
  return files.flatMap(({ name, bytes }) => {
    try {
      return parseBracket(Buffer.from(bytes).toString('utf8'));
    } catch (cause) {
      throw new Error(`Corpus: ${split}/${name}: ${String(cause)}`, { cause });
    }
  });
}

/** One line a split: its checksum, two spaces, its name. */
export const printChecksums = (checksums: ReadonlyMap<SplitName, string>): string =>
  splitNames.map((split) => `${checksums.get(split)}  ${split}\n`).join('');

function parseChecksums(bytes: Uint8Array, path: string): ReadonlyMap<SplitName, string> {
  const text = Buffer.from(bytes).toString('utf8');
  return new Map(
    splitNames.map((split) => {
      const line = new RegExp(`^([0-9a-f]{64})  ${split}\\r?$`, 'm').exec(text);
      if (!line) throw new Error(`Corpus: ${path} has no checksum for split ${split}`);
      return [split, line[1]];
    }),
  );
}

function read(folder: string, name: string): Uint8Array {
  try {
    return readFileSync(join(folder, name));
  } catch (cause) {
    throw new Error(`Corpus: cannot read ${join(folder, name)}`, { cause });
  }
}

const folderOf = (directory: URL | string): string =>
  typeof directory === 'string' ? directory : fileURLToPath(directory);
