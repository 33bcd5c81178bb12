import { defineConfig } from 'vitest/config';

/** Only what hangs fails by time: no test depends on how fast the machine is. */
const testTimeout = 30_000;

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'shared', include: ['shared/src/**/*.test.ts'], testTimeout } },
      { test: { name: 'server', include: ['server/**/*.test.ts'], testTimeout } },
      { test: { name: 'chaos', include: ['e2e/chaos/**/*.test.ts'], testTimeout } },
      './client/vitest.config.ts',
    ],
  },
});
