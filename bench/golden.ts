/**
 * The golden hashes (SPEC NU4) on Node 20, 22 and 24: each runtime comes from the npm registry, into a temporary folder. Chromium is checked by the browser tests.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { goldenHashes } from '@deltaboard/shared/training/testing/golden-hashes.ts';

const program = `
import { createHash } from 'node:crypto';
import { goldenKernels, goldenNames, goldenState } from '@deltaboard/shared/training/testing/golden.ts';
const hash = (name, kernels) => createHash('sha256').update(goldenState(name, kernels)).digest('hex');
const of = (kernels) => Object.fromEntries(goldenNames.map((name) => [name, hash(name, kernels)]));
console.log(JSON.stringify({ version: process.version, hashes: Object.fromEntries(goldenKernels.map((kernels) => [kernels, of(kernels)])) }));
`;

/** What the package `node` installs by a script: the runtime for this machine. */
const runtimePackage = `node-${process.platform}-${process.arch}`;
const folder = mkdtempSync(join(tmpdir(), 'deltaboard-golden-'));
try {
  const bundle = join(folder, 'golden.mjs');
  await build({
    stdin: { contents: program, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: bundle,
  });
  for (const major of [20, 22, 24]) {
    const home = join(folder, `node${major}`);
    execFileSync('npm', [
      'install',
      '--prefix',
      home,
      '--no-save',
      '--ignore-scripts',
      `${runtimePackage}@${major}`,
    ]);
    const runtime = join(home, 'node_modules', runtimePackage, 'bin/node');
    const { version, hashes } = JSON.parse(execFileSync(runtime, [bundle], { encoding: 'utf8' }));
    const wrong = Object.entries(goldenHashes).flatMap(([kernels, of]) =>
      Object.entries(of).filter(([name, hash]) => hashes[kernels][name] !== hash),
    );
    console.log(
      `${version}: ${wrong.length === 0 ? 'all golden hashes hold' : `WRONG ${JSON.stringify(wrong)}`}`,
    );
    if (wrong.length > 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
