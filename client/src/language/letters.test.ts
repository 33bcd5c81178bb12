import { expect, test, vi } from 'vitest';
import { outdated } from '../browser/outdated.svelte.ts';
import { language } from './language.svelte.ts';

vi.mock('@fontsource-variable/noto-sans-kr/wght.css', () => {
  throw new Error('Unable to preload CSS for /assets/wght-Aa1.css');
});
vi.stubGlobal('fetch', () =>
  Promise.resolve(new Response('<script type="module" src="/assets/index-Bb2.js"></script>')),
);

test('UI7 letters that are gone from the server make the page say that it is older, and nothing is left unhandled', async () => {
  language.use('ko');
  expect(language.name).toBe('ko');
  await vi.waitFor(() => expect(outdated.is).toBe(true));
});
