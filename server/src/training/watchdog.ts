/**
 * Ends a thread that has hung (SPEC CN6). A thread gives a sign when it begins and when it ends a piece of work; waiting for its turn or
 * for a message is none. Between two signs nothing that is right takes longer than a slice and a step. The time that this thread itself
 * was kept from looking is not counted against the others.
 */
import type { Worker } from 'node:worker_threads';
import type { Slots } from './slots.ts';

/** Milliseconds between two looks. */
const INTERVAL = 100;
/** Milliseconds of silence after which a slot is another's, so that the others keep their pace: a slice has ten. */
const REVOKE_AFTER = 250;

export interface Watchdog {
  /** Until the worker ends. `hung`: it has given no sign for too long, and is being ended. */
  watch(seat: number, worker: Worker, hung: () => void): void;
}

interface Watched {
  readonly seat: number;
  readonly worker: Worker;
  readonly hung: () => void;
  sign: number;
  /** Milliseconds for which it has worked without a sign. */
  silent: number;
}

/** @param budget milliseconds; @param now milliseconds that only grow */
export function createWatchdog(
  slots: Slots,
  budget: number,
  now = (): number => performance.now(),
): Watchdog {
  const watched = new Set<Watched>();
  let timer: NodeJS.Timeout | null = null;
  let last = 0;

  function look(): void {
    const passed = Math.min(now() - last, 2 * INTERVAL);
    last = now();
    for (const one of watched) {
      const sign = slots.sign(one.seat);
      one.silent = slots.isWorking(one.seat) && sign === one.sign ? one.silent + passed : 0;
      one.sign = sign;
      if (one.silent >= REVOKE_AFTER) slots.revoke(one.seat);
      if (one.silent < budget) continue;
      watched.delete(one);
      one.hung();
      // It resolves; its end is told by its `exit`.
      void one.worker.terminate();
    }
    rest();
  }

  function rest(): void {
    if (watched.size > 0 || !timer) return;
    clearInterval(timer);
    timer = null;
  }

  return {
    watch(seat, worker, hung) {
      const one: Watched = { seat, worker, hung, sign: slots.sign(seat), silent: 0 };
      watched.add(one);
      worker.once('exit', () => {
        watched.delete(one);
        rest();
      });
      if (timer) return;
      last = now();
      timer = setInterval(look, INTERVAL).unref();
    },
  };
}
