/** What `npm pack` makes, in an empty folder: as on a machine without the repository. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { bundled, gradients, presets, train } from '../../library/src/index.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

const LABELLED = Array.from(
  { length: 60 },
  (_, k) => `Mira\tB-PER\nwalked\tO\nto\tO\n${k % 2 ? 'Paris' : 'Berlin'}\tB-LOC\n.\tO\n`,
).join('\n');

const TYPED = `import { gradients, train, type Parts, type Run } from 'deltaboard';
import { presets } from 'deltaboard';
declare const parts: Parts;
const run: Run = train({ ...presets.board, hidden: [4] }, parts, { steps: 3 });
const delta: Float64Array = gradients(run.inside())[0].gradient.windows[0].layers[0].z;
// @ts-expect-error a head that there is not
train({ ...presets.board, head: 'linear' }, parts);
export { delta };
`;

test('PG10 LI7 the tarball installs and runs in an empty folder: help, train, eval, predict, serve, the library and its types', async () => {
  test.setTimeout(600_000);
  const folder = await mkdtemp(join(tmpdir(), 'deltaboard-tarball-'));
  const there = join(folder, 'empty');
  await mkdir(there);
  try {
    await run(join(ROOT, 'node_modules/.bin/tsx'), ['program/build.ts', '--declarations'], { cwd: ROOT });
    const packed = await run(npm, ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
      cwd: ROOT,
      maxBuffer: 1 << 26,
    });
    const [{ filename, files }] = JSON.parse(packed.stdout) as [
      { filename: string; files: { path: string }[] },
    ];
    const paths = files.map(({ path }) => path);
    expect(paths.filter((path) => /\/src\/.*(?<!\.d)\.ts$|\.map$|\.test\.|^e2e\//.test(path))).toEqual([]);

    await run(npm, ['install', join(folder, filename), '--prefer-offline', '--no-audit', '--no-fund'], {
      cwd: there,
    });
    expect(await readdir(join(there, 'node_modules'))).not.toContain('@deltaboard');
    const installed = JSON.parse(
      await readFile(join(there, 'node_modules/deltaboard/package.json'), 'utf8'),
    ) as object;
    expect(installed).toMatchObject({ dependencies: { libsql: expect.any(String) as unknown } });

    const program = join(there, 'node_modules/.bin/deltaboard');
    const deltaboard = (...args: string[]) => run(program, args, { cwd: there });
    expect((await deltaboard('--help')).stdout).toContain('npx deltaboard predict');
    await writeFile(join(there, 'names.conll'), LABELLED);
    const trained = await deltaboard(
      'train',
      '--data',
      'names.conll',
      '--head',
      'softmax',
      '--epochs',
      '20',
      '--json',
    );
    const events = trained.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string });
    expect(events).toHaveLength(21);
    expect(events[20]).toMatchObject({ event: 'saved', file: 'run.safetensors', because: 'done' });
    const judged = await deltaboard('eval', 'run.safetensors', '--data', 'names.conll', '--json');
    expect(JSON.parse(judged.stdout)).toMatchObject({ part: 'test', network: { all: { f1: 1 } } });
    const found = await deltaboard('predict', 'run.safetensors', 'Mira walked to Berlin.');
    expect(found.stdout).toBe('[Mira](PER) walked to [Berlin](LOC) .\n');
    const wrong = await deltaboard('train', '--head', 'linear').catch((error: unknown) => error);
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('not "linear"') as unknown });

    const server = spawn(program, ['--host', '127.0.0.1', '--port', '0'], { cwd: there });
    try {
      const lines = createInterface(server.stdout)[Symbol.asyncIterator]();
      expect((await lines.next()).value).toBe('Deltaboard is listening');
      const address = String((await lines.next()).value).trim();
      expect(await (await fetch(`${address}/healthz`)).json()).toMatchObject({ status: 'ok' });
      expect(await (await fetch(address)).text()).toContain('<title>Deltaboard</title>');
      expect((await fetch(`${address}/api/rooms`, { method: 'POST' })).ok).toBe(true);
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
    } finally {
      server.kill('SIGKILL');
    }

    await copyFile(join(ROOT, 'docs/inside-a-step.mjs'), join(there, 'inside-a-step.mjs'));
    const printed = execFileSync(process.execPath, ['inside-a-step.mjs'], { cwd: there, encoding: 'utf8' });
    const [{ gradient }] = gradients(train(presets.board, bundled(), { steps: 6 }).inside());
    const delta = Array.from(gradient.windows[0].layers[0].z, (entry, i) => `δ${i + 1} = ${entry}`);
    expect(printed.split('\n').slice(2, 10)).toEqual(delta);

    await writeFile(join(there, 'typed.ts'), TYPED);
    const how = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023'];
    await run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), ...how, 'typed.ts'], {
      cwd: there,
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 20 });
  }
});
