/** The house: no file needs another that needs it, types included, in any of the workspaces, the library or the program. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PACKAGE = '@deltaboard/shared/';

const sources = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|svelte)$/.test(name) && !name.endsWith('.test.ts'))
    .map((name) => join(root, folder, name));

function importsOf(file: string, known: ReadonlySet<string>): readonly string[] {
  const named = [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)];
  return named
    .map(([, name]) =>
      name.startsWith(PACKAGE)
        ? join(root, 'shared/src', name.slice(PACKAGE.length))
        : resolve(dirname(file), name),
    )
    .filter((path) => known.has(path));
}

/** A way back to where it begins, for each file from which one is found first. */
function circles(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    const at = way.indexOf(file);
    if (at >= 0) {
      found.push([...way.slice(at), file].map((one) => relative(root, one)).join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
}

test('no imports go in a circle', () => {
  const files = ['shared/src', 'server/src', 'client/src', 'library/src', 'program/src'].flatMap(sources);
  expect(files.length).toBeGreaterThan(400);
  const known = new Set(files);
  const graph = new Map(files.map((file) => [file, importsOf(file, known)]));
  expect(circles(graph)).toEqual([]);
  // It can fail.
  expect(
    circles(
      new Map([
        ['a', ['b']],
        ['b', ['a']],
      ]),
    ),
  ).toHaveLength(1);
});
