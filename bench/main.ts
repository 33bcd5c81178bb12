/**
 * npm run bench -- [--only kernels|fanout|link|bytes|draw|isolation] [--json] [--quick]: measured against peers in the same run. Without `--only` the older
 * measurements follow, each a program of its own.
 */
import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bytes } from './bytes.ts';
import { draw } from './draw.ts';
import { fanout } from './fanout.ts';
import { isolation } from './isolation.ts';
import { link } from './link.ts';
import { kernels } from './kernels/main.ts';
import { written, type Row } from './row.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, json: { type: 'boolean' }, quick: { type: 'boolean' } },
});
const parts: Readonly<Record<string, (isQuick: boolean) => Promise<readonly Row[]>>> = {
  kernels: (isQuick) => kernels(isQuick ? 60 : 400),
  fanout,
  link,
  bytes,
  draw,
  isolation,
};
const older = [
  ...['learning.ts', 'pause.ts', 'steps.ts', 'seek.ts board', 'seek.ts judge', 'replay.ts'],
  ...['class.ts', 'interactive.ts', 'fairness.ts', 'store.ts', 'fold.ts'],
];

if (values.only !== undefined && !(values.only in parts)) {
  console.error(`--only ${values.only}: one of ${Object.keys(parts).join(', ')}`);
  process.exit(1);
}
if (!values.json) {
  const load = loadavg()[0].toFixed(1);
  console.log(`${cpus().length} × ${cpus()[0].model}, load ${load}, Node ${process.version}\n`);
}
for (const [name, run] of Object.entries(parts)) {
  if (values.only === undefined || values.only === name) {
    console.log(written(await run(values.quick ?? false), values.json ?? false));
  }
}
if (values.only === undefined && !values.quick) {
  for (const program of older) {
    const [file, ...rest] = program.split(' ');
    execFileSync('npx', ['tsx', join(import.meta.dirname, file), ...rest], { stdio: 'inherit' });
  }
}
