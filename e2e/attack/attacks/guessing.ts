import type { Attack } from '../attack.ts';
import { isUnharmed, said } from '../scene.ts';

/** 28 characters, eight of them. */
const CODES = 28 ** 8;

export const guessing: Attack = {
  name: 'codes guessed on four sockets',
  before: '12,757 a second: one of 50 rooms within an hour by 99 %',
  async run(scene) {
    const seconds = scene.quick ? 5 : 20;
    const result = await scene.victim<Record<string, number>>({ kind: 'guess', sockets: 4, seconds });
    const tried = result.said['no-such-room'] ?? 0;
    // 600 at once and 600 more within the hour, from each of 100 addresses, among 200 rooms.
    const chance = (100 * 1200 * 200) / CODES;
    return {
      after: `${tried} codes looked up in ${seconds} s, ${result.said['too-many'] ?? 0} refused unseen; 100 addresses find one of 200 rooms in an hour by ${chance.toExponential(1)}; ${said(result.gaps, result.control)}`,
      holds: tried <= 610 && chance <= 1e-4 && isUnharmed(result.gaps, result.control),
    };
  },
};
