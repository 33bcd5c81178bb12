/** Tells something that changes often: at most twice a second, the newest, and only what was not told before. */
import { isDeepStrictEqual } from 'node:util';
import type { Cancel, Clock } from '../clock.ts';

export const ANNOUNCE_INTERVAL_MS = 500;
/** What a class does together (two hundred answers, everybody coming in) is told as one, and does not stand in its own way. */
export const GATHER_MS = 100;

export class Announcer<Value> {
  readonly #clock: Clock;
  readonly #present: () => Value;
  readonly #announce: (value: Value) => void;
  #announced: Value | undefined;
  /** Before this no more is told, in elapsed milliseconds. */
  #quietUntil = -Infinity;
  #due: Cancel | null = null;

  /** `announced`: what everybody knows already. */
  constructor(clock: Clock, present: () => Value, announce: (value: Value) => void, announced?: Value) {
    this.#clock = clock;
    this.#present = present;
    this.#announce = announce;
    this.#announced = announced;
  }

  /** It may have changed. */
  changed(): void {
    const quiet = this.#quietUntil - this.#clock.elapsed();
    this.#due ??= this.#clock.after(Math.max(GATHER_MS, quiet), () => {
      this.#due = null;
      this.#tell();
    });
  }

  /** Somebody was told something newer in another way: what is told next is told even where it is what was announced last. */
  forget(): void {
    this.#announced = undefined;
  }

  stop(): void {
    this.#due?.();
    this.#due = null;
  }

  #tell(): void {
    const present = this.#present();
    // Comparing costs as much as telling: it is quiet afterwards as well.
    this.#quietUntil = this.#clock.elapsed() + ANNOUNCE_INTERVAL_MS;
    if (isDeepStrictEqual(this.#announced, present)) return;
    this.#announced = present;
    this.#announce(present);
  }
}
