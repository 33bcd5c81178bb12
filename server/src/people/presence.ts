/**
 * Who is here: connections, guests, who keeps up, who follows, whether the driver is gone. Nothing of it is in the log: a class that comes
 * back begins with nobody here. Durations are taken from a clock that only grows.
 */
import type { Guest } from '@deltaboard/shared/class/rule.ts';
import type { Desk } from '@deltaboard/shared/protocol/participation.ts';
import type { Attendance } from '@deltaboard/shared/protocol/people.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Cancel, Clock } from '../clock.ts';
import { Pulse } from './pulse.ts';

/** Milliseconds for which somebody who is gone is still listed. */
export const DROPPED_FOR_MS = 30_000;
/** Between two looks at who is gone: what leaves together is forgotten together. */
const FORGET_INTERVAL_MS = 1000;
/** So many who are gone are listed; of more the one that left first is forgotten before its time. */
export const DROPPED_LISTED = 500;
/** Milliseconds that a driver may be gone. */
export const WHEEL_LOST_AFTER_MS = 15_000;

export interface PresenceListener {
  /** Who is here, or how. */
  changed(): void;
  /** Whoever drives has been gone too long. */
  driverGone(member: string): void;
  /** Somebody who has been gone for a while is listed no more. */
  forgotten(id: string, guest: Guest): void;
  pulse(connections: readonly string[], pulse: number): void;
}

/** How somebody comes. */
export interface Coming {
  readonly screen: boolean;
  /** Of a screen: in a page of somebody else's. */
  readonly embed?: boolean;
  readonly guest: () => Guest;
  /** From which address. */
  readonly address?: string;
  /** With the secret: whoever yields, it is not them. */
  readonly showsSecret?: boolean;
}

interface Here {
  readonly screen: boolean;
  readonly embed: boolean;
  readonly guest: Guest;
  readonly connections: Set<string>;
  readonly address: string;
  /** Wall time. */
  readonly since: number;
  stays: boolean;
  following: boolean;
  /** The page of a seminar that it has turned to. */
  page: TurnedPage | null;
}

export interface TurnedPage {
  /** Row of the lesson. */
  readonly row: string;
  /** From 0. */
  readonly page: number;
}

export class Presence {
  readonly #clock: Clock;
  readonly #listener: PresenceListener;
  readonly #pulse: Pulse;
  /** In the order in which they came. */
  readonly #people = new Map<string, Here>();
  readonly #ownerOf = new Map<string, string>();
  /** Those without a connection, and since when, in elapsed milliseconds; who left first is first. */
  readonly #left = new Map<string, number>();
  #here = 0;
  #screens = 0;
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
      (connections, pulse) => listener.pulse(connections, pulse),
      () => listener.changed(),
    );
    this.#watchDriver();
  }

  join(
    connection: string,
    id: string,
    { screen, embed = false, guest, address = '', showsSecret = false }: Coming,
  ): void {
    let here = this.#people.get(id);
    if (!here) {
      const since = this.#clock.now();
      here = {
        screen,
        embed,
        guest: guest(),
        connections: new Set(),
        address,
        since,
        stays: false,
        following: true,
        page: null,
      };
      this.#people.set(id, here);
    }
    here.stays ||= showsSecret;
    if (here.connections.size === 0) this.#count(here.screen, 1);
    here.connections.add(connection);
    this.#left.delete(id);
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
    if (id === undefined || !here) return;
    here.connections.delete(connection);
    if (here.connections.size === 0) {
      this.#count(here.screen, -1);
      this.#left.set(id, this.#clock.elapsed());
      const [first] = this.#left.keys();
      if (this.#left.size > DROPPED_LISTED) this.#forget(first);
      this.#sweep ??= this.#clock.after(DROPPED_FOR_MS, () => this.#sweepAway());
    }
    this.#watchDriver();
    this.#listener.changed();
  }

  /** Sent away: nothing of them stays, and nobody hears `forgotten`. Returns the connections that must end. */
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
    return this.#here;
  }

  get screens(): number {
    return this.#screens;
  }

  /** The screens that are connected, and since when, in wall time. */
  get screensHere(): Desk['screens'] {
    return [...this.#people].flatMap(([id, { screen, embed, connections, since }]) =>
      screen && connections.size > 0 ? [{ id, since, ...(embed && { embed }) }] : [],
    );
  }

  /**
   * Who yields to somebody from this address where there is no place: of the address that has most guests, or projectors, the one that came
   * last. Null: no address has that many more. Whoever has left a trace in the class, or shown its secret, never yields.
   */
  yielding(isScreen: boolean, address: string, isMember: (id: string) => boolean): string | null {
    const counts = new Map<string, { count: number; last: string }>();
    for (const [id, here] of this.#people) {
      if (here.screen !== isScreen || here.connections.size === 0 || here.stays || isMember(id)) continue;
      counts.set(here.address, { count: (counts.get(here.address)?.count ?? 0) + 1, last: id });
    }
    const own = counts.get(address)?.count ?? 0;
    let most: { readonly count: number; readonly last: string } | null = null;
    for (const one of counts.values()) if (one.count > (most?.count ?? own + 1)) most = one;
    return most?.last ?? null;
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

  /** The page of this lesson that somebody has turned to; null: none yet. */
  pageOf(id: string, row: string): number | null {
    const page = this.#people.get(id)?.page;
    return page?.row === row ? page.page : null;
  }

  turned(id: string, page: TurnedPage): void {
    const here = this.#people.get(id);
    if (here) here.page = page;
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

  /** Something came from it that shows that it keeps up. */
  heard(connection: string): void {
    this.#pulse.heard(connection);
  }

  stop(): void {
    this.#pulse.stop();
    this.#driverGone?.();
    this.#sweep?.();
  }

  #count(screen: boolean, by: 1 | -1): void {
    if (screen) this.#screens += by;
    else this.#here += by;
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
  #sweepAway(): void {
    this.#sweep = null;
    const now = this.#clock.elapsed();
    for (const [id, leftAt] of this.#left) {
      const rest = leftAt + DROPPED_FOR_MS - now;
      if (rest <= 0) this.#forget(id);
      else {
        this.#sweep = this.#clock.after(Math.max(rest, FORGET_INTERVAL_MS), () => this.#sweepAway());
        break;
      }
    }
    this.#listener.changed();
  }

  #forget(id: string): void {
    const here = this.#people.get(id);
    if (!here) return;
    this.#drop(id, here);
    this.#listener.forgotten(id, here.guest);
  }

  #drop(id: string, here: Here): void {
    this.#people.delete(id);
    this.#left.delete(id);
    if (here.connections.size > 0) this.#count(here.screen, -1);
  }
}
