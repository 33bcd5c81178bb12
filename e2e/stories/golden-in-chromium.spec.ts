/** The browser computes to the same bits as Node. */
import { fileURLToPath } from 'node:url';
import { goldenHashes } from '@deltaboard/shared/training/testing/golden-hashes.ts';
import { build } from 'esbuild';
import { expect, test } from '../fixtures.ts';

const GOLDEN = fileURLToPath(new URL('../../shared/src/training/testing/golden.ts', import.meta.url));

test('NU4 NU18 after 1,000 steps everything has its golden hash in Chromium, for every member of the family', async ({
  page,
  server,
}) => {
  const { outputFiles } = await build({
    entryPoints: [GOLDEN],
    bundle: true,
    format: 'esm',
    target: 'es2023',
    write: false,
  });
  // A page beside the product's: it may load what the product's own may not.
  await page.route('**/golden', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
  await page.route('**/golden.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: outputFiles[0].text }),
  );
  await page.goto(`${server.url}/golden`);
  for (const [kernels, expected] of Object.entries(goldenHashes)) {
    const hashes = await page.evaluate(
      async ([of, names]) => {
        const script = '/golden.js';
        const { goldenState } = (await import(script)) as {
          goldenState: (name: string, kernels: string) => Uint8Array<ArrayBuffer>;
        };
        const hashed = names.map(async (name) => {
          const digest = await crypto.subtle.digest('SHA-256', goldenState(name, of));
          const digits = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0'));
          return [name, digits.join('')] as const;
        });
        return Object.fromEntries(await Promise.all(hashed));
      },
      [kernels, Object.keys(expected)] as const,
    );
    expect(hashes, kernels).toEqual(expected);
  }
});
