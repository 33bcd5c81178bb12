/** The server has been given a newer page while somebody had the old one open: a part of it is not there any more. */
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expectAccessible } from '../accessible.ts';
import { expect, test } from '../fixtures.ts';
import { startServer } from '../server.ts';
import { LOST_CONNECTION } from '../watch.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));

/** The built product beside itself, so that it finds its packages, without the parts of the page that match. */
function copyWithout(parts: RegExp): string {
  const copy = mkdtempSync(join(project, '.redeployed-'));
  for (const folder of ['client/dist', 'server/dist']) {
    cpSync(join(project, folder), join(copy, folder), { recursive: true });
  }
  symlinkSync(join(project, 'server/data'), join(copy, 'server/data'));
  const assets = join(copy, 'client/dist/assets');
  for (const name of readdirSync(assets)) if (parts.test(name)) rmSync(join(assets, name));
  return copy;
}

test('UI7 a page that is older than the server says so, in both languages, and offers to be loaded anew', async ({
  school,
}) => {
  const copy = copyWithout(/^Laboratory-/);
  const server = await startServer({ main: join(copy, 'server/dist/main.js') });
  try {
    const instructor = await school.start({ url: server.url });
    instructor.watch.allow(LOST_CONNECTION);
    instructor.watch.allow(/404|Refused to apply style .*Laboratory-/);
    // axe reads style sheets by itself, that of the part that is gone too, and puts what it was sent into an element.
    instructor.watch.allow(/inline style|style-src-elem inline/);
    const { page } = instructor;
    await page.getByRole('button', { name: 'Laboratory' }).click();
    const notice = page.getByRole('alert').filter({ hasText: 'This page is older than the server.' });
    await expect(notice).toBeVisible();
    await expectAccessible(page, 'an old page');
    await page.getByRole('button', { name: 'KO', exact: true }).click();
    await expect(page.getByText('서버가 새 버전으로 바뀌었습니다.')).toBeVisible();

    const loaded = page.waitForEvent('load');
    await page.getByRole('alert').getByRole('button', { name: '새로 고침' }).click();
    await loaded;
  } finally {
    await server.end('SIGTERM');
    rmSync(copy, { recursive: true });
  }
});

test('UI7 a part whose style is lost on the way comes with it at the next attempt', async ({ school }) => {
  const { page, watch } = await school.start();
  watch.allow(LOST_CONNECTION);
  let asked = 0;
  await page.route(/assets\/Laboratory-[\w-]+\.css$/, (route) =>
    asked++ === 0 ? route.abort('connectionreset') : route.continue(),
  );
  await page.getByRole('button', { name: 'Laboratory' }).click();
  const rules = () =>
    page.evaluate(() =>
      [...document.styleSheets]
        .filter(({ href }) => href?.includes('/Laboratory-'))
        .map((style) => {
          try {
            return style.cssRules.length > 0;
          } catch {
            return 'did not come';
          }
        }),
    );
  await expect.poll(rules).toEqual([true]);
  expect(asked).toBeGreaterThan(1);
});
