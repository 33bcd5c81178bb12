import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

/** Whose test puts another module in a module's place, which then nobody may have loaded before. */
export const alone = [
  'src/session/connection.test.ts',
  'src/primitives/chart/LineChart.test.ts',
  'src/language/letters.test.ts',
];

/** @param include of the tests that share a page and what it has loaded; `isolate`: or have one each */
export const clientTests = (
  name: string,
  {
    include,
    exclude = [],
    isolate,
  }: { readonly include: string[]; readonly exclude?: string[]; readonly isolate: boolean },
) =>
  defineConfig({
    // svelteTesting: the browser's svelte, and every component unmounted after its test.
    plugins: [svelte(), svelteTesting()],
    test: {
      ...{ name, include, exclude, isolate },
      pool: isolate ? 'forks' : 'threads',
      environment: 'jsdom',
      setupFiles: ['src/testing/languages.ts'],
      testTimeout: 600_000,
      hookTimeout: 600_000,
    },
  });

export default clientTests('client', { include: ['src/**/*.test.ts'], exclude: alone, isolate: false });
