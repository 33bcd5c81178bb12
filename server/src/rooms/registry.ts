/** The rooms of this server, by their codes (SPEC RM1). */
import type { RoomCreated } from '@deltaboard/shared/protocol/events.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { AudienceFactory } from './audience.ts';
import type { Cancel } from './clock.ts';
import { hashSecret, randomCode, randomSecret, readCode } from './codes.ts';
import { Room, type RoomMeans } from './room.ts';

export interface RegistryLimits {
  /** Rooms open at a time. */
  readonly rooms: number;
  /** Milliseconds after which a room with nobody in it is closed. */
  readonly closeEmptyAfter: number;
}

const SWEEP_INTERVAL_MS = 60_000;
/** A room that nobody ever joined is not kept for a class that may come back. */
const UNUSED_AFTER_MS = 600_000;
/** A room lives in one process until issue 9: nobody takes it over. */
const FIRST_TERM = 1;

export class Registry {
  readonly #means: RoomMeans;
  readonly #limits: RegistryLimits;
  readonly #audienceOf: AudienceFactory;
  readonly #rooms = new Map<string, Room>();
  #sweep: Cancel;

  constructor(means: RoomMeans, limits: RegistryLimits, audienceOf: AudienceFactory) {
    this.#means = means;
    this.#limits = limits;
    this.#audienceOf = audienceOf;
    this.#sweep = this.#sweepLater();
  }

  /** Resolves when the room's first run stands ready. Rejects with Refusal 'too-many'. */
  async create(): Promise<RoomCreated> {
    const { rooms: limit } = this.#limits;
    if (this.#rooms.size >= limit) await this.#closeLongestEmpty();
    if (this.#rooms.size >= limit) throw new Refusal('too-many', { what: 'rooms', limit });
    let code = randomCode();
    while (this.#rooms.has(code)) code = randomCode();
    const secret = randomSecret();
    const identity = { code, secretHash: hashSecret(secret), term: FIRST_TERM };
    const room = new Room(identity, this.#means, this.#audienceOf(code));
    this.#rooms.set(code, room);
    try {
      await room.open();
    } catch (error) {
      this.#rooms.delete(code);
      throw error;
    }
    return { code, secret };
  }

  /** Makes place: rooms that nobody is in must not keep a class out. */
  async #closeLongestEmpty(): Promise<void> {
    let found: Room | null = null;
    for (const room of this.#rooms.values()) {
      const { emptySince, wasJoined } = room;
      // One that nobody has joined yet is waiting for its class, and closes soon by itself.
      if (emptySince !== null && wasJoined && emptySince < (found?.emptySince ?? Infinity)) found = room;
    }
    if (found) await this.close(found.code);
  }

  /** Throws Refusal 'no-such-room'. */
  find(text: string): Room {
    const room = this.#rooms.get(readCode(text));
    if (!room) throw new Refusal('no-such-room', { code: text });
    return room;
  }

  async close(code: string): Promise<void> {
    const room = this.find(code);
    this.#rooms.delete(room.code);
    await room.close();
    await this.#means.log.release(room.code);
  }

  async closeAll(): Promise<void> {
    this.#sweep();
    await Promise.all([...this.#rooms.keys()].map((code) => this.close(code)));
  }

  get count(): { readonly rooms: number; readonly members: number } {
    let members = 0;
    for (const { here } of this.#rooms.values()) members += here;
    return { rooms: this.#rooms.size, members };
  }

  #sweepLater(): Cancel {
    return this.#means.clock.after(SWEEP_INTERVAL_MS, () => {
      const now = this.#means.clock.now();
      for (const { code, emptySince, wasJoined } of this.#rooms.values()) {
        const keep = wasJoined ? this.#limits.closeEmptyAfter : UNUSED_AFTER_MS;
        if (emptySince === null || now - emptySince < keep) continue;
        this.close(code).catch((error: unknown) => {
          this.#means.logger.error({ err: error, room: code }, 'closing an empty room');
        });
      }
      this.#sweep = this.#sweepLater();
    });
  }
}
