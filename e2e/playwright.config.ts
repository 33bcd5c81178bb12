import { defineConfig } from '@playwright/test';

const { CHROMIUM_PATH } = process.env;
/** A container's root cannot use Chromium's own sandbox. The pages are our own. */
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export default defineConfig({
  testDir: './stories',
  outputDir: '../test-results',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  forbidOnly: true,
  use: {
    launchOptions: {
      ...(CHROMIUM_PATH ? { executablePath: CHROMIUM_PATH } : {}),
      args: [...sandbox, '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
    actionTimeout: 15_000,
    viewport: { width: 1440, height: 900 },
    // Pages that draw ten pictures a second take three times as long under a trace: asked for with --trace on.
    screenshot: 'only-on-failure',
  },
});
