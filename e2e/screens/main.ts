/**
 * npm run screens -- --json --quick --pictures FOLDER --only STAGE --screen NAME --language NAME --dark: every page at every stage, on every screen, in both
 * languages (SPEC SZ1). One line a finding; the exit code says whether there is one.
 */
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { browserArguments, resolveBrowser } from '../browser.ts';
import { startServer } from '../server.ts';
import { sheets } from './sheet.ts';
import { languages, nameOf, screens } from './sizes.ts';
import { walk, type Look } from './walk.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    dark: { type: 'boolean', default: false },
    pictures: { type: 'string' },
    only: { type: 'string' },
    screen: { type: 'string' },
    language: { type: 'string' },
  },
});
const folder = values.pictures === undefined ? null : resolve(values.pictures);
if (folder) await mkdir(folder, { recursive: true });

const server = await startServer();
const browser = await chromium.launch({ executablePath: resolveBrowser(), args: browserArguments() });
const looks: Look[] = [];
let found = 0;
try {
  for await (const look of walk({
    browser,
    url: server.url,
    languages: languages.filter((one) => (values.language ?? one) === one),
    screensOf: (language) =>
      screens.filter(
        (screen) =>
          (!values.quick || screen.quick === language) &&
          (values.screen === undefined || nameOf(screen).includes(values.screen)),
      ),
    quick: values.quick,
    only: values.only === undefined ? null : new RegExp(values.only),
    dark: values.dark,
    folder,
  })) {
    looks.push(look);
    for (const finding of look.findings) {
      found++;
      const { screen, language, stage, kind, what, by } = finding;
      console.log(
        values.json
          ? JSON.stringify(finding)
          : `${screen} ${language} | ${stage} | ${kind}: ${what}${by ? ` (${by})` : ''}`,
      );
    }
  }
  if (folder) for (const file of await sheets(browser, looks, folder)) console.error(file);
} finally {
  await browser.close();
  await server.end('SIGTERM');
}
console.error(`${looks.length} screens looked at, ${found} findings`);
process.exitCode = found > 0 ? 1 : 0;
