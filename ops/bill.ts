/**
 * `npm run sbom`: the bill of materials of everything that is served or run, as CycloneDX, in deltaboard.cdx.json; and the licences of it, in
 * docs/licences.md, which is kept (SPEC PY4). Tools that only build and test are in neither.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

interface Component {
  readonly name: string;
  readonly group?: string;
  readonly version: string;
  readonly licenses?: readonly {
    readonly license?: { readonly id?: string; readonly name?: string };
    readonly expression?: string;
  }[];
}

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** The bill as npm writes it, of what the lock file holds: the same wherever it is made. */
export function billOfMaterials(): string {
  const how = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
  return execFileSync(npm, [...how, '--omit', 'dev'], {
    cwd: file(''),
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
}

/** Markdown: under each licence the packages that have it. Throws Error for one that has none. */
export function licencesIn(bill: string): string {
  const { components } = JSON.parse(bill) as { readonly components: readonly Component[] };
  const under = new Map<string, string[]>();
  for (const { name, version, licenses = [] } of components) {
    if (name.startsWith('@deltaboard/')) continue;
    const said = licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name);
    if (said.length === 0 || said.includes(undefined)) throw new Error(`${name} ${version} has no licence`);
    const licence = said.join(' AND ');
    under.set(licence, [...(under.get(licence) ?? []), `${name} ${version}`]);
  }
  const parts = [...under]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([licence, packages]) => `## ${licence}\n\n${packages.sort().join(' · ')}\n`);
  return `${HEAD}\n${parts.join('\n')}`;
}

const HEAD = `# Licences

Deltaboard itself is under the [MIT licence](../LICENSE), its word vectors are in the public domain
([LICENSE-vectors.md](../server/data/vectors/LICENSE-vectors.md)), and its corpus was written for it. What it serves or runs beside its own code, as
\`npm run sbom\` writes it here, and with all that is known of each package into \`deltaboard.cdx.json\` (CycloneDX):
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bill = billOfMaterials();
  writeFileSync(file('deltaboard.cdx.json'), bill);
  writeFileSync(file('docs/licences.md'), licencesIn(bill));
  console.warn('deltaboard.cdx.json and docs/licences.md are written.');
}
