import { afterEach, beforeEach, expect, test } from 'vitest';
import { isGone } from './outdated.svelte.ts';

const OWN = '../assets/index-Aa1.js';
const failed = new TypeError('Failed to fetch dynamically imported module: http://here/assets/Runs-B_2.js');

const pageWith = (script: string): string =>
  `<!doctype html><script type="module" crossorigin src="${script}"></script>`;

/** A server that has these files. */
const serving =
  (files: Readonly<Record<string, string>>): typeof fetch =>
  (url) => {
    const text = files[String(url)] as string | undefined;
    return Promise.resolve(new Response(text ?? 'Not found', { status: text === undefined ? 404 : 200 }));
  };

beforeEach(() => {
  const script = document.head.appendChild(document.createElement('script'));
  script.type = 'module';
  script.setAttribute('src', OWN);
});
afterEach(() => document.head.replaceChildren());

test('UI7 a part that the server does not have any more is gone', async () => {
  expect(await isGone(failed, serving({ '/': pageWith('./assets/index-Aa1.js') }))).toBe(true);
});

test('UI7 a part that the browser does not name is gone when the server has another page', async () => {
  const unnamed = new TypeError('Importing a module script failed.');
  expect(await isGone(unnamed, serving({ '/': pageWith('./assets/index-Cc3.js') }))).toBe(true);
  expect(await isGone(unnamed, serving({ '/': pageWith('./assets/index-Aa1.js') }))).toBe(false);
});

test('UI7 what only has no connection, or a server that is being started, is not gone', async () => {
  expect(await isGone(failed, () => Promise.reject(new TypeError('Failed to fetch')))).toBe(false);
  expect(await isGone(failed, () => Promise.resolve(new Response('', { status: 503 })))).toBe(false);
  expect(
    await isGone(failed, serving({ '/assets/Runs-B_2.js': '', '/': pageWith('./assets/index-Aa1.js') })),
  ).toBe(false);
  expect(await isGone(failed, serving({ '/assets/Runs-B_2.js': '', '/': 'Sign in to the network' }))).toBe(
    false,
  );
});
