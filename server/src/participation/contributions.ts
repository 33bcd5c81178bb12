/** What members have written: theirs until the driver puts it on the board, one at a time, and down again (SPEC CO). */
import {
  CONTRIBUTIONS_LIMIT,
  type Contribution,
  type Personal,
} from '@deltaboard/shared/protocol/participation.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';

/** Contributions of a whole room that wait: they are told to those who lead the class all at once. */
export const WAITING_LIMIT = 200;

export interface Contributed {
  readonly id: number;
  readonly member: string;
  readonly contribution: Contribution;
}

export class Contributions {
  readonly #all = new Map<number, Contributed>();
  #count = 0;
  #shown: number | null = null;

  /** Oldest first. */
  get all(): readonly Contributed[] {
    return [...this.#all.values()];
  }

  get shown(): Contributed | null {
    return this.#shown === null ? null : (this.#all.get(this.#shown) ?? null);
  }

  of(member: string): Personal['contributions'] {
    return this.all
      .filter((one) => one.member === member)
      .map(({ id, contribution }) => ({ id, contribution }));
  }

  /** Throws Refusal 'too-many' while so many of the member's, or of the room's, wait. */
  add(member: string, contribution: Contribution): void {
    if (this.of(member).length >= CONTRIBUTIONS_LIMIT) {
      throw new Refusal('too-many', { what: 'contributions', limit: CONTRIBUTIONS_LIMIT });
    }
    if (this.#all.size >= WAITING_LIMIT) {
      throw new Refusal('too-many', { what: 'waiting', limit: WAITING_LIMIT });
    }
    const id = ++this.#count;
    this.#all.set(id, { id, member, contribution });
  }

  /** Throws Refusal 'no-such-contribution'. */
  get(id: number): Contributed {
    const found = this.#all.get(id);
    if (!found) throw new Refusal('no-such-contribution', { id });
    return found;
  }

  /** Throws Refusal 'no-such-contribution', also for what is another member's. */
  withdraw(member: string, id: number): void {
    if (this.get(id).member !== member) throw new Refusal('no-such-contribution', { id });
    this.discard(id);
  }

  /** Takes it away, also from the board. Throws Refusal 'no-such-contribution'. */
  discard(id: number): void {
    this.get(id);
    this.#all.delete(id);
    if (this.#shown === id) this.#shown = null;
  }

  /** Throws Refusal 'no-such-contribution'. */
  show(id: number | null): void {
    if (id !== null) this.get(id);
    this.#shown = id;
  }

  /** The member has been sent away, and what was theirs goes too. */
  forget(member: string): void {
    for (const { id } of this.of(member)) this.discard(id);
  }
}
