/** When steps are due at a speed, on an injected clock in milliseconds. Time that was lost is not caught up. */
import type { Speed } from '@deltaboard/shared/training/speed.ts';

/** A run that fell this far behind starts counting anew instead of bursting. */
const FORGIVE_AFTER = 250;

export interface Pace {
  /** Milliseconds until the next step is due; 0: now. */
  wait(now: number): number;
  /** A step was made. */
  made(): void;
}

/** @param batch examples a step: the speed counts examples */
export function createPace(speed: Speed, batch: number, now: number): Pace {
  if (speed === 'max') return { wait: () => 0, made: () => {} };
  const interval = (1000 * batch) / speed;
  let due = now;
  return {
    wait(at) {
      if (at - due > FORGIVE_AFTER + interval) due = at;
      return Math.max(0, due - at);
    },
    made: () => void (due += interval),
  };
}
