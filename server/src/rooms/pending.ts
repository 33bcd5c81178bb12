/** What one decision made, folded, until it is durable. */
import { evolve } from '@deltaboard/shared/class/evolve.ts';
import type { ClassEvent, Fact } from '@deltaboard/shared/class/fact.ts';
import type { Decision } from '@deltaboard/shared/class/rule.ts';
import type { StoredCorpus, Write } from '../store/store.ts';
import { storedForm, type Book } from './book.ts';
import { withRows } from './rows.ts';
import { urgencyOf, type Urgency } from './urgency.ts';

/** Whether it is durable: `unsaved` where the disk took nothing, and it will be tried again. */
export type Kept = 'saved' | 'unsaved';

/** What one decision made. */
export interface Entry {
  readonly events: readonly ClassEvent[];
  /** What follows from it at its release, before the class is told. */
  readonly adopt: (() => void) | null;
  readonly before: Book;
  readonly after: Book;
  readonly urgency: Urgency;
}

export interface Said {
  readonly by: string | null;
  readonly command: string | null;
  /** Of a text that a run is started with. */
  readonly corpus?: StoredCorpus | null;
  /** In place of what its facts ask for. */
  readonly urgency?: Urgency;
  /** Called at the release, before the class is told. */
  readonly adopt?: () => void;
  /** What follows one another under this key within a second is one event: a held key, a pin that is moved about. */
  readonly coalesce?: string;
}

export interface Pending extends Entry {
  readonly write: Write;
  /** About what it takes in memory, once that has been asked. */
  bytes: number | null;
  readonly coalesce: string | null;
  /** It has been on its way to the disk: it stays as it is. */
  tried: boolean;
  settled: Kept | null;
  settle(kept: Kept): void;
  tell(): void;
  fail(error: unknown): void;
  readonly kept: Promise<Kept>;
  /** It has been released. */
  readonly told: Promise<void>;
}

/** @param now wall time. Throws where the facts contradict the class. */
export function pendingOf(decision: Decision, said: Said, before: Book, now: number): Pending {
  const { by, command, coalesce, corpus, adopt, urgency } = said;
  const { facts, rows = [], erased = [] } = decision;
  const at = Math.max(before.state.at, now);
  const events = facts.map((fact: Fact, k) => ({ seq: before.state.seq + 1 + k, at, by, command, fact }));
  const state = events.reduce(evolve, before.state);
  const after: Book = { state, rows: withRows(before.rows, rows, erased) };
  const write: Write = {
    events: events.map(storedForm),
    rows,
    erased,
    corpora: corpus ? [corpus] : [],
  };
  let settle: Pending['settle'] = () => undefined;
  let tell: Pending['tell'] = () => undefined;
  const failing: Pending['fail'][] = [];
  const kept = new Promise<Kept>((resolve, reject) => {
    settle = resolve;
    failing.push(reject);
  });
  const told = new Promise<void>((resolve, reject) => {
    tell = resolve;
    failing.push(reject);
  });
  // It may be that nobody waits for it.
  for (const promise of [kept, told]) promise.catch(() => undefined);
  return {
    events,
    adopt: adopt ?? null,
    before,
    after,
    urgency: urgency ?? urgencyOf(facts),
    write,
    bytes: null,
    coalesce: coalesce ?? null,
    tried: false,
    settled: null,
    settle,
    tell,
    fail: (error) => void failing.forEach((fail) => fail(error)),
    kept,
    told,
  };
}
