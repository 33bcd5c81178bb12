/** The people of a room: who they are, what they may do, who drives, who is here. */
import type { Command, CommandType } from '@deltaboard/shared/protocol/commands.ts';
import type { Person, Presence, Role, Standing } from '@deltaboard/shared/protocol/people.ts';
import { roles } from '@deltaboard/shared/protocol/roles.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Cancel, Clock } from '../rooms/clock.ts';
import { Members, type Credentials, type Member } from './members.ts';
import { Pulse } from './pulse.ts';
import { Wheel } from './wheel.ts';

/** Milliseconds for which a member who is gone is still listed. */
export const DROPPED_FOR_MS = 30_000;

export interface PeopleListener {
  /** The wheel has another holder, or none. */
  driverChanged(): void;
  /** Who is here, or how. */
  presenceChanged(): void;
  pulse(pulse: number): void;
}

export class People {
  readonly #clock: Clock;
  readonly #listener: PeopleListener;
  readonly #members: Members;
  readonly #wheel: Wheel;
  readonly #pulse: Pulse;
  /** Who looks at something of their own. */
  readonly #apart = new Set<string>();
  readonly #listed = new Map<string, Cancel>();
  namesHidden = false;

  constructor(secretHash: Buffer, clock: Clock, listener: PeopleListener) {
    this.#clock = clock;
    this.#listener = listener;
    this.#members = new Members(secretHash, () => clock.now());
    this.#wheel = new Wheel(
      clock,
      (member) => this.#members.isHere(member),
      () => this.#wheelChanged(),
    );
    this.#pulse = new Pulse(
      clock,
      (pulse) => listener.pulse(pulse),
      () => listener.presenceChanged(),
    );
  }

  get driver(): string | null {
    return this.#wheel.driver;
  }

  get presence(): Presence {
    return { here: this.#members.here, driver: this.#wheel.status };
  }

  get locked(): boolean {
    return this.#members.locked;
  }

  set locked(locked: boolean) {
    this.#members.locked = locked;
  }

  verify(credentials: Credentials): void {
    this.#members.verify(credentials);
  }

  /** Throws as `verify`: Refusal 'bad-secret', 'kicked', 'locked', 'too-many'. */
  join(connection: string, credentials: Credentials): Member & { readonly token: string } {
    const member = this.#members.join(connection, credentials);
    this.#listed.get(member.id)?.();
    this.#listed.delete(member.id);
    // A connection begins as one that follows.
    this.#apart.delete(member.id);
    this.#pulse.join(connection);
    this.#wheel.came(member.id);
    // The wheel is free, or its holder has come back to it (SPEC RM4).
    const { driver } = this;
    if (driver === null && (member.instructor || this.#wheel.wasLostBy(member.id))) this.#take(member.id);
    return member;
  }

  leave(connection: string): void {
    this.#pulse.leave(connection);
    const gone = this.#members.leave(connection);
    if (gone === null) return;
    this.#wheel.left(gone);
    this.#listed.set(
      gone,
      this.#clock.after(DROPPED_FOR_MS, () => {
        this.#listed.delete(gone);
        this.#listener.presenceChanged();
      }),
    );
  }

  /** Whose connection it is. Throws Refusal 'internal' when it has gone meanwhile. */
  owner(connection: string): string {
    return this.#members.owner(connection);
  }

  role(id: string): Role {
    return this.#members.role(id, this.driver);
  }

  isInstructor(id: string): boolean {
    return this.#members.of(id).instructor;
  }

  nameOf(id: string): string {
    return this.#members.find(id)?.name ?? '';
  }

  /** What others are told of the name: nothing while names are hidden. */
  shownName(id: string): string | null {
    return this.namesHidden ? null : this.nameOf(id);
  }

  connectionsOf(id: string): readonly string[] {
    return [...(this.#members.find(id)?.connections ?? [])];
  }

  /** Ids of whoever may lead the class, and is here. */
  get leaders(): readonly string[] {
    return [...this.#members].flatMap(([id, { connections }]) =>
      connections.size > 0 && this.role(id) !== 'viewer' ? [id] : [],
    );
  }

  /** Throws Refusal when the member's role does not have the command (SPEC RM3). */
  authorise(id: string, command: CommandType): void {
    const role = this.role(id);
    if (roles[command].includes(role)) return;
    if (role === 'screen') throw new Refusal('not-for-a-screen', { command });
    if (command === 'take-wheel') throw new Refusal('not-an-instructor', { command });
    throw new Refusal(role === 'driver' ? 'not-for-the-driver' : 'not-the-driver', { command });
  }

  /** Throws Refusal 'wheel-held' to an assistant who is no instructor while somebody holds it. */
  takeWheel(id: string): void {
    if (this.driver !== null && this.driver !== id && !this.isInstructor(id)) throw new Refusal('wheel-held');
    this.#take(id);
  }

  /** Throws Refusal 'no-such-member' when the member is not here, 'not-an-assistant' when it may not drive. */
  handOver(to: string): void {
    const { connections } = this.#members.of(to);
    const role = this.role(to);
    if (role === 'viewer' || role === 'screen') throw new Refusal('not-an-assistant', { member: to });
    if (connections.size === 0) throw new Refusal('no-such-member', { member: to });
    this.#take(to);
  }

  rename(id: string, name: string): void {
    this.#members.rename(id, name);
    this.#listener.presenceChanged();
  }

  appoint({ member, assistant }: Extract<Command, { type: 'appoint' }>): void {
    this.#members.appoint(member, assistant);
    this.#listener.presenceChanged();
  }

  /** Returns the connections that must end. Throws Refusal 'is-an-instructor', 'no-such-member'. */
  kick(id: string): readonly string[] {
    if (this.isInstructor(id) || id === this.driver) throw new Refusal('is-an-instructor', { member: id });
    const connections = this.#members.kick(id);
    for (const connection of connections) this.#pulse.leave(connection);
    this.#wheel.forget(id);
    this.#apart.delete(id);
    this.#listed.get(id)?.();
    this.#listed.delete(id);
    this.#listener.presenceChanged();
    return connections;
  }

  follow(id: string, following: boolean): void {
    if (following) this.#apart.delete(id);
    else this.#apart.add(id);
    this.#listener.presenceChanged();
  }

  pulsed(connection: string, pulse: number): void {
    this.#pulse.answer(connection, pulse);
  }

  /** Everybody who is here, or was a moment ago; projectors are nobody. */
  get list(): readonly Person[] {
    return [...this.#members].flatMap(([id, { instructor, connections }]) => {
      const standing = this.#standing(id, connections);
      if (standing === null) return [];
      const role = this.role(id);
      const following = role === 'driver' || !this.#apart.has(id);
      return [{ id, name: this.shownName(id), role, instructor, standing, following }];
    });
  }

  stop(): void {
    this.#pulse.stop();
    this.#wheel.stop();
    for (const cancel of this.#listed.values()) cancel();
  }

  #standing(id: string, connections: ReadonlySet<string>): Standing | null {
    if (connections.size === 0) return this.#listed.has(id) ? 'dropped' : null;
    return [...connections].every((connection) => this.#pulse.lags(connection)) ? 'lagging' : 'here';
  }

  #take(id: string): void {
    if (this.driver === id) return;
    this.#wheel.take(id);
    // Whoever drives is what the others follow.
    this.#apart.delete(id);
    this.#wheelChanged();
  }

  #wheelChanged(): void {
    this.#listener.driverChanged();
    this.#listener.presenceChanged();
  }
}
