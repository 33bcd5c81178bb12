/**
 * Who belongs to a room: an id that everyone may see, and a token that only its owner holds. A member may have many
 * connections; presence and driving count members (SPEC RM2).
 */
import { randomBytes } from 'node:crypto';
import type { Role } from '@deltaboard/shared/protocol/people.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { hashSecret, matchesSecret, randomSecret } from '../rooms/codes.ts';
import { Names } from './names.ts';

export const MEMBERS_LIMIT = 2000;
/** Devices of one instructor: the one that came first is forgotten. */
export const DEVICES_LIMIT = 20;
/** Projectors of one room. */
export const SCREENS_LIMIT = 20;

export interface Member {
  readonly id: string;
  /** Has shown the room's secret. */
  readonly instructor: boolean;
}

export interface Credentials {
  readonly member?: { readonly id: string; readonly token: string } | undefined;
  readonly secret?: string | undefined;
  /** With the secret: the instructor whose second device this is. */
  readonly as?: string | undefined;
  readonly screen?: true | undefined;
  /** What a new member wants to be called. */
  readonly name?: string | undefined;
}

interface Known {
  /** One for each device: an instructor's laptop and phone are one member. */
  readonly tokenHashes: Buffer[];
  readonly screen: boolean;
  instructor: boolean;
  assistant: boolean;
  name: string;
  readonly connections: Set<string>;
  /** Since when no connection is left, in the clock's milliseconds; null while there is one. */
  leftAt: number | null;
}

/** What the room says of a member. */
export type KnownMember = Readonly<
  Pick<Known, 'screen' | 'instructor' | 'assistant' | 'name' | 'leftAt'> & {
    connections: ReadonlySet<string>;
  }
>;

export class Members {
  readonly #secretHash: Buffer;
  readonly #names: Names;
  readonly #limit: number;
  readonly #now: () => number;
  readonly #known = new Map<string, Known>();
  readonly #memberOf = new Map<string, string>();
  readonly #kicked = new Set<string>();
  /** Nobody new comes in, save with the secret. */
  locked = false;

  constructor(secretHash: Buffer, now: () => number, names = new Names(), limit = MEMBERS_LIMIT) {
    this.#secretHash = secretHash;
    this.#now = now;
    this.#names = names;
    this.#limit = limit;
  }

  /**
   * Throws Refusal 'bad-secret' when a secret is shown that is not the room's, 'kicked' for whoever was sent away, 'locked' for
   * somebody new in a locked room, 'too-many' when the room is full.
   */
  verify(credentials: Credentials): void {
    const { secret, member, screen } = credentials;
    if (secret !== undefined && !matchesSecret(secret, this.#secretHash)) throw new Refusal('bad-secret');
    if (member && this.#kicked.has(member.id)) throw new Refusal('kicked');
    if (this.#returning(credentials)) return;
    if (this.locked && secret === undefined) throw new Refusal('locked');
    this.#makeRoom(screen ?? false);
  }

  /**
   * The member of a new connection: the one whose token it shows, or whose second device it is, else a new one; and the token
   * that it keeps. Throws as `verify` does.
   */
  join(connection: string, credentials: Credentials): Member & { readonly token: string } {
    this.verify(credentials);
    const { id, token } = this.#returning(credentials) ?? this.#welcome(credentials);
    const known = this.of(id);
    if (!known.screen) known.instructor ||= credentials.secret !== undefined;
    known.connections.add(connection);
    known.leftAt = null;
    this.#memberOf.set(connection, id);
    return { id, token, instructor: known.instructor };
  }

  /** The member whose last connection it was; null where others are left. */
  leave(connection: string): string | null {
    const id = this.#memberOf.get(connection);
    if (id === undefined) return null;
    this.#memberOf.delete(connection);
    const known = this.#known.get(id);
    if (!known) return null;
    known.connections.delete(connection);
    if (known.connections.size > 0) return null;
    known.leftAt = this.#now();
    return id;
  }

  /** Sends a member away for good. Returns the connections that must end. */
  kick(id: string): readonly string[] {
    const known = this.of(id);
    const connections = [...known.connections];
    for (const connection of connections) this.#memberOf.delete(connection);
    this.#forget(id, known);
    this.#kicked.add(id);
    return connections;
  }

  /** Whose connection it is. Throws Refusal 'internal' when it has gone meanwhile: nobody will read it. */
  owner(connection: string): string {
    const id = this.#memberOf.get(connection);
    if (id === undefined) throw new Refusal('internal');
    return id;
  }

  /** Throws Refusal 'no-such-member'. */
  of(id: string): Known {
    const known = this.#known.get(id);
    if (!known) throw new Refusal('no-such-member', { member: id });
    return known;
  }

  find(id: string): KnownMember | null {
    return this.#known.get(id) ?? null;
  }

  role(id: string, driver: string | null): Role {
    const { screen, instructor, assistant } = this.of(id);
    if (screen) return 'screen';
    if (id === driver) return 'driver';
    return instructor || assistant ? 'assistant' : 'viewer';
  }

  /** Throws Refusal 'no-such-member', or 'not-an-assistant' for a projector. */
  appoint(id: string, assistant: boolean): void {
    const known = this.of(id);
    if (known.screen) throw new Refusal('not-an-assistant', { member: id });
    known.assistant = assistant;
  }

  /** What is wished for, made distinct; a friendly name where nothing is left of it. */
  rename(id: string, wished: string): void {
    const known = this.of(id);
    this.#names.release(known.name);
    known.name = this.#names.take(wished);
  }

  isHere(id: string): boolean {
    return (this.#known.get(id)?.connections.size ?? 0) > 0;
  }

  /** Members with at least one connection. */
  get here(): number {
    let here = 0;
    for (const { connections, screen } of this.#known.values()) if (!screen && connections.size > 0) here++;
    return here;
  }

  /** Everybody but projectors, in the order in which they first came. */
  *[Symbol.iterator](): Generator<readonly [string, KnownMember]> {
    for (const entry of this.#known) if (!entry[1].screen) yield entry;
  }

  #returning({ member, secret, as }: Credentials): { readonly id: string; readonly token: string } | null {
    const known = member && this.#known.get(member.id);
    if (member && known?.tokenHashes.some((hash) => matchesSecret(member.token, hash))) return member;
    // With the right secret, which has been looked at before.
    const other = secret === undefined || as === undefined ? undefined : this.#known.get(as);
    if (as === undefined || !other?.instructor) return null;
    const token = randomSecret();
    other.tokenHashes.push(hashSecret(token));
    if (other.tokenHashes.length > DEVICES_LIMIT) other.tokenHashes.shift();
    return { id: as, token };
  }

  #welcome({ name = '', screen }: Credentials): { readonly id: string; readonly token: string } {
    const id = randomBytes(9).toString('base64url');
    const token = randomSecret();
    this.#known.set(id, {
      tokenHashes: [hashSecret(token)],
      screen: screen ?? false,
      instructor: false,
      assistant: false,
      name: screen ? '' : this.#names.take(name),
      connections: new Set(),
      leftAt: null,
    });
    return { id, token };
  }

  /** For one more: a full room forgets who came first of those who are away, but no instructor. */
  #makeRoom(screen: boolean): void {
    const alike = [...this.#known].filter(([, known]) => known.screen === screen);
    const limit = screen ? SCREENS_LIMIT : this.#limit;
    if (alike.length < limit) return;
    const gone = alike.find(([, { connections, instructor }]) => connections.size === 0 && !instructor);
    if (!gone) throw new Refusal('too-many', { what: screen ? 'screens' : 'members', limit });
    this.#forget(...gone);
  }

  #forget(id: string, { name }: Known): void {
    this.#known.delete(id);
    this.#names.release(name);
  }
}
