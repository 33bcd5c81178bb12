/**
 * npm run attack -- --json: each row of the table of docs/reliability.md, repeated against a server that it starts itself; one line each, and
 * the exit code says whether all hold. `--only NAME`, `--quick`: shorter, for a look.
 */
import { parseArgs } from 'node:util';
import type { Attack } from './attack.ts';
import { churn } from './attacks/churn.ts';
import { crowd } from './attacks/crowd.ts';
import { fault } from './attacks/fault.ts';
import { fullSpeed } from './attacks/full-speed.ts';
import { guessing } from './attacks/guessing.ts';
import { resets } from './attacks/resets.ts';
import { rooms } from './attacks/rooms.ts';
import { sentences } from './attacks/sentences.ts';
import { createScene } from './scene.ts';

const attacks: readonly Attack[] = [churn, sentences, rooms, crowd, guessing, resets, fault, fullSpeed];

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const chosen = attacks.filter(({ name }) => values.only === undefined || values.only === name);
if (chosen.length === 0) throw new Error(`There is no attack "${values.only}".`);
for (const { name, before, start, run } of chosen) {
  const scene = await createScene(values.quick, start);
  try {
    const { after, holds } = await run(scene);
    if (!holds) process.exitCode = 1;
    console.log(
      values.json
        ? JSON.stringify({ name, before, after, holds })
        : `${holds ? 'holds' : 'FAILS'}  ${name}\n  before: ${before}\n  after:  ${after}`,
    );
  } finally {
    await scene.close();
  }
}
