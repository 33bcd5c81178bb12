/**
 * How fairly rooms that run at full speed share the cores: with 3 and with 50 of them the steps of each, the longest
 * that one waited for its turn, and how long a pause takes. `tsx bench/fairness.ts [seconds]`
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const SECONDS = process.argv[2] ?? '20';
const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

await build({
  entryPoints: {
    'fairness-rooms': file('fairness-rooms.ts'),
    'slot-waits': file('slot-waits.ts'),
    'training-worker': file('../server/src/training/training-worker.ts'),
  },
  outdir: file('dist'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
});
const measuring = spawn(process.execPath, [file('dist/fairness-rooms.js'), file('../server/data'), SECONDS], {
  stdio: 'inherit',
});
const [code] = await once(measuring, 'exit');
process.exitCode = Number(code);
