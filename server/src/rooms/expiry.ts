/**
 * Which classes nobody has come to for so long that they are deleted (SPEC RM11). What is deleted does not come back, and the wall clock
 * may be wrong, from the start or suddenly: it is believed only as far as time has really passed.
 */
import type { Logger } from 'pino';
import type { Cancel, Clock } from '../clock.ts';
import type { ClassEntry, ClassStore } from '../store/store.ts';

/** Milliseconds of running for which a class stays that was found to have expired: a wrong clock is set right meanwhile. */
export const SURE_AFTER_MS = 24 * 3_600_000;

const LOOK_INTERVAL_MS = 3_600_000;

/**
 * When somebody was last in a class, as far as it is known: those who only look leave no event, but are noted. Null: all that is known lies
 * ahead, by a clock that was wrong.
 */
export function cameTo({ last, visited }: Pick<ClassEntry, 'last' | 'visited'>, now: number): number | null {
  const known = [last, visited].filter((time) => time > 0 && time <= now);
  return known.length > 0 ? Math.max(...known) : null;
}

export interface ExpiryParts {
  readonly clock: Clock;
  readonly store: Pick<ClassStore, 'list' | 'delete' | 'visit'>;
  readonly logger: Logger;
  /** Milliseconds. */
  readonly expireAfter: number;
  /** Somebody is in it, or comes. */
  readonly isOpen: (code: string) => boolean;
}

export class Expiry {
  readonly #parts: ExpiryParts;
  /** What the wall clock says at the most of an elapsed time of zero. */
  readonly #origin: number;
  /** When they were first found, in elapsed milliseconds. */
  #found: ReadonlyMap<string, number> = new Map();

  #next: Cancel;

  constructor(parts: ExpiryParts) {
    this.#parts = parts;
    const { clock } = parts;
    this.#origin = clock.now() - clock.elapsed();
    this.#next = clock.after(0, () => this.#look());
  }

  stop(): void {
    this.#next();
  }

  #look(): void {
    const { clock, logger } = this.#parts;
    const failed = (error: unknown): void =>
      logger.error({ err: error }, 'deleting classes that have expired');
    this.#expire().catch(failed);
    this.#next = clock.after(LOOK_INTERVAL_MS, () => this.#look());
  }

  async #expire(): Promise<void> {
    const { store, clock, isOpen } = this.#parts;
    const listed = await store.list();
    for (const code of this.#due(listed)) if (!isOpen(code)) await store.delete(code);
    // Nothing says since when nobody has come: from now on.
    for (const one of listed) if (cameTo(one, clock.now()) === null) await store.visit(one.code, clock.now());
  }

  /** Those that are to be deleted now. */
  #due(classes: readonly ClassEntry[]): readonly string[] {
    const { clock, expireAfter } = this.#parts;
    const elapsed = clock.elapsed();
    const now = clock.now();
    const oldest = Math.min(now, this.#origin + elapsed) - expireAfter;
    const found = classes
      .filter((one) => (cameTo(one, now) ?? now) < oldest)
      .map(({ code }) => [code, this.#found.get(code) ?? elapsed] as const);
    this.#found = new Map(found);
    return found.filter(([, since]) => elapsed - since >= SURE_AFTER_MS).map(([code]) => code);
  }
}
