/**
 * So many in so many seconds of each key (SPEC PR5): a connection, a member, an address. What was spent comes back as time passes, evenly, so
 * that nobody waits for the end of a window. Keys that have everything back are forgotten; of too many the one that spent longest ago goes.
 */
import type { Clock } from './clock.ts';

export interface Rate {
  readonly points: number;
  readonly seconds: number;
}

/** About 10 MB. */
const KEYS_LIMIT = 100_000;

export class Budget {
  readonly rate: Rate;
  readonly #clock: Clock;
  /** In the order in which they spent last: what was spent, and when that was so, in elapsed milliseconds. */
  readonly #spent = new Map<string, { readonly points: number; readonly at: number }>();

  constructor(clock: Clock, rate: Rate) {
    this.#clock = clock;
    this.rate = rate;
  }

  /** What the key has left. */
  left(key: string): number {
    return this.rate.points - this.#owes(key);
  }

  /** Whether there was enough; nothing is spent where there was not. */
  spend(key: string, points = 1): boolean {
    const owes = this.#owes(key) + points;
    // A part of a point that is just coming back by rounding.
    if (owes > this.rate.points + 1e-9) return false;
    this.#spent.delete(key);
    this.#spent.set(key, { points: owes, at: this.#clock.elapsed() });
    this.#forget();
    return true;
  }

  get keys(): number {
    return this.#spent.size;
  }

  #owes(key: string): number {
    const spent = this.#spent.get(key);
    if (!spent) return 0;
    const back = ((this.#clock.elapsed() - spent.at) / 1000) * (this.rate.points / this.rate.seconds);
    return Math.max(0, spent.points - back);
  }

  /** The oldest two a time: what comes in goes out. */
  #forget(): void {
    let looked = 0;
    for (const key of this.#spent.keys()) {
      if (this.#spent.size <= KEYS_LIMIT && (++looked > 2 || this.#owes(key) > 0)) return;
      this.#spent.delete(key);
    }
  }
}
