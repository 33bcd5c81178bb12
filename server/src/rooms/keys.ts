/**
 * Who may wake a class that sleeps (SPEC LM7): whoever shows its secret, or the token of one of its members. What opens it is read from its
 * log once, and remembered for whoever asks next; while it sleeps it does not change.
 */
import type { Credentials } from '../people/identify.ts';
import { hashSecret, matchesSecret } from '../secrets.ts';
import type { Book } from './book.ts';

interface Opening {
  readonly secretHash: string;
  readonly tokensOf: ReadonlyMap<string, readonly string[]>;
}

const REMEMBERED = 200;

export class Keys {
  readonly #read: (code: string) => Promise<Book | null>;
  /** Those asked for last are last. */
  readonly #known = new Map<string, Promise<Opening | null>>();

  /** `read`: rejects with Unreadable. */
  constructor(read: (code: string) => Promise<Book | null>) {
    this.#read = read;
  }

  /** Nobody reads a log for somebody who shows nothing. Rejects with Unreadable. */
  async open(code: string, { secret, member }: Credentials): Promise<boolean> {
    if (secret === undefined && !member) return false;
    const opening = await this.#of(code);
    if (!opening) return false;
    if (secret !== undefined) return matchesSecret(secret, opening.secretHash);
    return (
      member !== undefined && (opening.tokensOf.get(member.id)?.includes(hashSecret(member.token)) ?? false)
    );
  }

  /** Whether what is remembered of the class says that this is not its secret: then its log need not be read. */
  async refuses(code: string, secret: string): Promise<boolean> {
    return this.#known.has(code) && !(await this.open(code, { secret }));
  }

  /** Its log has been read for something else. */
  learn(code: string, book: Book): void {
    this.#known.set(code, Promise.resolve(openingOf(book)));
    this.#bound();
  }

  /** It is open, or gone. */
  forget(code: string): void {
    this.#known.delete(code);
  }

  #of(code: string): Promise<Opening | null> {
    const known = this.#known.get(code) ?? this.#look(code);
    this.#known.delete(code);
    this.#known.set(code, known);
    this.#bound();
    return known;
  }

  #bound(): void {
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= REMEMBERED) break;
      this.#known.delete(oldest);
    }
  }

  async #look(code: string): Promise<Opening | null> {
    try {
      const book = await this.#read(code);
      // A class that is not there may be there later.
      if (!book) this.forget(code);
      return book && openingOf(book);
    } catch (error) {
      this.forget(code);
      throw error;
    }
  }
}

const openingOf = ({ state: { secretHash, members, removed } }: Book): Opening => ({
  secretHash,
  tokensOf: new Map(
    Object.entries(members).flatMap(([id, { tokens }]) =>
      removed.includes(id) ? [] : [[id, tokens] as const],
    ),
  ),
});
