/** How often each member may ask for what costs the server something: so many times in any stretch of time. */
import type { Clock } from '../clock.ts';

export class Allowance {
  readonly #clock: Clock;
  readonly #points: number;
  readonly #milliseconds: number;
  /** When each member has asked, the newest last; those whose time is over are let go of. */
  readonly #asked = new Map<string, readonly number[]>();

  constructor(
    clock: Clock,
    { points, milliseconds }: { readonly points: number; readonly milliseconds: number },
  ) {
    this.#clock = clock;
    this.#points = points;
    this.#milliseconds = milliseconds;
  }

  /** Whether the member may, and then it has. */
  take(member: string): boolean {
    const now = this.#clock.elapsed();
    for (const [other, times] of this.#asked) {
      const recent = times.filter((time) => time > now - this.#milliseconds);
      if (recent.length > 0) this.#asked.set(other, recent);
      else this.#asked.delete(other);
    }
    const times = this.#asked.get(member) ?? [];
    if (times.length >= this.#points) return false;
    this.#asked.set(member, [...times, now]);
    return true;
  }
}
