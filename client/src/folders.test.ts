import { expect, test } from 'vitest';

/** Each may import what stands after it. */
const ORDER = [
  'room',
  'landing',
  'driving',
  'panel',
  'class',
  'laboratory',
  'pass',
  'primitives',
  'language',
  'session',
  'picture',
  'styles',
  'browser',
];

const sources = import.meta.glob<string>(['./*/**/*.{ts,svelte}', '!./**/*.test.ts', '!./testing/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The catalogues are composed of the messages that lie beside each feature. */
const composesMessages = (path: string, imported: string): boolean =>
  /^language\/(en|ko)\/index\.ts$/.test(path) && /\.(en|ko)\.ts$/.test(imported);

/** The client's file that `written` names in `path`. */
const resolved = (path: string, written: string): string =>
  new URL(written, `file:///${path}`).pathname.slice(1);

const folderOf = (path: string): number => ORDER.indexOf(path.split('/')[0]);

test('imports go down the list of folders, never up', () => {
  const up = Object.entries(sources).flatMap(([key, source]) => {
    const path = key.replace('./', '');
    return [...source.matchAll(/(?:from\s+|import\s+|import\()\s*'(\.[^']+)'/g)]
      .map(([, written]) => resolved(path, written))
      .filter((imported) => folderOf(imported) < folderOf(path) && !composesMessages(path, imported))
      .map((imported) => `${path} → ${imported}`);
  });
  expect(Object.keys(sources).length).toBeGreaterThan(200);
  expect(up).toEqual([]);
});

test('every folder has its place', () => {
  const folders = new Set(Object.keys(sources).map((key) => key.split('/')[1]));
  expect([...folders].sort()).toEqual([...ORDER].sort());
});
