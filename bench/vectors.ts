/**
 * Memory of reading a large file of word vectors: `npm run bench:vectors -- --megabytes 300` makes the file, reads it in pieces as a browser's
 * worker does, and fails where the whole process ever held more than 300 MB (SPEC VE3).
 */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { encodeCut } from '@deltaboard/shared/dataset/vectors/cut.ts';
import { VectorReader } from '@deltaboard/shared/dataset/vectors/reader.ts';

const DIMENSIONS = 300;
const BOUND = 300;
const WANTED = 20_000;
const FREQUENT = 10_000;
const CUT_BYTES = 64_000_000;

const { megabytes } = parseArgs({ options: { megabytes: { type: 'string', default: '300' } } }).values;
const folder = mkdtempSync(join(tmpdir(), 'deltaboard-vectors-'));
const path = join(folder, 'vectors.vec');

async function make(bytes: number): Promise<number> {
  const file = createWriteStream(path);
  const tails = Array.from({ length: 97 }, (_, tail) =>
    Array.from({ length: DIMENSIONS }, (__, k) => (((tail * 31 + k * 17) % 2000) / 1000 - 1).toFixed(5)).join(
      ' ',
    ),
  );
  let [written, words] = [0, 0];
  for (; written < bytes; words++) {
    const line = `w${words}x ${tails[words % tails.length]}\n`;
    written += line.length;
    if (!file.write(line)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  return words;
}

try {
  const words = await make(Number(megabytes) * 1e6);
  const wanted = new Set(Array.from({ length: WANTED }, (_, k) => `w${Math.floor((k * words) / WANTED)}x`));
  const reader = new VectorReader({ wanted, frequent: FREQUENT, bytes: CUT_BYTES });
  const since = performance.now();
  for await (const piece of createReadStream(path, { highWaterMark: 65_536 }))
    reader.push(piece as Uint8Array);
  const { cut, lines, problems } = reader.end();
  const upload = encodeCut(cut);
  const seconds = (performance.now() - since) / 1000;
  const held = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${megabytes} MB, ${lines} of ${words} words in ${seconds.toFixed(1)} s: ${cut.words.length} kept, ${(upload.length / 1e6).toFixed(1)} MB to upload, at most ${held} MB held`,
  );
  if (held > BOUND || lines !== words || problems.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
