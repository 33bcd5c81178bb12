/**
 * Who keeps up: every connection answers the room's pulse; one that is two pulses behind lags (SPEC RM9). Who has just
 * acknowledged a picture has answered already, and is not asked (SPEC WR10).
 */
import type { Cancel, Clock } from '../clock.ts';

export const PULSE_INTERVAL_MS = 1500;
/** Pulses unanswered: with the interval, within five seconds. */
const BEHIND = 2;

export class Pulse {
  readonly #clock: Clock;
  readonly #send: (connections: readonly string[], pulse: number) => void;
  readonly #changed: () => void;
  readonly #answered = new Map<string, number>();
  readonly #lagging = new Set<string>();
  /** Heard of since the last pulse. */
  readonly #heard = new Set<string>();
  #pulse = 0;
  #cancel: Cancel | null = null;

  /** `changed` hears when another set of connections lags. */
  constructor(
    clock: Clock,
    send: (connections: readonly string[], pulse: number) => void,
    changed: () => void,
  ) {
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
    this.#heard.delete(connection);
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

  /** It is as good as an answer to the last pulse; the next one is not sent to it. */
  heard(connection: string): void {
    if (!this.#answered.has(connection)) return;
    this.#heard.add(connection);
    this.answer(connection, this.#pulse);
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
      this.#pulse += 1;
      const asked = [...this.#answered.keys()].filter((connection) => !this.#heard.has(connection));
      this.#heard.clear();
      if (asked.length > 0) this.#send(asked, this.#pulse);
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
