/**
 * Which classes nobody has come to for so long that they are deleted (SPEC RM11). What is deleted does not come back, and the wall clock
 * may be wrong, from the start or suddenly: it is believed only as far as time has really passed.
 */
import type { Clock } from '../clock.ts';
import type { ClassEntry } from '../store/store.ts';

/** Milliseconds of running for which a class stays that was found to have expired: a wrong clock is set right meanwhile. */
export const SURE_AFTER_MS = 24 * 3_600_000;

/**
 * When somebody was last in a class, as far as it is known: those who only look leave no event, but are noted. Null: all that is known lies
 * ahead, by a clock that was wrong.
 */
export function cameTo({ last, visited }: Pick<ClassEntry, 'last' | 'visited'>, now: number): number | null {
  const known = [last, visited].filter((time) => time > 0 && time <= now);
  return known.length > 0 ? Math.max(...known) : null;
}

export class Expiry {
  readonly #clock: Clock;
  readonly #expireAfter: number;
  /** What the wall clock says at the most of an elapsed time of zero. */
  readonly #origin: number;
  /** When they were first found, in elapsed milliseconds. */
  #found: ReadonlyMap<string, number> = new Map();

  constructor(clock: Clock, expireAfter: number) {
    this.#clock = clock;
    this.#expireAfter = expireAfter;
    this.#origin = clock.now() - clock.elapsed();
  }

  /** Those that are to be deleted now. To be asked again and again. */
  due(classes: readonly ClassEntry[]): readonly string[] {
    const elapsed = this.#clock.elapsed();
    const now = this.#clock.now();
    const oldest = Math.min(now, this.#origin + elapsed) - this.#expireAfter;
    const found = classes
      .filter((one) => (cameTo(one, now) ?? now) < oldest)
      .map(({ code }) => [code, this.#found.get(code) ?? elapsed] as const);
    this.#found = new Map(found);
    return found.filter(([, since]) => elapsed - since >= SURE_AFTER_MS).map(([code]) => code);
  }
}
