/** Bundles the program and the library, each into its dist/; with --declarations also the library's types. */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const how = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
} as const;

// Parts are named after what is in them: those of another build would stay.
rmSync(file('dist'), { recursive: true, force: true });
await build({
  ...how,
  entryPoints: { index: file('../library/src/index.ts') },
  outdir: file('../library/dist'),
});
await build({
  ...how,
  entryPoints: { deltaboard: file('src/main.ts') },
  outdir: file('dist'),
  // A command is loaded when it is called: help is there at once.
  splitting: true,
  chunkNames: 'part-[hash]',
});

if (process.argv.includes('--declarations')) {
  rmSync(file('../library/dist/types'), { recursive: true, force: true });
  const { writeDeclarations } = await import('./declarations.ts');
  writeDeclarations();
}
