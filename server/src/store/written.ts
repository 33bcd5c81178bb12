/** A write as text and numbers: the form in which it crosses to the process that keeps it, and in which it is kept. */
import type { StoredEvent, StoredRow, Write } from './store.ts';

/** seq, at, by, command, version and the fact as JSON. */
export type EventLine = readonly [number, number, string | null, string | null, number, string];

/** id and the value as JSON. */
export type RowLine = readonly [string, string];

/** Hash and text. */
export type CorpusLine = readonly [string, string];

export interface Written {
  readonly events: readonly EventLine[];
  readonly rows: readonly RowLine[];
  readonly erased: readonly string[];
  readonly corpora: readonly CorpusLine[];
}

/** Throws where the events do not follow `after` one by one, a time is no whole number, or something has no JSON. */
export function written(after: number, write: Write): Written {
  const erased = write.erased ?? [];
  const gone = new Set(erased);
  return {
    events: write.events.map((event, index) => {
      const { seq, at, by, command, version, fact } = event;
      if (seq !== after + index + 1) throw new Error(`event ${seq} cannot follow event ${after + index}`);
      // What SQLite prints of a whole number is that number.
      if (!Number.isSafeInteger(at) || !Number.isSafeInteger(version))
        throw new Error(`the time and version of event ${seq} are whole numbers, not ${at} and ${version}`);
      return [seq, at, by, command, version, json(fact, `the fact of event ${seq}`)];
    }),
    // What is erased by the write that brings it never reaches the disk.
    rows: (write.rows ?? [])
      .filter(({ id }) => !gone.has(id))
      .map(({ id, value }) => [id, json(value, `the value of row ${id}`)]),
    erased,
    corpora: (write.corpora ?? []).map(({ hash, text }) => [hash, text]),
  };
}

/** Lines as one JSON, with the facts in it as they are. */
export const parsed = (text: string): readonly StoredEvent[] =>
  (
    JSON.parse(text) as readonly (readonly [number, number, string | null, string | null, number, unknown])[]
  ).map(([seq, at, by, command, version, fact]) => ({ seq, at, by, command, version, fact }));

export const storedEvent = ([seq, at, by, command, version, fact]: EventLine): StoredEvent => ({
  seq,
  at,
  by,
  command,
  version,
  fact: JSON.parse(fact) as unknown,
});

export const storedRow = ([id, value]: RowLine): StoredRow => ({ id, value: JSON.parse(value) as unknown });

function json(value: unknown, what: string): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new Error(`${what} has no JSON`);
  return text;
}
