/** Who drives: one member at the most (SPEC RM4). Who is gone for a while loses the wheel. */
import type { Presence } from '@deltaboard/shared/protocol/people.ts';
import type { Cancel, Clock } from '../rooms/clock.ts';

/** Milliseconds that a driver may be gone. */
export const WHEEL_LOST_AFTER_MS = 15_000;

export class Wheel {
  readonly #clock: Clock;
  readonly #isHere: (member: string) => boolean;
  readonly #lost: () => void;
  #driver: string | null = null;
  /** Who lost it, while nobody has taken it since. */
  #lostBy: string | null = null;
  #losing: Cancel | null = null;

  /** `lost` hears when the wheel becomes free because its holder is gone. */
  constructor(clock: Clock, isHere: (member: string) => boolean, lost: () => void) {
    this.#clock = clock;
    this.#isHere = isHere;
    this.#lost = lost;
  }

  get driver(): string | null {
    return this.#driver;
  }

  get status(): Presence['driver'] {
    if (this.#driver === null) return this.#lostBy === null ? 'none' : 'lost';
    return this.#isHere(this.#driver) ? 'here' : 'away';
  }

  /** Whether it is the one who lost the wheel, which nobody has taken since. */
  wasLostBy(member: string): boolean {
    return this.#lostBy === member;
  }

  take(member: string): void {
    this.#keep();
    this.#driver = member;
    this.#lostBy = null;
    if (!this.#isHere(member)) this.left(member);
  }

  /** The member's last connection has gone. */
  left(member: string): void {
    if (member !== this.#driver) return;
    this.#keep();
    this.#losing = this.#clock.after(WHEEL_LOST_AFTER_MS, () => {
      this.#losing = null;
      this.#driver = null;
      this.#lostBy = member;
      this.#lost();
    });
  }

  /** The member is connected (again). */
  came(member: string): void {
    if (member === this.#driver) this.#keep();
  }

  /** The member belongs to the room no more. */
  forget(member: string): void {
    if (this.#lostBy === member) this.#lostBy = null;
  }

  stop(): void {
    this.#keep();
  }

  #keep(): void {
    this.#losing?.();
    this.#losing = null;
  }
}
