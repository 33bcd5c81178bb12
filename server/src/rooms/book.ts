/** A class at one moment, and the form in which its log is kept. */
import { setImmediate } from 'node:timers/promises';
import { evolve } from '@deltaboard/shared/class/evolve.ts';
import { FACT_VERSION, type ClassEvent } from '@deltaboard/shared/class/fact.ts';
import { NOTHING, type ClassState } from '@deltaboard/shared/class/state.ts';
import { RESTING, toldToAll, type Rows } from '@deltaboard/shared/class/told.ts';
import { upcast } from '@deltaboard/shared/class/upcast.ts';
import { Unreadable, type StoredClass, type StoredEvent } from '../store/store.ts';

/** Events of one turn of the loop: a few milliseconds of the server's thread. */
const SLICE = 1000;

/** Its state, and what people have written. */
export interface Book {
  readonly state: ClassState;
  readonly rows: Rows;
}

/** The class that a store has. Throws Error when its log contradicts itself, or is a newer server's. */
export const bookOf = ({ events, rows }: Pick<StoredClass, 'events' | 'rows'>): Book => ({
  state: folded(NOTHING, events),
  rows: rowsOf(rows),
});

/** As `bookOf`, for a log of any length: nobody else waits for more than a slice of it. Rejects with Unreadable. */
export async function bookRead({ events, rows }: StoredClass): Promise<Book> {
  let state = NOTHING;
  for (let from = 0; from < events.length; from += SLICE) {
    try {
      state = folded(state, events.slice(from, from + SLICE));
    } catch (error) {
      throw new Unreadable(error);
    }
    await setImmediate();
  }
  const book = { state, rows: rowsOf(rows) };
  try {
    // What folds and cannot be told is damaged as well.
    toldToAll(state, book.rows, RESTING);
  } catch (error) {
    throw new Unreadable(error);
  }
  return book;
}

const folded = (state: ClassState, events: readonly StoredEvent[]): ClassState =>
  events.reduce<ClassState>(
    // Field by field, not by a rest: a long log folds in three quarters of the time.
    (before, { seq, at, by, command, version, fact }) =>
      evolve(before, { seq, at, by, command, fact: upcast(version, fact) }),
    state,
  );

const rowsOf = (rows: StoredClass['rows']): Rows => new Map(rows.map(({ id, value }) => [id, value]));

/** An event as this server keeps it. */
export const storedForm = ({ fact, ...event }: ClassEvent): StoredEvent => ({
  ...event,
  version: FACT_VERSION,
  fact,
});
