import type { Attack } from '../attack.ts';
import { isUnharmed, said } from '../scene.ts';

export const churn: Attack = {
  name: '10,000 joins and leaves of one room',
  before: '30 s later 50 s of CPU; a class in another room had gaps of 4.5 s, then everybody dropped',
  async run(scene) {
    const joins = scene.quick ? 2000 : 10_000;
    const {
      control,
      gaps,
      said: counts,
    } = await scene.victim<Record<string, number>>({ kind: 'churn', joins, sockets: 40 }, 0);
    // Those who have left are forgotten after half a minute.
    const before = await scene.load();
    const rest = await scene.victim({ kind: 'guess', sockets: 0, seconds: 0 }, scene.quick ? 32 : 35);
    const after = await scene.load();
    const cpu = after.cpu - before.cpu;
    return {
      after: `${counts['welcome']} let in within ${counts['seconds']?.toFixed(0)} s, ${counts['too-many'] ?? 0} refused; ${said(gaps, control)}; afterwards ${cpu.toFixed(1)} s of CPU in twice 35 s, ${said(rest.gaps, rest.control)}`,
      holds: isUnharmed(gaps, control) && isUnharmed(rest.gaps, rest.control) && cpu < 15,
    };
  },
};
