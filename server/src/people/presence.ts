/**
 * Who is here: connections, guests, who keeps up, who follows, whether the driver is gone. Nothing of it is in the log: a class that comes
 * back begins with nobody here. Durations are taken from a clock that only grows.
 */
import type { Guest } from '@deltaboard/shared/class/rule.ts';
import type { Attendance } from '@deltaboard/shared/protocol/people.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Cancel, Clock } from '../clock.ts';
import { Pulse } from './pulse.ts';

/** Milliseconds for which somebody who is gone is still listed. */
export const DROPPED_FOR_MS = 30_000;
/** Milliseconds that a driver may be gone. */
export const WHEEL_LOST_AFTER_MS = 15_000;

export interface PresenceListener {
  /** Who is here, or how. */
  changed(): void;
  /** Whoever drives has been gone too long. */
  driverGone(member: string): void;
  /** Somebody is listed no more. */
  forgotten(id: string, guest: Guest): void;
  pulse(pulse: number): void;
}

interface Here {
  readonly screen: boolean;
  readonly guest: Guest;
  readonly connections: Set<string>;
  following: boolean;
  /** Since when no connection is left, in elapsed milliseconds; null while there is one. */
  leftAt: number | null;
}

export class Presence {
  readonly #clock: Clock;
  readonly #listener: PresenceListener;
  readonly #pulse: Pulse;
  /** In the order in which they came. */
  readonly #people = new Map<string, Here>();
  readonly #ownerOf = new Map<string, string>();
  #driver: string | null = null;
  #driverGone: Cancel | null = null;
  #sweep: Cancel | null = null;

  /** `driver`: of a class that comes back, with nobody here yet. */
  constructor(clock: Clock, listener: PresenceListener, driver: string | null = null) {
    this.#clock = clock;
    this.#listener = listener;
    this.#driver = driver;
    this.#pulse = new Pulse(
      clock,
      (pulse) => listener.pulse(pulse),
      () => listener.changed(),
    );
    this.#watchDriver();
  }

  join(connection: string, id: string, { screen, guest }: { screen: boolean; guest: () => Guest }): void {
    let here = this.#people.get(id);
    if (!here) {
      here = { screen, guest: guest(), connections: new Set(), following: true, leftAt: null };
      this.#people.set(id, here);
    }
    here.connections.add(connection);
    here.leftAt = null;
    // A connection begins as one that follows.
    here.following = true;
    this.#ownerOf.set(connection, id);
    this.#pulse.join(connection);
    this.#watchDriver();
    this.#listener.changed();
  }

  leave(connection: string): void {
    this.#pulse.leave(connection);
    const id = this.#ownerOf.get(connection);
    this.#ownerOf.delete(connection);
    const here = id === undefined ? undefined : this.#people.get(id);
    if (!here) return;
    here.connections.delete(connection);
    if (here.connections.size === 0) here.leftAt = this.#clock.elapsed();
    this.#sweep ??= this.#clock.after(DROPPED_FOR_MS, () => this.#forget());
    this.#watchDriver();
    this.#listener.changed();
  }

  /** Sent away: nothing of them stays. Returns the connections that must end. */
  remove(id: string): readonly string[] {
    const here = this.#people.get(id);
    if (!here) return [];
    for (const connection of here.connections) {
      this.#ownerOf.delete(connection);
      this.#pulse.leave(connection);
    }
    this.#drop(id, here);
    this.#listener.changed();
    return [...here.connections];
  }

  /** Whose connection it is. Throws Refusal 'internal' when it has gone meanwhile: nobody will read it. */
  owner(connection: string): string {
    const id = this.#ownerOf.get(connection);
    if (id === undefined) throw new Refusal('internal');
    return id;
  }

  guest(id: string): Guest | null {
    const here = this.#people.get(id);
    return here && !here.screen ? here.guest : null;
  }

  /** The hash of the token that somebody came with. */
  tokenOf(id: string): string | null {
    return this.#people.get(id)?.guest.token ?? null;
  }

  isScreen(id: string): boolean {
    return this.#people.get(id)?.screen ?? false;
  }

  isHere(id: string): boolean {
    return (this.#people.get(id)?.connections.size ?? 0) > 0;
  }

  /** Members connected now; projectors are none. */
  get here(): number {
    return this.#count(false);
  }

  get screens(): number {
    return this.#count(true);
  }

  connectionsOf(id: string): readonly string[] {
    return [...(this.#people.get(id)?.connections ?? [])];
  }

  /** Everybody who is here, or was a moment ago, but projectors. */
  get ids(): readonly string[] {
    return [...this.#people].flatMap(([id, { screen }]) => (screen ? [] : [id]));
  }

  standing(id: string): Attendance {
    const connections = this.connectionsOf(id);
    if (connections.length === 0) return 'dropped';
    return connections.every((connection) => this.#pulse.lags(connection)) ? 'lagging' : 'here';
  }

  isFollowing(id: string): boolean {
    return this.#people.get(id)?.following ?? true;
  }

  follow(id: string, following: boolean): void {
    const here = this.#people.get(id);
    if (here) here.following = following;
    this.#listener.changed();
  }

  /** Another member drives: whoever is gone for a while loses the wheel (SPEC RM4). */
  drives(driver: string | null): void {
    this.#driver = driver;
    this.#driverGone?.();
    this.#driverGone = null;
    this.#watchDriver();
    this.#listener.changed();
  }

  pulsed(connection: string, pulse: number): void {
    this.#pulse.answer(connection, pulse);
  }

  stop(): void {
    this.#pulse.stop();
    this.#driverGone?.();
    this.#sweep?.();
  }

  #count(screen: boolean): number {
    let count = 0;
    for (const here of this.#people.values())
      if (here.screen === screen && here.connections.size > 0) count++;
    return count;
  }

  #watchDriver(): void {
    const driver = this.#driver;
    if (driver === null || this.isHere(driver)) {
      this.#driverGone?.();
      this.#driverGone = null;
      return;
    }
    this.#driverGone ??= this.#clock.after(WHEEL_LOST_AFTER_MS, () => {
      this.#driverGone = null;
      this.#listener.driverGone(driver);
    });
  }

  /** One timer for all who are gone. */
  #forget(): void {
    this.#sweep = null;
    const now = this.#clock.elapsed();
    let next = Infinity;
    for (const [id, here] of this.#people) {
      if (here.leftAt === null) continue;
      const left = here.leftAt + DROPPED_FOR_MS - now;
      if (left <= 0) this.#drop(id, here);
      else next = Math.min(next, left);
    }
    if (next < Infinity) this.#sweep = this.#clock.after(next, () => this.#forget());
    this.#listener.changed();
  }

  #drop(id: string, { guest }: Here): void {
    this.#people.delete(id);
    this.#listener.forgotten(id, guest);
  }
}
