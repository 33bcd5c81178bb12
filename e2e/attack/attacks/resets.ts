import { setTimeout } from 'node:timers/promises';
import { probed } from '../../probed.ts';
import type { Attack } from '../attack.ts';

const { start, memory } = probed();
/** Seconds within which an empty room sleeps here: five, and the look that is taken once a minute. */
const ASLEEP_WITHIN_S = 120;

const kept = async (): Promise<number> => {
  const { heapUsed, external } = await memory();
  return (heapUsed + external) / 1e6;
};

export const resets: Attack = {
  name: '1,450 Resets with a pasted corpus',
  before: '3.2 GB, not freed when all left',
  start: { ...start, flags: ['--limit', 'sleep-after=5'] },
  async run(scene) {
    const wanted = scene.quick ? 145 : 1450;
    const [before, { megabytes }] = [await kept(), await scene.load()];
    const { made, rooms } = await scene.attack<{ readonly made: number; readonly rooms: number }>({
      kind: 'resets',
      resets: wanted,
    });
    const [most, all] = [await kept(), await scene.load()];
    const open = async (): Promise<number> =>
      ((await (await fetch(`${scene.url}/healthz`)).json()) as { readonly rooms: number }).rooms;
    // The victim's stays.
    for (let k = 0; k < ASLEEP_WITHIN_S && (await open()) > 1; k++) await setTimeout(1000);
    const [after, gone, left] = [await kept(), await scene.load(), await open()];
    const grown = all.megabytes - megabytes;
    return {
      after: `${made} in ${rooms} rooms: ${grown.toFixed(0)} MB more, of which ${(most - before).toFixed(0)} MB are kept; once all have left and ${left} room is open, ${(after - before).toFixed(0)} MB more are kept than before (resident ${(gone.megabytes - megabytes).toFixed(0)} MB more)`,
      holds: made === wanted && grown < 400 && after - before < 30 && left <= 1,
    };
  },
};
