/**
 * What a row of the command table says (SPEC CL4). Commands are imperative; deciding one is pure, on the newest state, and gives facts
 * or a refusal. What only the trainer, the clock or chance can tell is evidence, gathered before.
 */
import type { z } from '../schema.ts';
import type { Role } from '../protocol/people.ts';
import { Refusal } from '../refusal.ts';
import type { Fact } from './fact.ts';
import type { ClassLimits } from './limits.ts';
import type { ClassState } from './state.ts';
import type { Rows } from './told.ts';

/** Somebody who is here and has left no trace in the log. */
export interface Guest {
  /** SHA-256 of the token, hexadecimal. */
  readonly token: string;
  readonly name: string;
}

export interface Turn<Evidence = null> {
  /** The member who asks. */
  readonly by: string;
  readonly rows: Rows;
  /** Null for somebody who is not here, or is a member already. */
  readonly guest: (id: string) => Guest | null;
  readonly isHere: (id: string) => boolean;
  /** Whether a projector of this id is connected. */
  readonly isScreen: (id: string) => boolean;
  readonly limits: ClassLimits;
  readonly evidence: Evidence;
}

export interface Decision {
  readonly facts: readonly Fact[];
  /** What they name. */
  readonly rows?: readonly { readonly id: string; readonly value: unknown }[];
  /** Rows that are to be gone. */
  readonly erased?: readonly string[];
}

export type How = 'at-once' | 'in-run' | 'beside';

export interface Rule<Schema extends z.ZodMiniType, Evidence> {
  readonly schema: Schema;
  readonly roles: readonly Role[];
  /**
   * `at-once`: whatever the run is doing. `in-run`: among what touches the run, and lets go of a held key. `beside`: long work, done
   * beside the present run, which is left only by a turn of its own.
   */
  readonly turn: How;
  /** Whether it is refused while a question about the pass is open: it would show what is asked (SPEC QU6). */
  readonly shows: boolean | ((state: ClassState, command: z.infer<Schema>) => boolean);
  /** Throws Refusal. */
  decide(state: ClassState, command: z.infer<Schema>, turn: Turn<Evidence>): Decision;
}

/** A row with what it knows of its own command and evidence. */
export const rule = <Schema extends z.ZodMiniType, Evidence = null, const Waits extends How = How>(
  row: Rule<Schema, Evidence> & { readonly turn: Waits },
): Rule<Schema, Evidence> & { readonly turn: Waits } => row;

export const nothing: Decision = { facts: [] };
export const facts = (...happened: readonly Fact[]): Decision => ({ facts: happened });

export const driverOnly: readonly Role[] = ['driver'];
/** Whoever may be handed the wheel. The class says when: an instructor always, an assistant when nobody holds it. */
export const leaders: readonly Role[] = ['driver', 'assistant'];
export const audience: readonly Role[] = ['assistant', 'viewer'];
export const everybody: readonly Role[] = ['driver', 'assistant', 'viewer'];

export const nameRow = (member: string): string => `name ${member}`;

/**
 * With the trace of whoever is a guest yet: first that they joined, then what they did. Throws Refusal 'too-many' where the class knows as
 * many as it may, and they do not show its secret.
 */
export function traced(
  state: ClassState,
  { guest, limits }: Pick<Turn<unknown>, 'guest' | 'limits'>,
  id: string,
  decision: Decision,
  instructor = false,
): Decision {
  if (Object.hasOwn(state.members, id) || decision.facts.length === 0) return decision;
  const here = guest(id);
  if (!here) throw new Refusal('no-such-member', { member: id });
  if (!instructor && Object.keys(state.members).length >= limits.record)
    throw new Refusal('too-many', { what: 'record', limit: limits.record });
  const name = nameRow(id);
  return {
    ...decision,
    facts: [{ type: 'member-joined', member: id, token: here.token, instructor, name }, ...decision.facts],
    rows: [{ id: name, value: here.name }, ...(decision.rows ?? [])],
  };
}

export const notNow = ({ standing }: ClassState, command: string): Refusal =>
  new Refusal('not-now', { command, status: standing.status });

export const outOfBounds = (path: string, value: number, reason: string): Refusal =>
  new Refusal('command', { path, value, reason });
