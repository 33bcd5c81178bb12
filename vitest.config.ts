import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Only what hangs fails by time. The longest properties take 15 s on two quiet cores, and took 145 on busy ones. */
const patience = { testTimeout: 600_000, hookTimeout: 600_000 };

/** The files of a project are read once for all of its tests. Not the page's: what one test has chosen there (a language, a theme) is the next one's. */
const together = { isolate: false, ...patience };

/** Whose test is about a module that nobody has used before. */
const alone = ['shared/src/kernels/compiled.test.ts'];

export default defineConfig({
  test: {
    // By itself it leaves a core to whoever watches: of two that is half.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { test: { name: 'shared', include: ['shared/src/**/*.test.ts'], exclude: alone, ...together } },
      { test: { name: 'alone', include: alone, ...patience } },
      { test: { name: 'server', include: ['server/**/*.test.ts'], ...together } },
      {
        // The examples of docs/ import the package by its name.
        resolve: { alias: { deltaboard: fileURLToPath(new URL('library/src/index.ts', import.meta.url)) } },
        test: { name: 'program', include: ['{program,library}/**/*.test.ts'], ...patience },
      },
      { test: { name: 'e2e', include: ['{e2e/{chaos,malformed,soak},bench}/**/*.test.ts'], ...patience } },
      './client/vitest.config.ts',
    ],
  },
});
