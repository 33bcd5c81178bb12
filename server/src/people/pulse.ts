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
  #lagging: ReadonlySet<string> = new Set();
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
    if (this.#answered.size === 0) this.stop();
  }

  /** Numbers that were never sent count as the newest that was. */
  answer(connection: string, pulse: number): void {
    const before = this.#answered.get(connection);
    if (before === undefined || pulse <= before) return;
    this.#answered.set(connection, Math.min(pulse, this.#pulse));
    if (this.#lagging.has(connection)) this.#look();
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
    const behind = [...this.#answered].filter(([, answered]) => this.#pulse - answered >= BEHIND);
    const lagging = new Set(behind.map(([connection]) => connection));
    const same = lagging.size === this.#lagging.size && [...lagging].every((one) => this.#lagging.has(one));
    this.#lagging = lagging;
    if (!same) this.#changed();
  }
}
