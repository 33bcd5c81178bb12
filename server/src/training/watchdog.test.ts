import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { newRun } from '@deltaboard/shared/training/run.ts';
import { defaultLimits } from '../limits.ts';
import type { startWorker } from './spawn.ts';
import { ThreadFailure } from './thread-failure.ts';
import type { Parked, Trainer } from './trainer.ts';
import { catalogue, straightTo } from './testing/trainer-in-thread.ts';
import { createSlotMemory } from './slots.ts';
import { createWorkerTrainers } from './worker-trainer.ts';

const open: Trainer[] = [];
afterEach(() => Promise.all(open.splice(0).map((trainer) => trainer.close())));

/** Never evaluated: what it computes is computed once more here. */
const configuration = { ...presets.board, evaluateEvery: 1_000_000 };

/** The probes at which its thread hangs, and at which it takes memory without end. */
const [HANGS, GROWS] = [-1, -2];
/** Started in all. */
let threads = 0;
const faulty: typeof startWorker = (_name, data, memory) => {
  threads++;
  return new Worker(new URL('testing/faulty-worker.mjs', import.meta.url), {
    workerData: { ...data, entry: './training-worker.ts' },
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
};

/** Trainers that share one slot, and what they say in its order. */
function oneSlot() {
  const said: string[] = [];
  const waiting = new Set<() => void>();
  const create = createWorkerTrainers({
    ...{ catalogue, slots: createSlotMemory(2), releaseAfter: 60_000, start: faulty },
    limits: { ...defaultLimits, threadMemory: 128 },
  });
  async function start(name: string) {
    const ends: { readonly error: Error; readonly parked: Parked }[] = [];
    const steps = { last: 0 };
    const heard = (what: string): void => {
      said.push(`${name} ${what}`);
      for (const check of [...waiting]) check();
    };
    const trainer = create(
      { run: newRun(configuration), number: 0, preset: null },
      {
        frame: () => heard('pictured'),
        moment: () => undefined,
        progressed(updates) {
          steps.last = updates;
          heard('progressed');
        },
        evaluated: () => undefined,
        stopped: () => undefined,
        approached: () => undefined,
        failed(error, parked) {
          ends.push({ error, parked });
          heard('failed');
        },
      },
    );
    open.push(trainer);
    await trainer.open();
    return { trainer, ends, steps };
  }
  const until = (condition: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!condition()) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  return { said, start, until };
}

describe('CN6 CN7 a thread that', () => {
  it('hangs is ended; its run stands at its last good step, is not tried again, goes back and goes on; another run keeps its pace', async () => {
    const { said, start, until } = oneSlot();
    const [hung, other] = [await start('hung'), await start('other')];
    hung.trainer.start('max');
    other.trainer.start('max');
    await until(() => hung.steps.last > 1000 && other.steps.last > 0);
    hung.trainer.setProbe(HANGS);
    const from = said.length;
    await until(() => hung.ends.length > 0);
    const meanwhile = said.slice(from, said.indexOf('hung failed'));
    // It held the only slot, and that was taken from it long before its time was over.
    const pace = meanwhile.slice(meanwhile.lastIndexOf('hung pictured') + 1);
    expect(pace.filter((what) => what === 'other pictured').length).toBeGreaterThan(5);

    const [{ error, parked }] = hung.ends;
    expect(error).toMatchObject({ because: 'no-sign' });
    expect(error).toBeInstanceOf(ThreadFailure);
    expect(parked.updates).toBe(hung.steps.last);
    expect(parked.moment.cursor).toMatchObject({ step: hung.steps.last + 1, operation: 0 });
    expect(fromBytes(parked.moment.theta)).toEqual(straightTo(configuration, hung.steps.last - 1));

    // It stands: a thread that was told nothing more makes no step.
    const started = threads;
    const { updates } = await hung.trainer.park();
    expect(updates).toBe(hung.steps.last);
    expect(threads).toBe(started);
    hung.trainer.setProbe(0);
    expect(fromBytes((await hung.trainer.seek(501, 0)).moment.theta)).toEqual(straightTo(configuration, 499));
    const pictured = said.filter((what) => what === 'hung pictured').length;
    hung.trainer.start('max');
    await until(() => said.filter((what) => what === 'hung pictured').length > pictured);
    expect(hung.ends).toHaveLength(1);
    expect(other.ends).toHaveLength(0);
  });

  it('takes more memory than it may is ended, and so on', async () => {
    const { start, until } = oneSlot();
    const { trainer, ends } = await start('large');
    await trainer.seek(601, 0);
    trainer.setProbe(GROWS);
    await until(() => ends.length > 0);
    expect(ends[0].error).toMatchObject({ because: 'out-of-memory' });
    expect(ends[0].parked.updates).toBe(600);
    trainer.setProbe(0);
    expect((await trainer.seek(701, 0)).updates).toBe(700);
  });

  it('hangs while somebody waits for it is ended, and whoever waits is refused', async () => {
    const { start } = oneSlot();
    const { trainer, ends } = await start('hung');
    trainer.setProbe(HANGS);
    await expect(trainer.seek(100_000_001, 0)).rejects.toMatchObject({
      code: 'run-failed',
      params: { because: 'no-sign' },
    });
    expect(ends).toHaveLength(1);
    trainer.setProbe(0);
    expect((await trainer.seek(3, 0)).updates).toBe(2);
  });
});
