import { NAME } from '../fault.mjs';
import type { Attack } from '../attack.ts';
import type { Faulted } from '../orders/fault.ts';
import { isUnharmed, said } from '../scene.ts';

export const fault: Attack = {
  name: 'an exception in one room’s timer',
  before: 'the process ends, every class with it',
  start: {
    nodeFlags: ['--import', new URL('../fault.mjs', import.meta.url).href],
    // What it says of it is tested elsewhere.
    flags: ['--log-level', 'silent'],
  },
  async run(scene) {
    const result = await scene.victim<Faulted>({ kind: 'fault', name: NAME }, 5);
    const [first, second] = result.said.told;
    const words = result.said.told
      .map(({ code, params }) => `${code} (${String(params['seconds'])} s)`)
      .join(', then ');
    const { cameBack, closed } = result.said;
    const isNamed =
      first?.code === 'room-failed' && first.params['seconds'] === 0 && second?.code === 'room-failed';
    return {
      after: `its members are told ${words}; in between the instructor ${cameBack ? 'comes back to it' : 'does NOT come back'}, afterwards whoever comes is told ${closed}; ${said(result.gaps, result.control)}`,
      holds: isNamed && cameBack && closed === 'room-failed' && isUnharmed(result.gaps, result.control),
    };
  },
};
