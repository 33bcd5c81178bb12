/** Who keeps up: every connection answers the room's pulse; one that is two pulses behind lags (SPEC RM9). */
import type { Cancel, Clock } from '../clock.ts';

export const PULSE_INTERVAL_MS = 1500;
/** Pulses unanswered: with the interval, within five seconds. */
const BEHIND = 2;

export class Pulse {
  readonly #clock: Clock;
  readonly #send: (pulse: number) => void;
  readonly #changed: () => void;
  readonly #answered = new Map<string, number>();
  readonly #lagging = new Set<string>();
  #pulse = 0;
  #cancel: Cancel | null = null;

  /** `changed` hears when another set of connections lags. */
  constructor(clock: Clock, send: (pulse: number) => void, changed: () => void) {
    this.#clock = clock;
    this.#send = send;
    this.#changed = changed;
  }

  join(connection: string): void {
    this.#answered.set(connection, this.#pulse);
    this.#cancel ??= this.#later();
  }

  leave(connection: string): void {
    this.#answered.delete(connection);
    this.#lagging.delete(connection);
    if (this.#answered.size === 0) this.stop();
  }

  /** Numbers that were never sent count as the newest that was. */
  answer(connection: string, pulse: number): void {
    const before = this.#answered.get(connection);
    if (before === undefined || pulse <= before) return;
    const answered = Math.min(pulse, this.#pulse);
    this.#answered.set(connection, answered);
    if (this.#pulse - answered < BEHIND && this.#lagging.delete(connection)) this.#changed();
  }

  lags(connection: string): boolean {
    return this.#lagging.has(connection);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #later(): Cancel {
    return this.#clock.after(PULSE_INTERVAL_MS, () => {
      this.#look();
      this.#send(++this.#pulse);
      this.#cancel = this.#later();
    });
  }

  #look(): void {
    const before = this.#lagging.size;
    for (const [connection, answered] of this.#answered)
      if (this.#pulse - answered >= BEHIND) this.#lagging.add(connection);
    if (this.#lagging.size > before) this.#changed();
  }
}
