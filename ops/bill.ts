/**
 * `npm run sbom`: the bill of materials of everything that is served or run, as CycloneDX, in deltaboard.cdx.json; and the licences of it, in
 * docs/licences.md, which is kept (SPEC PY4). Tools that only build and test are in neither.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
  readonly version: string;
  readonly licenses?: readonly {
    readonly license?: { readonly id?: string; readonly name?: string };
    readonly expression?: string;
  }[];
}

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

interface Bill {
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

const propertyOf = ({ properties = [] }: Component, name: string): string | null =>
  properties.find((one) => one.name === `cdx:npm:package:${name}`)?.value ?? null;

/**
 * Of what the lock file holds: the same wherever it is made. npm's own --omit also leaves out what a tool needs beside us, so what only builds and
 * tests is taken out here, by its mark.
 */
export function billOfMaterials(): string {
  const how = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
  const whole = execFileSync(npm, how, { cwd: file(''), encoding: 'utf8', maxBuffer: 64_000_000 });
  const bill = JSON.parse(whole) as Bill;
  const components = bill.components.filter((one) => propertyOf(one, 'development') !== 'true');
  const kept = new Set(components.map((one) => one['bom-ref']));
  const dependencies = bill.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => kept.has(one)) }));
  return JSON.stringify({ ...bill, components, dependencies }, null, 2);
}

/** Said in a form that npm reads no more; read in the package itself. */
const OLD_FORM = { 'xmlhttprequest-ssl': 'MIT' } as const;

/** Markdown: under each licence the packages that have it. Throws Error for one that has none. */
export function licencesIn(bill: string): string {
  const { components } = JSON.parse(bill) as Bill;
  const under = new Map<string, string[]>();
  for (const component of components) {
    const { name, version, licenses = [] } = component;
    // Our own workspaces.
    if (propertyOf(component, 'private') === 'true') continue;
    const said = licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name);
    if (said.length === 0 && name in OLD_FORM) said.push(OLD_FORM[name as keyof typeof OLD_FORM]);
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
