/** Since when nobody is in a room: it pauses its run after a while (SPEC RM5), and the registry puts it to sleep. */
import type { Cancel, Clock } from '../clock.ts';
import { EMPTY_PAUSE_MS } from './beside.ts';

export class Emptiness {
  readonly #clock: Clock;
  readonly #pause: () => void;
  /** In elapsed milliseconds; null while somebody is here. */
  #since: number | null;
  #wasJoined = false;
  #pausing: Cancel | null = null;

  /** `pause`: nobody has been here for so long. */
  constructor(clock: Clock, pause: () => void) {
    this.#clock = clock;
    this.#pause = pause;
    this.#since = clock.elapsed();
  }

  get since(): number | null {
    return this.#since;
  }

  get wasJoined(): boolean {
    return this.#wasJoined;
  }

  /** So many people are here now. */
  now(here: number): void {
    if (here > 0) {
      this.#wasJoined = true;
      this.#since = null;
      this.stop();
    } else if (this.#since === null) {
      this.#since = this.#clock.elapsed();
      this.watch();
    }
  }

  /** Also of a class that has come back and runs on with nobody here. */
  watch(): void {
    if (this.#since === null) return;
    this.stop();
    this.#pausing = this.#clock.after(EMPTY_PAUSE_MS, this.#pause);
  }

  stop(): void {
    this.#pausing?.();
    this.#pausing = null;
  }
}
