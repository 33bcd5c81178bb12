/**
 * Which browser the tests drive: CHROMIUM_PATH, Playwright's own, one on PATH, else one that can be installed here.
 * Throws an error that names every remedy.
 */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** Those that people have, and one without windows, which does the same with a fifth less work but sets text a pixel or two wider. */
const WHOLE = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const QUICK = ['chromium-headless-shell'];
export type Wanted = 'whole' | 'quick';

/** How every browser of the tests is started. */
export const launched = (...more: readonly string[]) => ({
  ...(process.env['CHROMIUM_PATH'] ? { executablePath: process.env['CHROMIUM_PATH'] } : {}),
  args: [...browserArguments(), ...more],
});

/**
 * A certificate that was made for a test is taken by the browser itself. With Playwright's ignoreHTTPSErrors each request begins again
 * while it is asked for, and a busy machine runs out of tries: net::ERR_TOO_MANY_RETRIES.
 */
export const ANY_CERTIFICATE = '--ignore-certificate-errors';

/** A container's root cannot use Chromium's own sandbox. The pages are our own. */
export const browserArguments = (): string[] => [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @param wanted `whole`: as people have it, for what is measured; `quick`: for stories. The other where there is none. */
export function resolveBrowser(wanted: Wanted = 'whole'): string {
  return found(wanted) ?? installed(wanted) ?? refuse();
}

function found(wanted: Wanted): string | null {
  const named = process.env['CHROMIUM_PATH'];
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which is not an executable file.`);
  }
  const own = chromium.executablePath();
  if (own && existsSync(own)) return own;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const names = wanted === 'quick' ? [...QUICK, ...WHOLE] : [...WHOLE, ...QUICK];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable) ?? null;
}

/** Playwright's own download, or Debian's package where we are root. Each may fail: the next one is tried. */
function installed(wanted: Wanted): string | null {
  console.log('No Chromium found: trying to install one.');
  if (isRootOnDebian()) {
    attempt('apt-get', ['update', '-qq']);
    for (const name of wanted === 'quick' ? [...QUICK, 'chromium'] : ['chromium'])
      if (!found(wanted)) attempt('apt-get', ['install', '-y', '-qq', name]);
  }
  if (!found(wanted)) attempt('npx', ['playwright', 'install', 'chromium']);
  return found(wanted);
}

function attempt(command: string, parameters: string[]): void {
  try {
    execFileSync(command, parameters, {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch (error) {
    console.warn(
      `${command} ${parameters.join(' ')} failed: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const isRootOnDebian = (): boolean => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

function refuse(): never {
  throw new Error(
    'The browser tests need Chromium. Do one of these: set CHROMIUM_PATH to its executable; put chromium or ' +
      'google-chrome on PATH; run "npx playwright install chromium"; on Debian or Ubuntu run "apt-get install chromium".',
  );
}
