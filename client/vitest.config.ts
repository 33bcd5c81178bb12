import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // svelteTesting: the browser's svelte, and every component unmounted after its test.
  plugins: [svelte(), svelteTesting()],
  test: {
    name: 'client',
    include: ['src/**/*.test.ts'],
    environment: 'jsdom',
    setupFiles: ['src/testing/languages.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
