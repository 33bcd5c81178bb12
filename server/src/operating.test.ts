/** What the operator is given stands together: Dockerfile, compose file, dashboard, page and licences (SPEC OB2, OB4, PY4). */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { billOfMaterials, licencesIn } from '../../ops/bill.ts';
import { parseDockerfile, type Instruction } from '../../ops/dockerfile.ts';
import { systemClock } from './clock.ts';
import { Metrics } from './metrics.ts';
import { createMemoryStore } from './store/memory-store.ts';

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const read = (name: string): string => readFileSync(path(name), 'utf8');
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);

/** Names that the server reads of its environment. */
const options = new Set(
  [...`${read('server/src/options.ts')}`.matchAll(/environment\['([A-Z_]+)'\]/g)].map(([, name]) => name),
);

const stages = parseDockerfile(read('Dockerfile'));
const last = stages[stages.length - 1].instructions;
type Of<K> = Instruction extends infer One
  ? One extends { readonly kind: infer Kinds }
    ? K extends Kinds
      ? One
      : never
    : never
  : never;
const of = <K extends Instruction['kind']>(kind: K): readonly Of<K>[] =>
  last.filter((one) => one.kind === kind) as unknown as readonly Of<K>[];

describe('OB4 the container', () => {
  test('has several stages, of which the last has no build and is not root’s', () => {
    expect(stages.map(({ name }) => name)).toEqual(['build', null]);
    expect(of('run').map(({ command }) => command)).not.toContain('npm run build');
    expect(of('run')[0].command).toContain('--omit=dev');
    expect(of('user').map(({ value }) => value)).toEqual(['1000:1000']);
    // What runs is copied before: nothing belongs to the user but the classes.
    expect(last.findLastIndex(({ kind }) => kind === 'copy')).toBeLessThan(
      last.findIndex(({ kind }) => kind === 'user'),
    );
    expect([of('healthcheck').length, of('volume').length, of('cmd').length]).toEqual([1, 1, 1]);
  });

  test('tells the server only what it reads, and keeps its classes in the volume', () => {
    const environment = Object.assign({}, ...of('env').map(({ values }) => values)) as Record<string, string>;
    for (const name of Object.keys(environment)) expect([...options, 'NODE_ENV']).toContain(name);
    expect(environment['DATA_DIR']).toBe(of('volume')[0].value);
    expect(environment['PORT']).toBe(String(of('expose')[0].port));
  });

  test('compose gives it what it needs, and no more than it may have', () => {
    const compose = parse(read('compose.yaml')) as {
      readonly services: Readonly<Record<string, Record<string, unknown>>>;
      readonly volumes: object;
    };
    const { deltaboard } = compose.services;
    for (const name of Object.keys(deltaboard['environment'] as object)) expect([...options]).toContain(name);
    expect(deltaboard['volumes']).toEqual([`${Object.keys(compose.volumes)[0]}:${of('volume')[0].value}`]);
    expect(deltaboard['ports']).toEqual([`\${PUBLISH:-3000}:${of('expose')[0].port}`]);
    expect(deltaboard).toMatchObject({ read_only: true, cap_drop: ['ALL'], build: '.' });
  });

  test('an instruction that nobody performs is found', () => {
    expect(() => parseDockerfile('FROM x\nONBUILD RUN y')).toThrow('not known here: ONBUILD RUN y');
    expect(() => parseDockerfile('RUN y')).toThrow('before FROM');
  });
});

describe('OB4 the operator’s page', () => {
  const page = read('docs/operate.md');

  test('names only options, scripts and files that there are', () => {
    const [, table] = page.split('| in the environment');
    const named = [...table.split('\n\n')[0].matchAll(/^\| (`[A-Z_`, ]+`)/gm)].flatMap(([, names]) =>
      names.split(', ').map((name) => name.replaceAll('`', '')),
    );
    expect(new Set(named)).toEqual(options);
    for (const [, script] of page.matchAll(/npm run ([\w:]+)/g)) expect(scripts).toContain(script);
    for (const [, file] of page.matchAll(/\]\(\.\.\/([^)#]+)/g))
      expect(existsSync(path(file)), file).toBe(true);
    for (const [, file] of page.matchAll(/`(?:tsx )?(bench\/[\w.-]+)`/g))
      expect(existsSync(path(file)), file).toBe(true);
  });

  test('every name in the block of commands that are run is one of the server’s', () => {
    for (const [, name] of page.matchAll(/^([A-Z_]+)=\S+ (?:[A-Z_]+=\S+ )*(?:node|npm)/gm))
      expect([...options]).toContain(name);
  });
});

test('OB2 the dashboard and the page ask only for what /metrics has', async () => {
  const metrics = new Metrics(systemClock, true);
  metrics.watch('rooms', 'Rooms', () => 0);
  metrics.watch('members', 'Members', () => 0);
  metrics.press({ level: 0, reading: { loopDelay: 0, memory: 0, slotQueue: 0 } });
  await metrics.timing(createMemoryStore()).list();
  const { text } = await metrics.exposed();
  const there = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name, type]) =>
    type === 'histogram' ? [name, `${name}_bucket`] : [name],
  );
  const asked = [read('ops/grafana-dashboard.json'), read('docs/operate.md')].flatMap((source) =>
    [...source.matchAll(/\b((?:deltaboard|nodejs|process)_[a-z0-9_]+)\b/g)].map(([, name]) => name),
  );
  expect(new Set(asked).size).toBeGreaterThan(10);
  expect([...new Set(asked)].filter((name) => !there.includes(name))).toEqual([]);
});

test('PY4 every licence is listed, allows what is done with it, and is in the bill of materials', () => {
  const bill = billOfMaterials();
  expect(JSON.parse(bill)).toMatchObject({ bomFormat: 'CycloneDX' });
  const written = licencesIn(bill);
  const licences = [...written.matchAll(/^## (.+)$/gm)].map(([, licence]) => licence);
  expect(
    licences.filter((one) => !/^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|OFL-1\.1|CC0-1\.0)$/.test(one)),
  ).toEqual([]);
  for (const name of ['svelte', 'katex', 'socket.io', 'libsql', 'prom-client', '@fontsource-variable/inter'])
    expect(written).toMatch(new RegExp(`(^|· )${name} `, 'm'));
  expect(read('docs/licences.md'), 'npm run sbom').toBe(written);
});
