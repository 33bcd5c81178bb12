import { defineConfig } from 'vitest/config';

/** Only what hangs fails by time. The longest properties take 15 s on two quiet cores, and a machine may be ten times as busy. */
const patience = { testTimeout: 180_000, hookTimeout: 180_000 };

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'shared', include: ['shared/src/**/*.test.ts'], ...patience } },
      { test: { name: 'server', include: ['server/**/*.test.ts'], ...patience } },
      { test: { name: 'e2e', include: ['{e2e/{chaos,malformed,soak},bench}/**/*.test.ts'], ...patience } },
      './client/vitest.config.ts',
    ],
  },
});
