/** What everybody in a class is called: members by their rows, guests by what they wished for. */
import { nameOf } from '@deltaboard/shared/class/told.ts';
import type { Book } from '../rooms/book.ts';
import type { Identity } from './identify.ts';
import { Names } from './names.ts';
import type { Presence } from './presence.ts';

export class Naming {
  readonly #book: () => Book;
  readonly #presence: () => Presence;
  readonly #names = new Names();

  /** `book`: the class as it is. */
  constructor(book: () => Book, presence: () => Presence) {
    this.#book = book;
    this.#presence = presence;
    const { state } = book();
    for (const id of Object.keys(state.members)) {
      const known = this.#nameOf(id);
      if (known !== null) this.#names.take(known);
    }
  }

  /** Of somebody who comes. */
  nameFor({ id, screen }: Identity, wished = ''): string {
    return screen ? '' : (this.#nameOf(id) ?? this.#names.take(wished));
  }

  /** The name that somebody had is theirs until the new one, which is made distinct, is. */
  async rename<T>(id: string, wished: string, take: (name: string) => Promise<T>): Promise<T> {
    const old = this.#nameOf(id) ?? this.#presence().guest(id)?.name ?? '';
    this.#names.release(old);
    const name = this.#names.take(wished);
    try {
      return await take(name);
    } catch (error) {
      this.#names.release(name);
      this.#names.take(old);
      throw error;
    }
  }

  /** Somebody is here no more, or belongs to the class no more: `before`, as it was until then. */
  release(id: string, before: Book | null = null): void {
    const name = before && nameOf(before.state, before.rows, id);
    const known = name ?? this.#presence().guest(id)?.name;
    if (known !== undefined) this.#names.release(known);
  }

  /** A guest is listed no more. */
  forget(name: string): void {
    this.#names.release(name);
  }

  #nameOf(id: string): string | null {
    const { state, rows } = this.#book();
    return nameOf(state, rows, id);
  }
}
