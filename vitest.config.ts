import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Only what hangs fails by time. The longest properties take 15 s on two quiet cores, and a machine may be ten times as busy. */
const patience = { testTimeout: 180_000, hookTimeout: 180_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'shared', include: ['shared/src/**/*.test.ts'], ...patience } },
      { test: { name: 'server', include: ['server/**/*.test.ts'], ...patience } },
      {
        // The examples of docs/ import the package by its name.
        resolve: { alias: { deltaboard: fileURLToPath(new URL('library/src/index.ts', import.meta.url)) } },
        test: { name: 'program', include: ['{program,library}/**/*.test.ts'], ...patience },
      },
      { test: { name: 'e2e', include: ['e2e/{chaos,malformed,soak}/**/*.test.ts'], ...patience } },
      './client/vitest.config.ts',
    ],
  },
});
