/** Writes as one. */
import type { Write } from '../store/store.ts';

/** In their order: a row that was erased and written again is there. */
export function together(writes: readonly Write[]): Write {
  const rows = new Map<string, unknown>();
  const erased = new Set<string>();
  for (const write of writes) {
    for (const { id, value } of write.rows ?? []) {
      rows.set(id, value);
      erased.delete(id);
    }
    for (const id of write.erased ?? []) {
      rows.delete(id);
      erased.add(id);
    }
  }
  return {
    events: writes.flatMap(({ events }) => events),
    rows: [...rows].map(([id, value]) => ({ id, value })),
    erased: [...erased],
    corpora: writes.flatMap(({ corpora = [] }) => corpora),
  };
}
