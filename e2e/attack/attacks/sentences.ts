import type { Attack } from '../attack.ts';
import { isUnharmed, said } from '../scene.ts';

export const sentences: Attack = {
  name: '100 sockets write and withdraw long sentences',
  before: '15 KB kept each; a heap of 512 MB dead after 38 s, all classes gone',
  async run(scene) {
    const seconds = scene.quick ? 10 : 60;
    const { megabytes } = await scene.load();
    const result = await scene.victim<Record<string, number | boolean>>({
      kind: 'sentences',
      sockets: 100,
      seconds,
    });
    const grown = (await scene.load()).megabytes - megabytes;
    const { written = 0, driver } = result.said;
    return {
      after: `${written} written in ${seconds} s, heap of 512 MB alive, ${grown.toFixed(0)} MB more; its driver ${driver === true ? 'is answered' : 'is NOT answered'}; ${said(result.gaps, result.control)}`,
      holds: driver === true && grown < 200 && isUnharmed(result.gaps, result.control),
    };
  },
};
