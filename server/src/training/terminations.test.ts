import { afterAll, expect, test } from 'vitest';
import { createRandom } from '@deltaboard/shared/random.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { newRun } from '@deltaboard/shared/training/run.ts';
import { startWorker } from './spawn.ts';
import { catalogue } from './testing/trainer-in-thread.ts';
import type { Trainer } from './trainer.ts';
import { createSlotMemory } from './slots.ts';
import { createWorkerTrainers } from './worker-trainer.ts';

/** Training threads that are cut off; a thousand by `npm run terminations`. */
const RUNS = Number(process.env['RUNS'] ?? 10);

const open: Trainer[] = [];
afterAll(() => Promise.all(open.map((trainer) => trainer.close())));

test(
  `CN8 of ${RUNS} training threads that are cut off at random instants none loses a slot, and every run stands where it was last good`,
  { timeout: 600_000 + 3000 * RUNS },
  async () => {
    const random = createRandom(2);
    const workers: ReturnType<typeof startWorker>[] = [];
    const create = createWorkerTrainers({
      ...{ catalogue, slots: createSlotMemory(2), releaseAfter: 600_000 },
      start(...given) {
        const worker = startWorker(...given);
        workers.push(worker);
        return worker;
      },
    });
    let ended = 0;
    async function cutOff(): Promise<void> {
      let told = 0;
      let heard = (): void => undefined;
      const trainer = create(
        { run: newRun({ ...presets.board, evaluateEvery: 1_000_000 }), number: 0, preset: null },
        {
          frame: () => heard(),
          moment: () => undefined,
          progressed: (updates) => void (told = updates),
          evaluated: () => undefined,
          stopped: () => undefined,
          approached: () => undefined,
          failed(_error, { updates }) {
            expect(updates).toBeGreaterThanOrEqual(told);
            ended++;
            heard();
          },
        },
      );
      open.push(trainer);
      await trainer.open();
      while (ended < RUNS) {
        const before = ended;
        trainer.start('max');
        const worker = workers[workers.length - 1];
        if (random.uniform() < 0.7) await new Promise<void>((resolve) => (heard = resolve));
        for (let i = Math.floor(random.uniform() * 8); i > 0; i--) await new Promise(setImmediate);
        const over = new Promise<void>((resolve) => (heard = () => ended > before && resolve()));
        void worker.terminate();
        await over;
      }
    }
    await cutOff();
    // The one slot that there is, is there.
    const { updates } = await open[0].seek(1001, 0);
    expect(updates).toBe(1000);
    expect(ended).toBe(RUNS);
  },
);
