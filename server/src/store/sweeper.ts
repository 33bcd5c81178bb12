/**
 * Empties the write-ahead log soon after something was erased: what was in it stands there until then. Not at once for every erasing; the
 * first that waits sets the time, so that those that keep coming never put it off (SPEC ST9).
 */
import type { Cancel, Clock } from '../clock.ts';

export const SWEEP_AFTER_MS = 1000;

export class Sweeper {
  readonly #clock: Clock;
  readonly #empty: () => boolean;
  #isDue: Cancel | null = null;
  #waiting: (() => void)[] = [];

  /** `empty` says whether it could: somebody may be reading from the log, a backup for example. */
  constructor(clock: Clock, empty: () => boolean) {
    this.#clock = clock;
    this.#empty = empty;
  }

  /** Something was erased. */
  note(): void {
    this.#isDue ??= this.#clock.after(SWEEP_AFTER_MS, () => {
      this.#sweep();
    });
  }

  /** Calls back when nothing is left of what was erased before. */
  settled(done: () => void): void {
    if (this.#isDue) this.#waiting.push(done);
    else done();
  }

  /** At the end: now. Where somebody reads from it still, it is emptied when the folder is opened again, and nobody is told. */
  finish(): void {
    this.#isDue?.();
    this.#isDue = null;
    if (this.#empty()) this.#tell();
  }

  #sweep(): void {
    this.#isDue = null;
    if (this.#empty()) this.#tell();
    else this.note();
  }

  #tell(): void {
    for (const done of this.#waiting.splice(0)) done();
  }
}
