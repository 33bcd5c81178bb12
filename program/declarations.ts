/**
 * Writes the library's declarations beside its bundle: those that its face needs, in their own folders, with relative imports, so that
 * they stand without the workspaces. Throws Error where one needs a package that is not installed with ours.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'library/dist/types');
const face = 'library/src/index.ts';
const SHARED = '@deltaboard/shared/';

/** Every declaration of the program, under the path of its source. */
function declared(): ReadonlyMap<string, string> {
  const { config } = ts.readConfigFile(join(root, 'library/tsconfig.json'), ts.sys.readFile) as {
    readonly config: object;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, 'library'));
  const program = ts.createProgram([join(root, face)], {
    ...options,
    // What is found in node_modules is another's, of which nothing is written.
    paths: { [`${SHARED}*`]: [join(root, 'shared/src/*')] },
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
  });
  const found = new Map<string, string>();
  const { diagnostics } = program.emit(undefined, (_, text, __, ___, sources = []) => {
    found.set(relative(root, sources[0].fileName).replaceAll('\\', '/'), text);
  });
  if (diagnostics.length > 0)
    throw new Error(ts.flattenDiagnosticMessageText(diagnostics[0].messageText, '\n'));
  return found;
}

const SPECIFIER = /(\bfrom |\bimport\(|^import )(['"])([^'"]+)\2/gm;

/** The source that a specifier in `file` means; null: a package's. */
function sourceOf(specifier: string, file: string): string | null {
  if (specifier.startsWith(SHARED)) return `shared/src/${specifier.slice(SHARED.length)}`;
  return specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : null;
}

export function writeDeclarations(): readonly string[] {
  const all = declared();
  const written = new Set<string>();
  const pending = [face];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (written.has(file)) continue;
    written.add(file);
    const text = all.get(file);
    if (text === undefined) throw new Error(`${file} has no declaration`);
    const here = file;
    const relocated = text.replace(SPECIFIER, (_, before: string, quote: string, specifier: string) => {
      const source = sourceOf(specifier, here);
      if (source === null) throw new Error(`the declaration of ${here} needs the package ${specifier}`);
      pending.push(source);
      const path = posix.relative(posix.dirname(here), source).replace(/\.ts$/, '.js');
      return `${before}${quote}${path.startsWith('.') ? path : `./${path}`}${quote}`;
    });
    const to = join(target, file.replace(/\.ts$/, '.d.ts'));
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, relocated);
  }
  return [...written].sort();
}
