/** The contract suites of gradients and of learning on 10,000 random configurations each, or on as many as are asked for. */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';

const runs = Number(process.argv[2] ?? 10_000);
if (!Number.isInteger(runs) || runs < 1) throw new RangeError(`not a number of runs: ${process.argv[2]}`);
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0].model}`);
execFileSync(
  'npx',
  ['vitest', 'run', 'shared/src/gradient/contract.test.ts', 'shared/src/training/learner.test.ts'],
  { stdio: 'inherit', env: { ...process.env, CONTRACT_RUNS: String(runs) } },
);
