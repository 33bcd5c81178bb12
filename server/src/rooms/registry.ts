/**
 * The rooms of this server, by their codes (SPEC RM1). A class is kept for long; a room is where it is open, from the first who needs it
 * until nobody has for a while.
 * Long, and in one file on purpose: opened, woken, put to sleep, abandoned, closed and deleted are one life, and each must leave the same places free.
 */
import type { ClassKey } from '@deltaboard/shared/protocol/classes.ts';
import type { RoomCreated } from '@deltaboard/shared/protocol/events.ts';
import type { DataKind } from '@deltaboard/shared/protocol/library.ts';
import { Refusal, refusalData } from '@deltaboard/shared/refusal.ts';
import type { Cancel } from '../clock.ts';
import { Containment } from '../containment.ts';
import { isGivenUp } from '../pressure.ts';
import { hashSecret, randomCode, randomSecret, readCode } from '../secrets.ts';
import { CodeTaken, Unreadable, type ClassStore } from '../store/store.ts';
import type { AudienceFactory } from './audience.ts';
import type { Credentials } from '../people/identify.ts';
import { bookRead, storedForm, type Book } from './book.ts';
import { yielding } from './emptiness.ts';
import { Expiry } from './expiry.ts';
import { Failures } from './failures.ts';
import { Keys } from './keys.ts';
import { REHEARSAL_ENDS_AFTER_MS, Rehearsals } from './rehearsals.ts';
import { RehearsalStudents } from './rehearsal-students.ts';
import type { Kept } from './pending.ts';
import { Room } from './room.ts';
import type { RoomMeans } from './room-means.ts';
import { Unused } from './unused.ts';

const SWEEP_INTERVAL_MS = 60_000;
/** So often it is noted of a class that it is open. */
const VISIT_INTERVAL_MS = 24 * 3_600_000;

export class Registry {
  readonly #means: RoomMeans;
  readonly #audienceOf: AudienceFactory;
  /** Those that are open, or being opened. */
  readonly #rooms = new Map<string, Promise<Room>>();
  readonly #open = new Map<string, Room>();
  /** Being put to sleep: whoever needs it waits until it is, and wakes it again. */
  readonly #closing = new Map<string, Promise<Kept>>();
  /** When it was last noted, in elapsed milliseconds, that somebody is in those that are open. */
  readonly #noted = new Map<string, number>();
  /** Of those that are open, and of those for which there is a place already. */
  #places = 0;
  readonly #unused: Unused;
  readonly #keys: Keys;
  readonly #rehearsals = new Rehearsals();
  /** From which address those that are open were opened, as far as this server knows. */
  readonly #openers = new Map<string, string>();
  /**
   * Not open and not asleep, and since when, in elapsed milliseconds: those that were open when the server ended, or whose room was closed
   * under them. Whoever was in them comes back as if nothing had been.
   */
  readonly #stood = new Map<string, number>();
  /** Those of the server's last life are known. */
  readonly #listed: Promise<void>;
  #sweep: Cancel;
  readonly #expiry: Expiry;
  readonly #failures: Failures;
  #closed = false;

  /** @param expireAfter milliseconds after which a class that nobody has come to is deleted */
  constructor(means: RoomMeans, expireAfter: number, audienceOf: AudienceFactory) {
    this.#means = means;
    this.#audienceOf = audienceOf;
    const { clock, limits, store, logger } = means;
    this.#unused = new Unused(clock, limits, (code) => {
      if (this.#rehearsals.end(code)) return;
      store.delete(code).catch((error: unknown) => logger.error({ err: error, room: code }, 'deleting'));
    });
    this.#keys = new Keys(async (code) => {
      const stored = await this.#storeOf(code).read(code);
      return stored && bookRead(stored);
    });
    this.#listed = this.#list();
    this.#sweep = this.#sweepLater();
    this.#failures = new Failures(means.clock);
    const isOpen = (code: string): boolean => this.#rooms.has(code);
    this.#expiry = new Expiry({ ...means, expireAfter, isOpen });
  }

  /**
   * A new class, kept in the store; a room and a run are made for it when somebody joins it. Rejects with Refusal 'too-many', 'not-saving',
   * 'under-pressure'.
   *
   * @param address from which it is asked for
   * @param kind a rehearsal is kept in this memory alone, and ends when nobody has been in it for a while (SPEC LE20)
   */
  async create(address = '', kind: 'class' | 'rehearsal' = 'class'): Promise<RoomCreated> {
    this.#requireCalm();
    const { rooms: limit, ownRooms } = this.#means.limits;
    if (this.#places >= limit && !this.#yielding()) throw new Refusal('too-many', { what: 'rooms', limit });
    if (this.#openedBy(address) >= ownRooms && !(await this.#makePlace(address)))
      throw new Refusal('too-many', { what: 'own-rooms', limit: ownRooms });
    const { clock, logger } = this.#means;
    const code = randomCode();
    if (this.#rehearsals.has(code)) return this.create(address, kind);
    const secret = randomSecret();
    const fact = { type: 'class-opened', code, secretHash: hashSecret(secret) } as const;
    const event = storedForm({ seq: 1, at: clock.now(), by: null, command: null, fact });
    try {
      if (kind === 'rehearsal' && (await this.#means.store.read(code))) throw new CodeTaken(code);
      const store = kind === 'rehearsal' ? this.#rehearsals.begin(code) : this.#means.store;
      await store.create(code, { events: [event] });
    } catch (error) {
      // One of 28⁸, and another is drawn.
      if (error instanceof CodeTaken) return this.create(address, kind);
      logger.error({ err: error }, 'a new class');
      throw new Refusal('not-saving');
    }
    this.#unused.add(code, address);
    return { code, secret };
  }

  /**
   * The room for somebody who comes with its code. One that sleeps, or that nobody has joined yet, is opened only by its secret or by a
   * member's token (SPEC LM7): to anybody else it is none. So is a rehearsal always. Rejects as `find`.
   */
  async enter(text: string, credentials: Credentials): Promise<Room> {
    const code = readCode(text);
    await this.#listed;
    const rehearsed = this.#rehearsals.has(code) ? this.#open.get(code) : null;
    if (rehearsed) {
      if (!rehearsed.knows(credentials)) throw new Refusal('no-such-room', { code: text });
    } else if (this.#rehearsals.has(code) || (!this.#rooms.has(code) && !this.#stood.has(code))) {
      const opens = await this.#keys
        .open(code, credentials)
        .catch((error: unknown) => unreadable(error, code));
      if (!opens) throw new Refusal('no-such-room', { code: text });
    }
    return this.find(text);
  }

  /**
   * The open room of a class, woken where it sleeps. Rejects with Refusal 'no-such-room', 'unreadable-room', 'too-many', 'under-pressure',
   * or 'room-failed' where it has failed twice (SPEC CN3).
   */
  async find(text: string): Promise<Room> {
    const code = readCode(text);
    const known = this.#rooms.get(code);
    if (known) return known;
    this.#failures.require(code);
    const waking = this.#wake(code, text);
    this.#rooms.set(code, waking);
    try {
      return await waking;
    } catch (error) {
      this.#rooms.delete(code);
      throw error;
    }
  }

  /**
   * The class as it is, where this may be its secret: one that sleeps is read and not woken, and not read again for the next wrong secret.
   * Null where there is none. Rejects with Unreadable.
   */
  async look({ code: text, secret }: ClassKey): Promise<Book | null> {
    const code = readCode(text);
    // None of the classes that somebody keeps.
    if (this.#rehearsals.has(code)) return null;
    const room = this.#open.get(code);
    if (room) return room.book;
    if (await this.#keys.refuses(code, secret)) return null;
    const stored = await this.#means.store.read(code);
    const book = stored && (await bookRead(stored));
    if (book && !this.#rooms.has(code)) this.#keys.learn(code, book);
    return book;
  }

  /** The room if it is open. */
  opened(code: string): Room | null {
    return this.#open.get(readCode(code)) ?? null;
  }

  async #wake(code: string, text: string): Promise<Room> {
    await this.#closing.get(code);
    if (this.#closed) throw new Refusal('no-such-room', { code: text });
    // A lesson that was cut off comes back.
    if (!this.#stood.has(code)) this.#requireCalm();
    // A code that is none puts nobody to sleep.
    const taken = await this.#take(code);
    if (!taken) throw new Refusal('no-such-room', { code: text });
    await this.#takePlace();
    this.#visited(code);
    this.#keys.forget(code);
    const room = this.#room(taken.book, taken.term);
    this.#stood.delete(code);
    const opener = this.#unused.take(code);
    if (opener !== null) this.#openers.set(code, opener);
    this.#open.set(code, room);
    const opened = room.open().catch((error: unknown) => {
      if (!(error instanceof Refusal && error.code === 'given-up'))
        this.#means.logger.error({ err: error, room: code }, 'the run of a class did not come back');
    });
    // One that has run is usable at once, and its run comes back beside.
    if (room.book.state.runs.length === 0) await opened;
    return room;
  }

  /** Throws Refusal 'under-pressure': no new room (SPEC DG2). */
  #requireCalm(): void {
    if (isGivenUp('rooms', this.#means.pressure.level)) throw new Refusal('under-pressure');
  }

  /** One that cannot be read is refused alone, and stays as it is. */
  async #take(code: string): Promise<{ readonly book: Book; readonly term: number } | null> {
    try {
      const stored = await this.#storeOf(code).take(code);
      return stored && { book: await bookRead(stored), term: stored.term };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.#means.logger.error({ err: error, room: code }, 'the log of a class cannot be read');
      return unreadable(error, code);
    }
  }

  #room(book: Book, term: number): Room {
    const { code } = book.state;
    const { logger } = this.#means;
    const failed = (error: unknown): void => logger.error({ err: error, room: code }, 'closing');
    const fenced = (error: unknown): void => {
      logger.error({ err: error, room: code }, 'another server has the class');
      if (this.#open.get(code) === room) this.close(code).catch(failed);
    };
    const broken = (error: unknown): void => void this.#abandon(room, error).catch(failed);
    const running = (): number => this.#running;
    const isRehearsal = this.#rehearsals.has(code);
    const audience = this.#audienceOf(code);
    const listener = { failed: broken, noted: failed };
    const students = isRehearsal
      ? new RehearsalStudents(new Containment(this.#means.clock, listener), audience)
      : null;
    const means = { ...this.#means, store: this.#storeOf(code) };
    const room: Room = new Room(book, term, means, students?.audience ?? audience, {
      ...{ fenced, broken, isRehearsal },
      get running() {
        return running();
      },
    });
    students?.of(room);
    return room;
  }

  /** Of a rehearsal its own. */
  #storeOf(code: string): ClassStore {
    return this.#rehearsals.storeOf(code) ?? this.#means.store;
  }

  /** A room has failed, and no other hears of it. Whoever comes back opens it again from its log, unless it fails too often. */
  async #abandon(room: Room, error: unknown): Promise<void> {
    const { code } = room;
    const refusal = this.#failures.happened(code);
    const then = refusal.params['seconds'] === 0 ? 'it is opened again from its log' : 'it is closed';
    this.#means.logger.error({ err: error, room: code }, `a room has failed: ${then}`);
    await this.#ends(room, () => room.abandon(error, refusalData(refusal)));
  }

  /** Rooms that nobody is in must not keep a class out: the one that has been empty longest goes to sleep. */
  async #takePlace(): Promise<void> {
    const { rooms: limit } = this.#means.limits;
    if (this.#places >= limit) await this.#makePlace();
    if (this.#places >= limit) throw new Refusal('too-many', { what: 'rooms', limit });
    this.#places++;
  }

  /** Whether a room went to sleep for it; `address`: one that was opened from there. */
  async #makePlace(address?: string): Promise<boolean> {
    const { code } = this.#yielding(address) ?? {};
    if (code === undefined) return false;
    await this.#sleep(code);
    return true;
  }

  #yielding(address?: string): Room | null {
    const rooms = [...this.#open.values()].filter(
      ({ code }) => address === undefined || this.#openers.get(code) === address,
    );
    return yielding(rooms, this.#means.clock.elapsed());
  }

  /** Of the rooms that are open, those whose runs are under way. */
  get #running(): number {
    let count = 0;
    for (const { isRunning } of this.#open.values()) if (isRunning) count++;
    return count;
  }

  /** Of the rooms that are open, those that were opened from there. */
  #openedBy(address: string): number {
    let count = 0;
    for (const opener of this.#openers.values()) if (opener === address) count++;
    return count;
  }

  /** Closed, and from now on opened by its secret or a token alone. */
  async #sleep(code: string): Promise<void> {
    await this.close(code);
    // Somebody may have needed it meanwhile.
    if (this.#stood.delete(code) && !this.#rehearsals.end(code)) await this.#means.store.sleep(code);
  }

  /** Closes the room. Whether what has happened is kept: `unsaved` is lost. Nothing where it is not open. */
  async close(code: string): Promise<Kept> {
    const room = this.#open.get(code);
    return room ? this.#ends(room, () => room.close()) : (this.#closing.get(code) ?? 'saved');
  }

  async #ends(room: Room, end: () => Promise<Kept>): Promise<Kept> {
    const { code } = room;
    // A new one that has failed before it was open never was.
    if (this.#open.get(code) === room) {
      this.#open.delete(code);
      this.#rooms.delete(code);
      this.#noted.delete(code);
      this.#openers.delete(code);
      this.#stood.set(code, this.#means.clock.elapsed());
      this.#places--;
    }
    const closing = end();
    this.#closing.set(code, closing);
    try {
      const kept = await closing;
      if (kept === 'unsaved') this.#means.logger.error({ room: code }, 'what a class did last was not saved');
      return kept;
    } finally {
      this.#closing.delete(code);
    }
  }

  /** The class is gone for good, and everything that belongs to it. */
  async delete(code: string): Promise<void> {
    await this.close(code);
    this.#unused.take(code);
    this.#keys.forget(code);
    this.#stood.delete(code);
    if (!this.#rehearsals.end(code)) await this.#means.store.delete(code);
  }

  /** What was deleted by its owner: open rooms let go of what they have of it. */
  dataDeleted(codes: readonly string[], kind: DataKind, hash: string): void {
    for (const code of codes) this.#open.get(code)?.dataDeleted(kind, hash);
  }

  /** Every class, also where another one fails. Whether all that has happened is kept. */
  async closeAll(): Promise<Kept> {
    this.#closed = true;
    this.#sweep();
    this.#expiry.stop();
    // Also those that are just being woken.
    await Promise.allSettled(this.#rooms.values());
    const asleep = [...this.#closing.values()];
    const closed = await Promise.allSettled([
      ...asleep,
      ...[...this.#open.keys()].map((code) => this.close(code)),
    ]);
    const { logger } = this.#means;
    for (const one of closed) if (one.status === 'rejected') logger.error({ err: one.reason }, 'closing');
    return closed.every((one) => one.status === 'fulfilled' && one.value === 'saved') ? 'saved' : 'unsaved';
  }

  /** It stops: nobody is let in any more. */
  get isClosed(): boolean {
    return this.#closed;
  }

  /** What the server's last life has left. */
  async #list(): Promise<void> {
    const { store, clock, logger } = this.#means;
    try {
      for (const { code, events, visited, asleep } of await store.list()) {
        if (asleep || this.#rooms.has(code)) continue;
        // Nothing has happened in it but that it was opened.
        if (events === 1 && visited === 0) this.#unused.add(code, `before ${code}`);
        else this.#stood.set(code, clock.elapsed());
      }
    } catch (error) {
      logger.error({ err: error }, 'which classes were open');
    }
  }

  /** Nobody has come back to it. */
  #forget(code: string): void {
    const { store, logger } = this.#means;
    this.#stood.delete(code);
    if (this.#rehearsals.end(code)) return;
    store.sleep(code).catch((error: unknown) => logger.error({ err: error, room: code }, 'putting to sleep'));
  }

  get count(): { readonly rooms: number; readonly members: number } {
    let members = 0;
    for (const { here } of this.#open.values()) members += here;
    return { rooms: this.#open.size, members };
  }

  /** Somebody is there, who may leave no event. */
  #visited(code: string): void {
    const { clock, logger } = this.#means;
    this.#noted.set(code, clock.elapsed());
    this.#storeOf(code)
      .visit(code, clock.now())
      .catch((error: unknown) => logger.error({ err: error, room: code }, 'a visit'));
  }

  #sweepLater(): Cancel {
    return this.#means.clock.after(SWEEP_INTERVAL_MS, () => {
      const now = this.#means.clock.elapsed();
      for (const code of this.#open.keys()) {
        if (now - (this.#noted.get(code) ?? -Infinity) >= VISIT_INTERVAL_MS) this.#visited(code);
      }
      this.#unused.sweep();
      const sleepAfter = (code: string): number =>
        this.#rehearsals.has(code) ? REHEARSAL_ENDS_AFTER_MS : this.#means.limits.sleepAfter * 1000;
      for (const [code, since] of this.#stood) if (now - since >= sleepAfter(code)) this.#forget(code);
      for (const { code, emptySince, isSaving } of this.#open.values()) {
        // What only this memory has is not given up for its bytes.
        if (emptySince === null || !isSaving) continue;
        const failed = (error: unknown): void => {
          this.#means.logger.error({ err: error, room: code }, 'closing an empty room');
        };
        if (now - emptySince >= sleepAfter(code)) this.#sleep(code).catch(failed);
      }
      this.#sweep = this.#sweepLater();
    });
  }
}

function unreadable(error: unknown, code: string): never {
  throw error instanceof Unreadable ? new Refusal('unreadable-room', { code }) : error;
}
