import { defineConfig } from 'vitest/config';

/** Only what hangs fails by time. The longest properties take 15 s on two quiet cores, and a machine may be ten times as busy. */
const testTimeout = 180_000;

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
