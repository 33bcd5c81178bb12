/**
 * The rows of a class, which every act that writes one replaces. Each act waits with what they were before and after it until the disk has
 * it, so that a copy of all rows an act would be most of what a class keeps: what has changed lately lies on top, and is copied alone.
 */
import type { Rows } from '@deltaboard/shared/class/told.ts';

/** Rows that lie on top, until they are laid down. */
const LATELY = 64;

/** Of `lately`: erased where it is undefined, which no row is. */
class LayeredRows implements Rows {
  readonly #below: Rows;
  readonly #lately: Rows;

  constructor(below: Rows, lately: Rows) {
    this.#below = below;
    this.#lately = lately;
  }

  with(changed: Iterable<readonly [id: string, value: unknown]>): Rows {
    const lately = new Map([...this.#lately, ...changed]);
    const rows = new LayeredRows(this.#below, lately);
    return lately.size > LATELY ? new Map(rows) : rows;
  }

  get(id: string): unknown {
    return this.#lately.has(id) ? this.#lately.get(id) : this.#below.get(id);
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  get size(): number {
    return [...this].length;
  }

  *[Symbol.iterator](): MapIterator<[string, unknown]> {
    for (const [id, value] of this.#below) if (!this.#lately.has(id)) yield [id, value];
    for (const [id, value] of this.#lately) if (value !== undefined) yield [id, value];
  }

  entries = (): MapIterator<[string, unknown]> => this[Symbol.iterator]();
  keys = (): MapIterator<string> => new Map(this).keys();
  values = (): MapIterator<unknown> => new Map(this).values();
  forEach = (each: (value: unknown, id: string, rows: Rows) => void): void => {
    for (const [id, value] of this) each(value, id, this);
  };
}

/** With what was written and what was erased, also what the same act has written. */
export function withRows(
  rows: Rows,
  added: readonly { readonly id: string; readonly value: unknown }[],
  erased: readonly string[],
): Rows {
  if (added.length === 0 && erased.length === 0) return rows;
  const layered = rows instanceof LayeredRows ? rows : new LayeredRows(rows, new Map());
  return layered.with([
    ...added.map(({ id, value }) => [id, value] as const),
    ...erased.map((id) => [id, undefined] as const),
  ]);
}
