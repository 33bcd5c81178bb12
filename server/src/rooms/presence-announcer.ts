/** Tells the class who is here: at most twice a second however many come and go, and right within one (SPEC RM2). */
import type { Presence } from '@deltaboard/shared/protocol/state.ts';
import type { Cancel, Clock } from './clock.ts';

export const PRESENCE_INTERVAL_MS = 500;

export class PresenceAnnouncer {
  readonly #clock: Clock;
  readonly #present: () => Presence;
  readonly #announce: (presence: Presence) => void;
  #announced: Presence | null = null;
  #quiet: Cancel | null = null;

  constructor(clock: Clock, present: () => Presence, announce: (presence: Presence) => void) {
    this.#clock = clock;
    this.#present = present;
    this.#announce = announce;
  }

  /** Presence may have changed. */
  changed(): void {
    if (!this.#quiet) this.#tell();
  }

  stop(): void {
    this.#quiet?.();
    this.#quiet = null;
  }

  #tell(): void {
    const presence = this.#present();
    if (this.#announced?.here === presence.here && this.#announced.driver === presence.driver) return;
    this.#announced = presence;
    this.#announce(presence);
    this.#quiet = this.#clock.after(PRESENCE_INTERVAL_MS, () => {
      this.#quiet = null;
      this.#tell();
    });
  }
}
