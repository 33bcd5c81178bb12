/**
 * On the way to a place, in slices: step after step, as many as it takes. A long way says how far it is, and can be
 * given up where that was offered (SPEC RN14).
 */

/** Milliseconds between two words on how far it is: a shorter way says none. */
export const APPROACH_INTERVAL = 250;

export interface Way {
  /** The updates that are made before `arrive`, and those that have been made after it. */
  readonly updates: number;
  readonly end: number;
  readonly arrive: () => void;
  /** Null: it is always gone to its end. */
  readonly giveUp: (() => void) | null;
}

export interface Journey {
  readonly isUnderWay: boolean;
  /** It has been under way for long enough to say so. */
  readonly isLong: boolean;
  depart(way: Way): void;
  /** Done once it is there, or has been given up; at once where it is not under way. */
  afterwards(next: () => void): void;
  goOn(deadline: number): void;
  cancel(): void;
}

export interface Steps {
  readonly now: () => number;
  /** Updates of θ made. */
  readonly made: () => number;
  /** Whether the step may be made now: something that it waits for is worked at until then. */
  readonly mayMake: (step: number, deadline: number) => boolean;
  readonly make: () => void;
}

/** @param approached hears how many steps of the way have been made, and of how many in all */
export function createJourney(steps: Steps, approached: (made: number, of: number) => void): Journey {
  let way: (Way & { readonly from: number }) | null = null;
  let then: readonly (() => void)[] = [];
  let departed = 0;
  let said = 0;

  function end(finish: () => void): void {
    way = null;
    finish();
    // One of them may depart again: what follows it waits for that too.
    while (!way && then.length > 0) {
      const [next, ...others] = then;
      then = others;
      next();
    }
  }

  function say({ from, end: to }: { readonly from: number; readonly end: number }, at: number): void {
    if (at - said < APPROACH_INTERVAL) return;
    said = at;
    approached(steps.made() - from, to - from);
  }

  return {
    get isUnderWay() {
      return way !== null;
    },
    get isLong() {
      return way !== null && steps.now() - departed >= APPROACH_INTERVAL;
    },
    depart(to) {
      way = { ...to, from: steps.made() };
      departed = said = steps.now();
    },
    afterwards(next) {
      if (way) then = [...then, next];
      else next();
    },
    goOn(deadline) {
      while (way) {
        const next = steps.made() + 1;
        if (next <= way.end && !steps.mayMake(next, deadline)) return;
        if (next <= way.updates) steps.make();
        else end(way.arrive);
        const at = steps.now();
        if (way) say(way, at);
        if (at >= deadline) return;
      }
    },
    cancel() {
      if (way?.giveUp) end(way.giveUp);
    },
  };
}
