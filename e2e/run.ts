/** Finds or installs a browser, then runs the stories in it. Further arguments go to Playwright. */
import { spawnSync } from 'node:child_process';
import { resolveBrowser } from './browser.ts';

const browser = resolveBrowser('quick');
console.log(`Browser: ${browser}`);
const { status } = spawnSync(
  'npx',
  ['playwright', 'test', '--config', 'playwright.config.ts', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    env: { ...process.env, CHROMIUM_PATH: browser },
  },
);
process.exitCode = status ?? 1;
