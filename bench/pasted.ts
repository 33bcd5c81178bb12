/** What Resets with a pasted text take of the memory, and what of it is left once everybody has gone. `tsx bench/pasted.ts [resets]` */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const RESETS = process.argv[2] ?? '1450';
const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

await build({
  entryPoints: {
    'pasted-rooms': file('pasted-rooms.ts'),
    'training-worker': file('../server/src/training/training-worker.ts'),
    'corpus-worker': file('../server/src/data/corpus-worker.ts'),
  },
  outdir: file('dist'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // CommonJS, which asks for what exists only there.
  banner: {
    js: `import { createRequire } from 'node:module';const require = createRequire(import.meta.url);`,
  },
  logLevel: 'warning',
});
const measuring = spawn(
  process.execPath,
  ['--expose-gc', file('dist/pasted-rooms.js'), file('../server/data'), RESETS],
  { stdio: 'inherit' },
);
const [code] = await once(measuring, 'exit');
process.exitCode = Number(code);
