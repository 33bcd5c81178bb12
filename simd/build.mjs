/**
 * Compiles kernels.ts into simd.wasm, and writes the same bytes as a module of the shared package, which every bundler, thread
 * and test can import. Both are committed; a test compares them, and compiles anew where the compiler is installed.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const folder = import.meta.dirname;
const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');

/** @param {string} target */
export function compile(target) {
  execFileSync(process.execPath, [
    compiler,
    join(folder, 'kernels.ts'),
    ...['--outFile', target, '--runtime', 'stub', '-O3', '--noAssert', '--enable', 'simd', '--importMemory'],
  ]);
}

if (process.argv[1] === import.meta.filename) {
  const target = join(folder, 'simd.wasm');
  compile(target);
  const bytes = readFileSync(target).toString('base64');
  writeFileSync(
    join(folder, '../shared/src/kernels/simd-bytes.ts'),
    `/** simd/simd.wasm in base64: made by simd/build.mjs, never by hand. */\nexport const simdBytes =\n  '${bytes}';\n`,
  );
}
