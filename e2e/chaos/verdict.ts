/** Holds what was acknowledged against the log that is left (SPEC CL5, CL6). */
import type { StoredClass } from '../../server/src/store/store.ts';
import { evolve } from '@deltaboard/shared/class/evolve.ts';
import type { Fact, FactType } from '@deltaboard/shared/class/fact.ts';
import { NOTHING, type ClassState } from '@deltaboard/shared/class/state.ts';
import type { Command, CommandType } from '@deltaboard/shared/class/table.ts';
import { upcast } from '@deltaboard/shared/class/upcast.ts';
import { isDeepStrictEqual } from 'node:util';
import type { Asked } from './member.ts';

/** What a command that was done has left in the log. */
const leaves: Partial<Readonly<Record<CommandType, FactType>>> = {
  answer: 'question-answered',
  contribute: 'text-written',
  withdraw: 'text-removed',
  lost: 'lost-marked',
  name: 'member-named',
  ask: 'question-asked',
  discuss: 'discussion-opened',
  'ask-again': 'second-round-opened',
  reveal: 'question-revealed',
  dismiss: 'question-dismissed',
  run: 'run-continued',
  pause: 'run-paused',
  set: 'setting-changed',
  move: 'moved',
  seek: 'moved',
  hold: 'moved',
  point: 'pinned',
  view: 'view-changed',
};
/** They are durable within a second (SPEC CL5). */
const soft: readonly CommandType[] = ['move', 'seek', 'hold', 'point', 'view'];
const SOFT_WITHIN_MS = 1000;

/** Whether the class as it stood gave it nothing to do: then it leaves nothing. */
function changesNothing({ view, standing }: ClassState, command: Command): boolean {
  if (command.type === 'pause') return standing.status !== 'running';
  if (command.type !== 'view') return false;
  return Object.entries(command.view).every(([part, value]) => view[part as keyof typeof view] === value);
}

/** A pin is of the place that was asked for. */
const isOf = (command: Command, fact: Fact): boolean =>
  command.type !== 'point' || fact.type !== 'pinned' || isDeepStrictEqual(fact.pointer, command.pointer);

export interface Verdict {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
}

/**
 * @param members each with what it has asked, in order, one command answered before the next
 * @param kills when the server was killed, in milliseconds of `performance.now()`
 */
export function verdictOn(
  { events }: Pick<StoredClass, 'events'>,
  members: readonly { readonly asked: readonly Asked[] }[],
  kills: readonly number[],
): Verdict {
  /** The class after so many events. */
  const states: ClassState[] = [NOTHING];
  /** Where in the log each command has left something. */
  const places = new Map<string, number[]>();
  const facts = events.map(({ version, fact: kept, ...event }, at) => {
    const fact = upcast(version, kept);
    states.push(evolve(states[at], { ...event, fact }));
    if (event.command !== null) places.set(event.command, [...(places.get(event.command) ?? []), at]);
    return fact;
  });
  const lost: string[] = [];
  const doubled: string[] = [];
  for (const { asked: all } of members) {
    all.forEach((asked, k) => {
      const { id, command, reply } = asked;
      const fact = leaves[command.type];
      // Each was sent once by its member: a server that has it must not take it for another.
      if (reply && !reply.ok && reply.error.code === 'already-answered')
        doubled.push(`refused as double: ${id}`);
      if (!fact) return;
      const left = leftBy(id, fact);
      // A held key leaves one every second.
      if (left.length > 1 && command.type !== 'hold') doubled.push(`${command.type} ${id}`);
      if (!reply?.ok) return;
      if (left.length > 0) {
        if (!left.every((one) => isOf(command, one))) lost.push(`${command.type} ${id}: it is another`);
      } else if (!mayBeLost(asked) && !isInNext(all, k) && !hadNothingToDo(all, k)) {
        lost.push(`${command.type} ${id}`);
      }
    });
  }
  return { lost, doubled };

  function leftBy(id: string, type: FactType): readonly Fact[] {
    return (places.get(id) ?? []).map((at) => facts[at]).filter((fact) => fact.type === type);
  }

  /** What nobody waits for, within the second before a kill; a little later it may still have been on its way to the member. */
  function mayBeLost({ command, answeredAt }: Asked): boolean {
    if (!soft.includes(command.type) || answeredAt === null) return false;
    return kills.some((kill) => answeredAt <= kill + 50 && answeredAt > kill - SOFT_WITHIN_MS);
  }

  /** A pin that was moved on within the second is one event with the next, which must then be there. */
  function isInNext(all: readonly Asked[], k: number): boolean {
    const { command, answeredAt } = all[k];
    if (command.type !== 'point' || answeredAt === null) return false;
    return all
      .slice(k + 1)
      .filter(({ command: next }) => next.type === 'point')
      .some(({ id, askedAt }) => askedAt < answeredAt + SOFT_WITHIN_MS && leftBy(id, 'pinned').length > 0);
  }

  /**
   * Where the class stood when it was asked is known from what its member's commands before and after it have left: nothing of that is lost,
   * or this might be lost too. Between the two the run may have stopped by itself.
   */
  function hadNothingToDo(all: readonly Asked[], k: number): boolean {
    const { command } = all[k];
    if (command.type !== 'view' && command.type !== 'pause') return false;
    const placesOf = (some: readonly Asked[]): readonly number[] =>
      some.flatMap(({ id }) => places.get(id) ?? []);
    const from = Math.max(-1, ...placesOf(all.slice(0, k))) + 1;
    const to = Math.min(events.length, ...placesOf(all.slice(k + 1)));
    return states.slice(from, to + 1).some((state) => changesNothing(state, command));
  }
}
