/** The classes whose secret somebody holds: listed, named and deleted by it, whether they are open or asleep (SPEC HT4). */
import { people } from '@deltaboard/shared/class/commands/people.ts';
import { cursorOf } from '@deltaboard/shared/class/reading.ts';
import { facts } from '@deltaboard/shared/class/rule.ts';
import type { ClassKey, KeptClass, MineReply, SecretRequest } from '@deltaboard/shared/protocol/classes.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { stepsDone } from '@deltaboard/shared/training/cursor.ts';
import type { Clock } from '../clock.ts';
import { hashSecret, matchesSecret } from '../secrets.ts';
import { Unreadable, type ClassStore } from '../store/store.ts';
import type { Book } from './book.ts';
import { cameTo } from './expiry.ts';
import type { Registry } from './registry.ts';

export interface ClassesParts {
  readonly registry: Registry;
  readonly store: ClassStore;
  readonly clock: Clock;
  /** Milliseconds after which a class that nobody has come to is deleted. */
  readonly expireAfter: number;
}

export class Classes {
  readonly #parts: ClassesParts;

  constructor(parts: ClassesParts) {
    this.#parts = parts;
  }

  /** Those that exist and have these secrets, in the order in which they are asked for. */
  async mine(keys: readonly ClassKey[]): Promise<MineReply> {
    const classes: KeptClass[] = [];
    const unreadable: string[] = [];
    // One after another: nobody's list makes the server read fifty logs at once.
    for (const key of keys) {
      try {
        const kept = await this.#kept(key);
        if (kept) classes.push(kept);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        unreadable.push(key.code);
      }
    }
    return { classes, unreadable };
  }

  /** An empty name is none. Rejects with Refusal 'bad-secret', 'too-many', 'unreadable-room'. */
  async rename({ code, secret, name }: ClassKey & { readonly name: string }): Promise<void> {
    await this.#require({ code, secret });
    const room = await this.#parts.registry.find(code);
    await room.does(({ state }, nobody) =>
      people['name-class'].decide(state, { type: 'name-class', name }, nobody),
    );
  }

  /**
   * Whoever came by the old secret is told, and refused from then on. Asked again, for an answer that was lost, it changes nothing. Rejects with
   * Refusal 'bad-secret', 'unreadable-room'.
   */
  async changeSecret({ code, secret, next }: SecretRequest): Promise<void> {
    if (await this.#book({ code, secret: next })) return;
    await this.#require({ code, secret });
    const room = await this.#parts.registry.find(code);
    await room.does(({ state }) => {
      // Of two at once one is late.
      if (!matchesSecret(secret, state.secretHash)) throw new Refusal('bad-secret');
      return facts({ type: 'secret-changed', secretHash: hashSecret(next) });
    });
  }

  /** Rejects with Refusal 'bad-secret', 'unreadable-room'. */
  async require(key: ClassKey): Promise<void> {
    await this.#require(key);
  }

  /** For good. Rejects with Refusal 'bad-secret', 'unreadable-room'. */
  async delete(key: ClassKey): Promise<void> {
    const { code } = await this.#require(key);
    await this.#parts.registry.delete(code);
  }

  async #require({ code, secret }: ClassKey): Promise<Book['state']> {
    const book = await this.#book({ code, secret });
    // One answer: nobody learns here whether there is a class of this code.
    if (!book) throw new Refusal('bad-secret');
    return book.state;
  }

  /** The class whose secret this is; null where it is none's. Rejects with Refusal 'unreadable-room'. */
  async #book(key: ClassKey): Promise<Book | null> {
    const book = await this.#parts.registry.look(key).catch((error: unknown) => {
      throw error instanceof Unreadable ? new Refusal('unreadable-room', { code: key.code }) : error;
    });
    return book && matchesSecret(key.secret, book.state.secretHash) ? book : null;
  }

  async #kept({ code, secret }: ClassKey): Promise<KeptClass | null> {
    const book = await this.#parts.registry.look({ code, secret });
    if (!book || !matchesSecret(secret, book.state.secretHash)) return null;
    const { state, rows } = book;
    const { registry, store, clock, expireAfter } = this.#parts;
    const now = clock.now();
    const visited = registry.opened(state.code) ? now : await store.visited(state.code);
    const cursor = cursorOf(state);
    const name = state.name === null ? null : rows.get(state.name);
    return {
      code: state.code,
      name: typeof name === 'string' ? name : null,
      created: state.opened,
      last: state.at,
      members: Object.keys(state.members).length,
      step: cursor ? stepsDone(cursor) : 0,
      until: (cameTo({ last: state.at, visited }, now) ?? now) + expireAfter,
      here: registry.opened(state.code)?.here ?? 0,
    };
  }
}
