/**
 * The one place through which everything runs that belongs to a room and that nobody awaits: its timers, what its connections and its
 * threads say, promises (SPEC CN1). What is thrown there is the failure of this room, and of nothing else; and what runs for it ends with it.
 */
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Cancel, Clock } from './clock.ts';

/** A decision, or its fold, has thrown: it was pure, and nothing has changed. Its command is refused, and the room stands. */
export class Unchanged extends Error {
  constructor(cause: unknown) {
    super('nothing has changed', { cause });
    this.name = 'Unchanged';
  }
}

/** What a part of a room is given. */
export interface Within {
  /** Its timers are the room's. */
  readonly clock: Clock;
  /** Something happens: a connection or a thread says something. */
  event(task: () => void): void;
  /** Nobody awaits it. */
  later(promise: Promise<unknown>): void;
  /** Something runs until `end` has been called and has resolved; what is returned is called when it has ended by itself. */
  holds(end: () => Promise<unknown>): () => void;
}

export interface ContainmentListener {
  /** Once: nothing of the room can be trusted any more. */
  failed(error: unknown): void;
  /** Nobody's failure, and no news but for the log. */
  noted(error: unknown): void;
}

export class Containment implements Within {
  readonly clock: Clock;
  readonly #listener: ContainmentListener;
  readonly #timers = new Set<Cancel>();
  readonly #running = new Set<() => Promise<unknown>>();
  #hasEnded = false;

  constructor(clock: Clock, listener: ContainmentListener) {
    this.#listener = listener;
    this.clock = {
      now: () => clock.now(),
      elapsed: () => clock.elapsed(),
      after: (milliseconds, task) => this.#after(clock, milliseconds, task),
    };
  }

  /** Timers that wait, and threads that run. */
  get count(): { readonly timers: number; readonly running: number } {
    return { timers: this.#timers.size, running: this.#running.size };
  }

  event(task: () => void): void {
    if (this.#hasEnded) return;
    try {
      task();
    } catch (error) {
      this.#listener.failed(error);
    }
  }

  /** As `event`, for somebody who waits. Throws what it throws; a Refusal is an answer, and no failure. */
  asked<T>(task: () => T): T {
    try {
      return task();
    } catch (error) {
      throw this.#judged(error);
    }
  }

  /** The turn of a command. Rejects as it does; a Refusal is an answer, and no failure. */
  async turn<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (error) {
      throw this.#judged(error);
    }
  }

  /** Nobody awaits it. */
  later(promise: Promise<unknown>): void {
    promise.catch((error: unknown) => this.caught(error));
  }

  /** Of what nobody awaits. */
  caught(error: unknown): void {
    const judged = this.#judged(error);
    if (judged instanceof Refusal) this.#listener.noted(judged);
  }

  holds(end: () => Promise<unknown>): () => void {
    // What was still being made when the room ended ends at once.
    if (this.#hasEnded) this.#noting(end());
    this.#running.add(end);
    return () => this.#running.delete(end);
  }

  /** At the end: what is thrown is noted, and what comes after it is done. */
  ending(...tasks: readonly (() => void)[]): void {
    for (const task of tasks) {
      try {
        task();
      } catch (error) {
        this.#listener.noted(error);
      }
    }
  }

  /** Nothing happens any more, and no timer is left. Resolves when nothing runs any more. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    for (const cancel of [...this.#timers]) cancel();
    await Promise.all([...this.#running].map((end) => this.#noting(end())));
  }

  #after(clock: Clock, milliseconds: number, task: () => void): Cancel {
    if (this.#hasEnded) return () => undefined;
    const stop = clock.after(milliseconds, () => {
      this.#timers.delete(cancel);
      this.event(task);
    });
    const cancel = (): void => {
      this.#timers.delete(cancel);
      stop();
    };
    this.#timers.add(cancel);
    return cancel;
  }

  #judged(error: unknown): unknown {
    if (error instanceof Refusal) return error;
    if (error instanceof Unchanged) {
      this.#listener.noted(error.cause);
      return new Refusal('internal');
    }
    if (this.#hasEnded) this.#listener.noted(error);
    else this.#listener.failed(error);
    return error;
  }

  async #noting(ending: Promise<unknown>): Promise<void> {
    await ending.catch((error: unknown) => this.#listener.noted(error));
  }
}

/** For what runs outside of any room: what is thrown is thrown. */
export const uncontained = (clock: Clock): Within => ({
  clock,
  event: (task) => task(),
  later: (promise) => void promise,
  holds: () => () => undefined,
});
