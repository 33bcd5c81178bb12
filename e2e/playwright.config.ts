import { defineConfig } from '@playwright/test';
import { launched } from './browser.ts';

export default defineConfig({
  testDir: './stories',
  outputDir: '../test-results',
  fullyParallel: false,
  // Each story has a server and browsers of its own: two of them share two cores.
  workers: 2,
  retries: 0,
  // Only what hangs fails by time: beside other work a story takes five times as long. Six trainings that are compared took more than a minute.
  timeout: 900_000,
  expect: { timeout: 180_000 },
  reporter: [['list']],
  forbidOnly: true,
  use: {
    launchOptions: launched(),
    actionTimeout: 180_000,
    viewport: { width: 1440, height: 900 },
    // Pages that draw ten pictures a second take three times as long under a trace: asked for with --trace on.
    screenshot: 'only-on-failure',
  },
});
