/** Classes that are rehearsals (SPEC LE20): each has a store of its own in this memory, which ends with it, and no byte of it is anywhere else. */
import { createMemoryStore } from '../store/memory-store.ts';
import type { ClassStore } from '../store/store.ts';

/** Milliseconds that one is there after its page has gone. */
export const REHEARSAL_ENDS_AFTER_MS = 5 * 60_000;

export class Rehearsals {
  readonly #stores = new Map<string, ClassStore>();

  begin(code: string): ClassStore {
    const store = createMemoryStore();
    this.#stores.set(code, store);
    return store;
  }

  has(code: string): boolean {
    return this.#stores.has(code);
  }

  /** Null: the class is none. */
  storeOf(code: string): ClassStore | null {
    return this.#stores.get(code) ?? null;
  }

  /** For good. Whether the class was one. */
  end(code: string): boolean {
    return this.#stores.delete(code);
  }
}
