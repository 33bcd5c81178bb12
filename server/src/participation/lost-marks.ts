/** Where members lost the thread: marks on operations, one a member and place (SPEC LO). */
import type { LostAt } from '@deltaboard/shared/protocol/participation.ts';
import type { Operation } from '@deltaboard/shared/training/operations.ts';

/** Where the class stands. */
export interface MarkedPlace {
  /** The very place: run, branch, step, operation. */
  readonly key: string;
  /** The operation performed last; null while the class runs, or between steps. */
  readonly operation: Operation | null;
}

export class LostMarks {
  readonly #marks = new Map<
    string,
    { readonly operation: Operation | null; readonly members: Set<string> }
  >();

  mark(member: string, { key, operation }: MarkedPlace, lost: boolean): void {
    const marked = this.#marks.get(key);
    if (!lost) return void marked?.members.delete(member);
    if (marked) marked.members.add(member);
    else this.#marks.set(key, { operation, members: new Set([member]) });
  }

  /** Who is lost at this place. */
  at(key: string): ReadonlySet<string> {
    return this.#marks.get(key)?.members ?? new Set();
  }

  forget(member: string): void {
    for (const { members } of this.#marks.values()) members.delete(member);
  }

  /** Members a named operation, whatever the step and the example; in the order in which they were first marked. */
  get profile(): readonly LostAt[] {
    const named = new Map<string, { readonly operation: Operation | null; readonly members: Set<string> }>();
    for (const { operation, members } of this.#marks.values()) {
      if (members.size === 0) continue;
      const general = operation && generalised(operation);
      const name = JSON.stringify(general);
      const known = named.get(name) ?? { operation: general, members: new Set() };
      for (const member of members) known.members.add(member);
      named.set(name, known);
    }
    return [...named.values()].map(({ operation, members }) => ({ operation, members: members.size }));
  }
}

const generalised = (operation: Operation): Operation =>
  'example' in operation ? { ...operation, example: 0 } : operation;
