/** The one fold (SPEC CL1): the class after one more event. Pure; what cannot have happened is another class's log, or a damaged one. */
import type { ClassEvent, FactType } from './fact.ts';
import type { Evolvers } from './evolvers.ts';
import { evolveLesson } from './evolve-lesson.ts';
import { evolvePart } from './evolve-part.ts';
import { evolvePeople } from './evolve-people.ts';
import { evolveRun } from './evolve-run.ts';
import { commandKey, remembering } from './remembered.ts';
import { roleOf } from './told.ts';
import { NOTHING, type ClassState } from './state.ts';

const evolvers: Evolvers<FactType> = { ...evolvePeople, ...evolvePart, ...evolveRun, ...evolveLesson };

/** Throws Error when the event cannot follow. */
export function evolve(state: ClassState, event: ClassEvent): ClassState {
  const { seq, at, by, fact, command } = event;
  if (seq !== state.seq + 1) throw new Error(`event ${seq} after event ${state.seq}`);
  if (seq === 1 && fact.type !== 'class-opened') throw new Error(`${fact.type} before the class was opened`);
  const moved = (evolvers[fact.type] as Evolvers<FactType>[typeof fact.type])(state, fact as never, event);
  return {
    ...moved,
    written: state.written + (by !== null && roleOf(state, by) === 'viewer' ? 1 : 0),
    seq,
    at,
    commands: command === null ? state.commands : remembering(state.commands, commandKey(by, command)),
  };
}

export const fold = (events: readonly ClassEvent[], from: ClassState = NOTHING): ClassState =>
  events.reduce(evolve, from);
