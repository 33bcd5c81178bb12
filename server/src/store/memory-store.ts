/** Classes in this process, as long as it lasts: the default of tests, and `--memory`. It hands out copies, as a disk does. */
import { createMemoryData } from './memory-data.ts';
import { checkFence, GONE } from './fence.ts';
import { CodeTaken, Fenced, type ClassStore, type StoredClass, type Write } from './store.ts';
import { storedEvent, storedRow, written, type EventLine, type Written } from './written.ts';

interface KeptClass {
  term: number;
  visited: number;
  asleep: boolean;
  readonly events: EventLine[];
  /** Values by id, as JSON. */
  readonly rows: Map<string, string>;
  /** Hashes. */
  readonly corpora: Set<string>;
  readonly cache: Map<string, Uint8Array>;
}

export function createMemoryStore(): ClassStore {
  const classes = new Map<string, KeptClass>();
  const texts = new Map<string, string>();
  let isClosed = false;

  /** Of everything but close: what is thrown is a rejection. */
  const asked = async <T>(answer: () => T): Promise<T> => {
    if (isClosed) throw new Error('the store is closed');
    return answer();
  };

  function keep(kept: KeptClass, { events, rows, erased, corpora }: Written): void {
    kept.events.push(...events);
    for (const [id, value] of rows) kept.rows.set(id, value);
    for (const id of erased) kept.rows.delete(id);
    for (const [hash, text] of corpora) {
      if (!texts.has(hash)) texts.set(hash, text);
      kept.corpora.add(hash);
    }
  }

  const reading = ({ term, events, rows }: KeptClass): StoredClass => ({
    term,
    events: events.map(storedEvent),
    rows: [...rows].map(storedRow),
  });

  const data = createMemoryData(
    asked,
    (code) => classes.has(code),
    (code) => classes.get(code)?.cache.clear(),
  );
  return {
    ...data,
    create: (code: string, write: Write) =>
      asked(() => {
        const lines = written(0, write);
        if (classes.has(code)) throw new CodeTaken(code);
        const kept = {
          term: 1,
          visited: 0,
          asleep: false,
          events: [],
          rows: new Map(),
          corpora: new Set<string>(),
          cache: new Map(),
        };
        classes.set(code, kept);
        keep(kept, lines);
      }),
    take: (code) =>
      asked(() => {
        const kept = classes.get(code);
        if (!kept) return null;
        kept.term++;
        kept.asleep = false;
        return reading(kept);
      }),
    read: (code) =>
      asked(() => {
        const kept = classes.get(code);
        return kept ? reading(kept) : null;
      }),
    append: (code, term, after, write) =>
      asked(() => {
        const lines = written(after, write);
        const kept = classes.get(code);
        if (!kept) throw new Fenced(code, GONE);
        checkFence(code, { term: kept.term, last: kept.events.length }, term, after);
        keep(kept, lines);
      }),
    corpus: (hash) => asked(() => texts.get(hash) ?? null),
    list: () =>
      asked(() =>
        [...classes].map(([code, { events, visited, asleep }]) => ({
          code,
          events: events.length,
          created: events.at(0)?.[1] ?? 0,
          last: events.at(-1)?.[1] ?? 0,
          visited,
          asleep,
        })),
      ),
    delete: (code) =>
      asked(() => {
        classes.delete(code);
        data.forget(code);
        const held = new Set([...classes.values()].flatMap(({ corpora }) => [...corpora]));
        for (const hash of texts.keys()) if (!held.has(hash)) texts.delete(hash);
      }),
    cache: (code, key, bytes) =>
      asked(() => {
        if (bytes) classes.get(code)?.cache.set(key, bytes.slice());
        else classes.get(code)?.cache.delete(key);
      }),
    visit: (code, at) =>
      asked(() => {
        const kept = classes.get(code);
        if (kept) kept.visited = at;
      }),
    sleep: (code) =>
      asked(() => {
        const kept = classes.get(code);
        if (kept) kept.asleep = true;
      }),
    visited: (code) => asked(() => classes.get(code)?.visited ?? 0),
    cached: (code) =>
      asked(() => new Map([...(classes.get(code)?.cache ?? [])].map(([key, bytes]) => [key, bytes.slice()]))),
    close: async () => void (isClosed = true),
  };
}
