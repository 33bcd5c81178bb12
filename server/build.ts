/** Bundles the server into dist/: its main entry, one for each kind of thread and process, and the commands beside it. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

await build({
  entryPoints: {
    main: file('src/main.ts'),
    'training-worker': file('src/training/training-worker.ts'),
    'replay-worker': file('src/training/replay-worker.ts'),
    'judging-worker': file('src/training/judging-worker.ts'),
    'store-worker': file('src/store/store-worker.ts'),
    backup: file('src/store/backup.ts'),
    restore: file('src/store/restore.ts'),
    healthcheck: file('src/healthcheck.ts'),
    'corpus-worker': file('src/data/corpus-worker.ts'),
  },
  outdir: file('dist'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  // Express, Socket.IO and pino are CommonJS: what they call exists only there.
  banner: {
    js: [
      `import { createRequire } from 'node:module';`,
      `import { dirname as bundleDirname } from 'node:path';`,
      `import { fileURLToPath as bundleFile } from 'node:url';`,
      `const require = createRequire(import.meta.url);`,
      `const __filename = bundleFile(import.meta.url);`,
      `const __dirname = bundleDirname(__filename);`,
    ].join(''),
  },
  // SQLite's binding finds its binary beside itself, in node_modules; optional native helpers of ws, which does without them.
  external: ['libsql', 'bufferutil', 'utf-8-validate'],
  logLevel: 'warning',
});
