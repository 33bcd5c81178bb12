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

/** Milliseconds for which a room is empty before it yields to one that is needed: whoever has just lost the network comes back to the class. */
const YIELDS_AFTER_MS = 60_000;

interface MaybeEmpty {
  readonly emptySince: number | null;
  readonly isSaving: boolean;
}

/** The room that has been empty longest, long enough, and has nothing that is not saved; null: none. `now`: elapsed milliseconds. */
export function yielding<Room extends MaybeEmpty>(rooms: Iterable<Room>, now: number): Room | null {
  let found: Room | null = null;
  for (const room of rooms) {
    const { emptySince, isSaving } = room;
    if (emptySince === null || emptySince > now - YIELDS_AFTER_MS || !isSaving) continue;
    if (emptySince < (found?.emptySince ?? Infinity)) found = room;
  }
  return found;
}
