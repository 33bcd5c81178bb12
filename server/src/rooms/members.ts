/**
 * Who belongs to a room: an id that everyone may see, and a token that only its owner holds. A member may have many
 * connections; presence and driving count members (SPEC RM2).
 */
import { randomBytes } from 'node:crypto';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { hashSecret, matchesSecret, randomSecret } from './codes.ts';

export const MEMBERS_LIMIT = 2000;

export interface Member {
  readonly id: string;
  /** Has shown the room's secret. */
  readonly instructor: boolean;
}

export interface Credentials {
  readonly member?: { readonly id: string; readonly token: string } | undefined;
  readonly secret?: string | undefined;
}

interface Known {
  readonly tokenHash: Buffer;
  instructor: boolean;
  readonly connections: Set<string>;
}

export class Members {
  readonly #secretHash: Buffer;
  readonly #limit: number;
  readonly #known = new Map<string, Known>();
  readonly #memberOf = new Map<string, string>();

  constructor(secretHash: Buffer, limit = MEMBERS_LIMIT) {
    this.#secretHash = secretHash;
    this.#limit = limit;
  }

  /** Throws Refusal 'bad-secret' when a secret is shown that is not the room's, 'too-many' when the room is full. */
  verify(credentials: Credentials): void {
    const { secret } = credentials;
    if (secret !== undefined && !matchesSecret(secret, this.#secretHash)) throw new Refusal('bad-secret');
    if (!this.#returning(credentials)) this.#makeRoom();
  }

  /**
   * The member of a new connection: the one whose token it shows, else a new one, and the token that it keeps.
   * Throws Refusal 'bad-secret' or 'too-many'.
   */
  join(connection: string, credentials: Credentials): Member & { readonly token: string } {
    this.verify(credentials);
    const { id, token } = this.#returning(credentials) ?? this.#welcome();
    const known = this.#of(id);
    known.instructor ||= credentials.secret !== undefined;
    known.connections.add(connection);
    this.#memberOf.set(connection, id);
    return { id, token, instructor: known.instructor };
  }

  leave(connection: string): void {
    const id = this.#memberOf.get(connection);
    if (id === undefined) return;
    this.#memberOf.delete(connection);
    this.#known.get(id)?.connections.delete(connection);
  }

  /** Whose connection it is. Throws Refusal 'internal' when it has gone meanwhile: nobody will read it. */
  of(connection: string): Member {
    const id = this.#memberOf.get(connection);
    if (id === undefined) throw new Refusal('internal');
    return { id, instructor: this.#of(id).instructor };
  }

  isHere(id: string): boolean {
    return (this.#known.get(id)?.connections.size ?? 0) > 0;
  }

  /** Members with at least one connection. */
  get here(): number {
    let here = 0;
    for (const { connections } of this.#known.values()) if (connections.size > 0) here++;
    return here;
  }

  #of(id: string): Known {
    const known = this.#known.get(id);
    if (!known) throw new Error(`no member ${id}`);
    return known;
  }

  #returning({ member }: Credentials): { readonly id: string; readonly token: string } | null {
    const known = member && this.#known.get(member.id);
    return known && matchesSecret(member.token, known.tokenHash) ? member : null;
  }

  #welcome(): { readonly id: string; readonly token: string } {
    const id = randomBytes(9).toString('base64url');
    const token = randomSecret();
    this.#known.set(id, { tokenHash: hashSecret(token), instructor: false, connections: new Set() });
    return { id, token };
  }

  /** For one more: a full room forgets the viewer that came first of those who are away. */
  #makeRoom(): void {
    if (this.#known.size < this.#limit) return;
    for (const [id, { connections, instructor }] of this.#known) {
      if (connections.size > 0 || instructor) continue;
      this.#known.delete(id);
      return;
    }
    throw new Refusal('too-many', { what: 'members', limit: this.#limit });
  }
}
