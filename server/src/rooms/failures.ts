/** Rooms that have failed (SPEC CN3): one that fails again within a minute is closed for a minute. */
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Clock } from '../clock.ts';

/** Milliseconds. */
export const TWICE_WITHIN_MS = 60_000;
export const CLOSED_FOR_MS = 60_000;

export class Failures {
  readonly #clock: Clock;
  /** Of each class that has failed of late, in elapsed milliseconds: when, and until when it is closed. */
  readonly #of = new Map<string, { readonly at: number; readonly until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What its members are told: in how many seconds they may come back; 0: at once. */
  happened(code: string): Refusal {
    const at = this.#clock.elapsed();
    for (const [other, failure] of this.#of) if (this.#isPast(failure)) this.#of.delete(other);
    const isSecond = this.#of.has(code);
    this.#of.set(code, { at, until: isSecond ? at + CLOSED_FOR_MS : at });
    return this.#refusal(code);
  }

  /** Throws Refusal 'room-failed' while the class is closed. */
  require(code: string): void {
    const refusal = this.#refusal(code);
    if (refusal.params['seconds'] !== 0) throw refusal;
  }

  #refusal(code: string): Refusal {
    const { until } = this.#of.get(code) ?? { until: -Infinity };
    const left = Math.max(0, until - this.#clock.elapsed());
    return new Refusal('room-failed', { seconds: Math.ceil(left / 1000) });
  }

  #isPast({ at, until }: { readonly at: number; readonly until: number }): boolean {
    return this.#clock.elapsed() - Math.max(at, until) >= TWICE_WITHIN_MS;
  }
}
