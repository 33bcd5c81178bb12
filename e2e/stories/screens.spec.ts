/** The short form of `npm run screens`: one screen of each kind, at the stages that need most room. */
import { expect, test } from '../fixtures.ts';
import { languages, screens } from '../screens/sizes.ts';
import { walk, type Finding } from '../screens/walk.ts';

test('SZ1 SZ2 SZ3 SZ4 SZ5 nothing is cut, covered, below the fold or too small on any screen of a classroom', async ({
  browser,
  server,
}) => {
  const findings: Finding[] = [];
  let looks = 0;
  for await (const look of walk({
    browser,
    url: server.url,
    languages,
    screensOf: (language) => screens.filter(({ quick }) => quick === language),
    quick: true,
    only: null,
    dark: false,
    folder: null,
  })) {
    looks++;
    findings.push(...look.findings);
  }
  expect(findings).toEqual([]);
  expect(looks).toBeGreaterThanOrEqual(110);
});
