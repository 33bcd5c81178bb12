/** What a viewer's page can load: everything that is imported from its entry on, but for what only a driver calls. */
import { expect, test } from 'vitest';

const sources: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(
    import.meta.glob<string>(
      ['./**/*.{ts,svelte}', '../../shared/src/**/*.ts', '!./**/*.test.ts', '!../../shared/src/**/*.test.ts'],
      { query: '?raw', import: 'default', eager: true },
    ),
  ).map(([key, source]) => [new URL(key, 'file:///client/src/').pathname.slice(1), source]),
);

const ENTRY = 'client/src/main.ts';
const SCHEMA = 'shared/src/schema.ts';
/** The driver's forms, and the pages that a link opens: they validate what is typed, and are loaded when they are opened. */
const DRIVERS: readonly string[] = [
  'client/src/driving/breakpoints/Breakpoints.svelte',
  'client/src/driving/runs/NewRun.svelte',
  'client/src/driving/lesson/ChooseLesson.svelte',
  'client/src/driving/lesson/Lessons.svelte',
  'client/src/driving/lesson/editor/Editor.svelte',
  'client/src/landing/link/LessonLink.svelte',
  'client/src/landing/link/LinkPage.svelte',
];

const IMPORT =
  /(?:^|[\s;}])(?:import|export)\s+(?!type\b)(?:[\w$*\s{},]+?\s+from\s+)?'([^']+)'|\bimport\(\s*'([^']+)'/g;

/** The files of the house whose code comes with this one's; types are no code. */
function importsOf(path: string): readonly string[] {
  return [...sources[path].matchAll(IMPORT)].flatMap(([, written, called]) => {
    const name = written ?? called;
    const shared = /^@deltaboard\/shared\/(.+)$/.exec(name);
    if (shared) return [`shared/src/${shared[1]}`];
    return name.startsWith('.') ? [new URL(name, `file:///${path}`).pathname.slice(1)] : [];
  });
}

/** File after file from one to the other, the shortest way; null where there is none. */
function wayFrom(entry: string, to: string, without: readonly string[]): readonly string[] | null {
  const ways: (readonly string[])[] = [[entry]];
  const seen = new Set([entry, ...without]);
  for (let way = ways.shift(); way; way = ways.shift()) {
    const last = way[way.length - 1];
    if (last === to) return way;
    for (const next of importsOf(last)) {
      // Styles and fonts are no sources.
      if (seen.has(next) || !(next in sources)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return null;
}

test('AC1 PR4 what a viewer can load makes no schema: validating is the server’s, and the driver’s forms’', () => {
  expect(wayFrom(ENTRY, SCHEMA, DRIVERS)).toBeNull();
  expect(wayFrom(ENTRY, 'client/src/class/questions/asked-text.ts', DRIVERS)).not.toBeNull();
});

test('AC1 what is left out leads to schemas, so that the walk would find one, and is loaded only when it is called', () => {
  for (const path of DRIVERS) {
    expect(wayFrom(path, SCHEMA, []), path).not.toBeNull();
    const name = path.slice(path.lastIndexOf('/') + 1);
    const importing = Object.values(sources).flatMap((source) => [
      ...source.matchAll(new RegExp(`.*/${name}'`, 'g')),
    ]);
    expect(importing, path).not.toEqual([]);
    for (const [line] of importing) expect(line).toContain('lazily(() => import(');
  }
});

test('AC1 schemas are made in one way', () => {
  const making = Object.entries(sources).filter(([, source]) => /^import (?!type\b).*'zod/m.test(source));
  expect(making.map(([path]) => path)).toEqual([SCHEMA]);
});
