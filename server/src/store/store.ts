/**
 * Where classes are kept. The log of a class is the truth (SPEC CL1); what stands beside it: rows, which are what people wrote and can
 * be erased, corpora, each once by its hash, and a cache that may be lost. Knows nothing of what an event means.
 */

import type { DataStore } from './data-store.ts';

/** One event as it is kept. */
export interface StoredEvent {
  /** 1, 2, 3… in its class. */
  readonly seq: number;
  /** Wall time, milliseconds since 1970. */
  readonly at: number;
  /** The member who did it; null: the room itself. */
  readonly by: string | null;
  /** The id of the command that it comes from; null: none. */
  readonly command: string | null;
  /** Of the form of `fact`. */
  readonly version: number;
  /** JSON-safe. */
  readonly fact: unknown;
}

/** A name or a text: events name it by id, so that it can be erased and every prefix of the log still folds. */
export interface StoredRow {
  readonly id: string;
  /** JSON-safe. */
  readonly value: unknown;
}

export interface StoredCorpus {
  /** SHA-256 of the text, in hexadecimal. */
  readonly hash: string;
  readonly text: string;
}

/** What is written together: all of it or nothing. */
export interface Write {
  readonly events: readonly StoredEvent[];
  /** What comes again under an id replaces the row; the old value goes as if it were erased. */
  readonly rows?: readonly StoredRow[];
  /** Ids of rows that are to be on no page of the disk any more, a few seconds later. Also one that the same write brings. */
  readonly erased?: readonly string[];
  readonly corpora?: readonly StoredCorpus[];
}

export interface StoredClass {
  /** Grows whenever somebody takes the class. */
  readonly term: number;
  /** In order. */
  readonly events: readonly StoredEvent[];
  readonly rows: readonly StoredRow[];
}

export interface ClassEntry {
  readonly code: string;
  readonly events: number;
  /** Wall time of the first and of the last event. */
  readonly created: number;
  readonly last: number;
  /** As `visited` says. */
  readonly visited: number;
  /** It was put to sleep, and nobody has taken it since. */
  readonly asleep: boolean;
}

export interface ClassStore extends DataStore {
  /** Keeps a new class, taken under term 1. Rejects with `CodeTaken` when there is one of this code. */
  create(code: string, write: Write): Promise<void>;
  /** Takes the class under the next term, and reads it; null where there is none. Rejects with `Unreadable` where it is damaged. */
  take(code: string): Promise<StoredClass | null>;
  /** Reads the class without taking it; null where there is none. Rejects with `Unreadable` where it is damaged. */
  read(code: string): Promise<StoredClass | null>;
  /**
   * Durable, all or none, when it resolves. Rejects with `Fenced` when another has taken the class since, or when `after` is not the seq
   * of its last event; with any other error when it could not be written.
   */
  append(code: string, term: number, after: number, write: Write): Promise<void>;
  /** The text of a corpus; null when no class has it any more. */
  corpus(hash: string): Promise<string | null>;
  /** Every class that is kept. */
  list(): Promise<readonly ClassEntry[]>;
  /** The class with everything that belongs to it, and the corpora that no other class has. */
  delete(code: string): Promise<void>;
  /** Keeps bytes of the cache under a key of the class; what was under it is replaced. `null` drops it. Without such a class: nothing. */
  cache(code: string, key: string, bytes: Uint8Array | null): Promise<void>;
  /** Notes the wall time at which somebody was there, also who leaves no event. Nobody's to fence. Without such a class: nothing. */
  visit(code: string, at: number): Promise<void>;
  /** Notes that the class was put to sleep, until it is taken again. Nobody's to fence. Without such a class: nothing. */
  sleep(code: string): Promise<void>;
  /** What was noted last; 0: nothing yet. */
  visited(code: string): Promise<number>;
  /** What is cached of a class. */
  cached(code: string): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Resolves when everything that was asked for has been done and the files are closed. */
  close(): Promise<void>;
}

/** Another has the class: whoever is told so lets go of it. */
export class Fenced extends Error {
  readonly detail: string;

  constructor(code: string, detail: string) {
    super(`class ${code}: ${detail}`);
    this.name = 'Fenced';
    this.detail = detail;
  }
}

/** What is kept of a class is damaged, or contradicts itself: it alone cannot be used. */
export class Unreadable extends Error {
  constructor(cause: unknown) {
    super(
      `what is kept of a class cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
    this.name = 'Unreadable';
  }
}

export class CodeTaken extends Error {
  constructor(code: string) {
    super(`class ${code} exists`);
    this.name = 'CodeTaken';
  }
}
