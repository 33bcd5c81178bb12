/**
 * A class and its log. Facts are folded at once on the newest state, what has not been written yet included; they are released, in
 * their order, when the class may be told of them; and they are durable when the store has them (SPEC CL5). What follows from a fact
 * follows from its release.
 */
import type { FactType } from '@deltaboard/shared/class/fact.ts';
import type { Decision } from '@deltaboard/shared/class/rule.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Cancel, Clock } from '../clock.ts';
import { Unchanged } from '../containment.ts';
import { Fenced, type ClassStore } from '../store/store.ts';
import { isDeepStrictEqual } from 'node:util';
import type { Book } from './book.ts';
import { pendingOf, type Entry, type Kept, type Pending, type Said } from './pending.ts';
import { together } from './together.ts';

/** Milliseconds after which what nobody waits for is written. */
export const WRITE_WITHIN_MS = 1000;
/** Milliseconds between two tries while the disk takes nothing. */
const RETRY_MS = 1000;
/** About the bytes that are kept in memory meanwhile. */
export const UNSAVED_BYTES = 4_000_000;

export interface LogListener {
  /** The class may be told: what is released now stands in `book`. In order. */
  released(entry: Entry): void;
  /** Those whom it concerns may be told: at its release, or where that must wait once it is durable, or kept in memory until it is. */
  settled(entry: Entry): void;
  /** The disk takes what happens, or takes it no more. */
  savingChanged(): void;
  /** Somebody else has the class: what was not durable is gone. */
  fenced(error: Fenced): void;
}

export interface LogParts {
  readonly store: ClassStore;
  readonly clock: Clock;
  readonly term: number;
  /** The disk takes nothing. */
  readonly failed: (error: unknown) => void;
  /** What was released could not be told. */
  readonly caught: (error: unknown) => void;
}

/** Of a room that has failed: it is told nothing any more. */
const nobody: LogListener = {
  released: () => undefined,
  settled: () => undefined,
  savingChanged: () => undefined,
  fenced: () => undefined,
};

export class ClassLog {
  readonly #parts: LogParts;
  #listener: LogListener;
  #newest: Book;
  #released: Book;
  #durable: Book;
  /** Not in the store yet, in order. */
  #pending: Pending[] = [];
  /** Not released yet, in order. */
  #waiting: Pending[] = [];
  #writing: readonly Pending[] = [];
  /** Being settled. */
  #settling: readonly Pending[] = [];
  /** Being told to the class. */
  #telling: Entry | null = null;
  /** Settles when what is being written was, or was not. */
  #attempt: Promise<void> = Promise.resolve();
  #later: Cancel | null = null;
  #saving = true;
  /** Somebody waits for everything that there is. */
  #flushing = false;
  #fenced: Fenced | null = null;

  constructor(book: Book, parts: LogParts, listener: LogListener) {
    this.#newest = this.#released = this.#durable = book;
    this.#parts = parts;
    this.#listener = listener;
  }

  /** With everything that has been decided. */
  get newest(): Book {
    return this.#newest;
  }

  /** As the class may be told. */
  get released(): Book {
    return this.#released;
  }

  get saving(): boolean {
    return this.#saving;
  }

  /**
   * Folds what was decided. Resolves when it may be acknowledged, and what follows from it has followed; rejects when another has the
   * class. Throws Refusal 'not-saving' when too much waits for the disk, Unchanged where it cannot be folded.
   */
  record(decision: Decision, said: Said): Promise<Kept> {
    if (this.#fenced) throw this.#fenced;
    if (decision.facts.length === 0) {
      said.adopt?.();
      return Promise.resolve(this.#now);
    }
    const { merged, entry } = this.#folded(decision, said);
    if (!merged) {
      const isOver = decision.facts.some(({ type }) => hasHappened.has(type));
      if (!isOver && !this.#saving && this.#unsavedBytes() > UNSAVED_BYTES) throw new Refusal('not-saving');
      this.#pending.push(entry);
      this.#waiting.push(entry);
    }
    this.#newest = entry.after;
    if (merged) {
      this.#pending[this.#pending.length - 1] = entry;
      this.#tell(entry);
    } else this.#release();
    if (entry.urgency !== 'soft') {
      this.#write();
      return entry.kept;
    }
    this.#writeLater(WRITE_WITHIN_MS);
    // Behind what waits for the disk it is told with that, and what follows from it has not followed yet.
    return this.#waiting.includes(entry) ? entry.told.then(() => this.#now) : Promise.resolve(this.#now);
  }

  /** Resolves when the class has been told everything that was decided until then, and what follows from it has followed. */
  async caughtUp(): Promise<void> {
    for (let last = this.#waiting.at(-1); last; last = this.#waiting.at(-1)) await last.told;
  }

  /** Resolves when everything that was recorded is durable, or kept in memory. */
  async flush(): Promise<Kept> {
    const last = this.#pending.at(-1);
    if (!last) return this.#now;
    this.#flushing = true;
    this.#write();
    return last.kept;
  }

  /** No timer is left. What waits is tried once more, now; what the disk does not take then is given up. */
  async close(): Promise<Kept> {
    const begun = this.#pending.length;
    // A try that was under way may fail of what has passed since.
    await this.#attempt;
    this.#flushing = true;
    this.#write();
    while (this.#writing.length > 0) await this.#attempt;
    this.#later?.();
    this.#later = null;
    return this.#pending.length > 0 || (begun > 0 && this.#fenced) ? 'unsaved' : 'saved';
  }

  /**
   * Of a room that has failed. What the class was told is written, in one more try; what it was being told then, and what waits behind, is
   * given up, for that may be what it failed of. Nobody waits for anything any more.
   */
  async abandon(error: unknown): Promise<Kept> {
    this.#listener = nobody;
    const left = [...this.#settling, ...this.#pending, ...this.#waiting];
    const at = this.#pending.findIndex((entry) => entry === this.#telling || this.#waiting.includes(entry));
    const told = at < 0 ? this.#pending : this.#pending.slice(0, at);
    await this.#attempt;
    this.#pending = this.#pending.filter((entry) => told.includes(entry));
    this.#waiting = [];
    const kept = await this.close();
    for (const entry of left) entry.fail(error);
    return kept;
  }

  #made(decision: Decision, said: Said, before: Book): Pending {
    return pendingOf(decision, said, before, this.#parts.clock.now());
  }

  #folded(decision: Decision, said: Said): { readonly merged: boolean; readonly entry: Pending } {
    try {
      const entry = this.#coalesced(decision, said);
      return { merged: entry !== null, entry: entry ?? this.#made(decision, said, this.#newest) };
    } catch (error) {
      throw new Unchanged(error);
    }
  }

  /** In place of the newest, where that is of the same key and not on its way to the disk; null where it is not. */
  #coalesced(decision: Decision, said: Said): Pending | null {
    const last = this.#pending.at(-1);
    if (!said.coalesce || last?.coalesce !== said.coalesce || last.tried) return null;
    if (this.#waiting.includes(last)) return null;
    const moves = last.events.reduce((sum, { fact }) => sum + (fact.type === 'moved' ? fact.moves : 0), 0);
    const facts = decision.facts.map((fact) =>
      fact.type === 'moved' ? { ...fact, moves: fact.moves + moves } : fact,
    );
    // How far the branch was seen to reach stays, also where the key has gone back since.
    const reached = last.events.flatMap(({ fact }) =>
      fact.type === 'reached' && !facts.some(({ type }) => type === 'reached') ? [fact] : [],
    );
    const { settled, settle, fail, kept } = last;
    // Whoever waits for the one that it replaces waits for it.
    const entry = {
      ...this.#made({ ...decision, facts: [...reached, ...facts] }, said, last.before),
      ...{ settled, settle, fail, kept },
    };
    return entry;
  }

  /** What comes first and waits for nothing more. */
  #release(): void {
    for (let next = this.#waiting.at(0); next; next = this.#waiting.at(0)) {
      if (next.urgency === 'hard' && !next.settled) return;
      this.#waiting.shift();
      this.#tell(next);
      next.tell();
    }
  }

  #tell(entry: Entry): void {
    this.#released = entry.after;
    this.#telling = entry;
    this.#listener.released(entry);
    if (isToldAtOnce(entry)) this.#listener.settled(entry);
    this.#telling = null;
  }

  #writeLater(milliseconds: number): void {
    this.#later ??= this.#parts.clock.after(milliseconds, () => {
      this.#later = null;
      this.#write();
    });
  }

  /** One append at a time; what comes meanwhile goes with the next. */
  #write(): void {
    if (this.#writing.length > 0 || this.#pending.length === 0 || this.#fenced) return;
    this.#later?.();
    this.#later = null;
    const batch = this.#pending.slice();
    for (const entry of batch) entry.tried = true;
    this.#writing = batch;
    const { store, term, caught } = this.#parts;
    const { code, seq } = this.#durable.state;
    this.#attempt = store
      .append(code, term, seq, together(batch.map(({ write }) => write)))
      .then(
        () => this.#wrote(batch),
        (error: unknown) => (error instanceof Fenced ? this.#resolve(error) : this.#notWritten(error)),
      )
      .catch(caught);
  }

  /** An answer may have been lost after the write: what the store has of ours is written. Anything else is somebody else's. */
  async #resolve(error: Fenced): Promise<void> {
    const { store, term } = this.#parts;
    const { code, seq } = this.#durable.state;
    const stored = await store.read(code).catch(() => null);
    const beyond = stored?.term === term ? stored.events.filter((event) => event.seq > seq) : [];
    let written = 0;
    for (let k = 0; k < this.#pending.length && written < beyond.length; k++) {
      const { events } = this.#pending[k].write;
      if (!isDeepStrictEqual(beyond.slice(written, written + events.length), events)) break;
      written += events.length;
      if (written === beyond.length) {
        this.#wrote(this.#pending.slice(0, k + 1));
        return;
      }
    }
    this.#writing = [];
    this.#giveUp(error);
  }

  #wrote(batch: readonly Pending[]): void {
    this.#writing = [];
    this.#pending = this.#pending.slice(batch.length);
    this.#durable = batch[batch.length - 1].after;
    if (!this.#saving) {
      this.#saving = true;
      this.#listener.savingChanged();
    }
    this.#settle(batch, 'saved');
    this.#flushing &&= this.#pending.length > 0;
    if (this.#flushing || this.#pending.some(({ urgency }) => urgency !== 'soft')) this.#write();
    else if (this.#pending.length > 0) this.#writeLater(WRITE_WITHIN_MS);
  }

  #notWritten(error: unknown): void {
    this.#writing = [];
    this.#flushing = false;
    if (this.#saving) {
      this.#saving = false;
      this.#parts.failed(error);
      this.#listener.savingChanged();
    }
    // The class goes on in memory, and what was decided stays decided.
    this.#settle(this.#pending, 'unsaved');
    this.#writeLater(RETRY_MS);
  }

  #settle(entries: readonly Pending[], kept: Kept): void {
    this.#settling = entries;
    for (const entry of entries) {
      const isNews = entry.settled === null;
      entry.settled ??= kept;
      this.#release();
      if (isNews && !isToldAtOnce(entry)) this.#listener.settled(entry);
      entry.settle(kept);
    }
    this.#settling = [];
  }

  /** The durable prefix is what is true. */
  #giveUp(error: Fenced): void {
    this.#fenced = error;
    this.#newest = this.#released = this.#durable;
    for (const entry of this.#pending) entry.fail(error);
    this.#pending = [];
    this.#waiting = [];
    this.#listener.fenced(error);
  }

  /** Of what nobody waits for. */
  get #now(): Kept {
    return this.#saving ? 'saved' : 'unsaved';
  }

  #unsavedBytes(): number {
    // Printed only where the disk takes nothing: not for every answer, and not for a text of megabytes.
    return this.#pending.reduce(
      (sum, entry) => sum + (entry.bytes ??= JSON.stringify(entry.write).length),
      0,
    );
  }
}

/** Taken however much waits for the disk: whether the class knows of it or not it is so, and it does not come twice. */
const hasHappened: ReadonlySet<FactType> = new Set(['run-paused', 'wheel-lost']);

const isToldAtOnce = ({ urgency }: Entry): boolean => urgency === 'soft' || urgency === 'firm';
