/** Classes in memory, on a disk that is slow or takes nothing when the test says so. */
import { createMemoryStore } from '../../store/memory-store.ts';
import type { ClassStore, Write } from '../../store/store.ts';

export interface ScriptedStore extends ClassStore {
  /** What was asked to be appended, whether or not it was taken. */
  readonly asked: Write[];
  /** How the next classes and appends are refused; null: they are taken. */
  failure: Error | null;
  /** What is appended from now on takes until then; null: it is there at once. */
  until: Promise<void> | null;
}

export function scriptedStore(): ScriptedStore {
  const memory = createMemoryStore();
  const store: ScriptedStore = {
    ...memory,
    asked: [],
    failure: null,
    until: null,
    async create(code, write) {
      if (store.failure) throw store.failure;
      await memory.create(code, write);
    },
    async append(code, term, after, write) {
      store.asked.push(write);
      const { failure } = store;
      await store.until;
      if (failure) throw failure;
      await memory.append(code, term, after, write);
    },
  };
  return store;
}
