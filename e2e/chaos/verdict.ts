/** Holds what was acknowledged against the log that is left, and the bits of θ against a run that nobody interrupted. */
import { createCatalogue } from '../../server/src/data/catalogue.ts';
import { loadCorpus } from '../../server/src/data/corpus.ts';
import { loadVectors } from '../../server/src/data/vectors.ts';
import type { StoredClass } from '../../server/src/store/store.ts';
import type { CommandType } from '@deltaboard/shared/class/table.ts';
import type { FactType } from '@deltaboard/shared/class/fact.ts';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { Moment } from '@deltaboard/shared/protocol/state.ts';
import { shownStep } from '@deltaboard/shared/training/cursor.ts';
import { commandsOf, type Run } from '@deltaboard/shared/training/run.ts';
import { createTrajectory } from '@deltaboard/shared/training/trajectory.ts';
import { fileURLToPath } from 'node:url';
import type { Asked, ChaosMember } from './member.ts';

/** What a command that was done has left in the log; those that may find nothing to do are not here. */
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
  set: 'setting-changed',
  move: 'moved',
  seek: 'moved',
  hold: 'moved',
  point: 'pinned',
};
/** They are durable within a second (SPEC CL5). */
const soft: readonly CommandType[] = ['move', 'seek', 'hold', 'point', 'view'];
const SOFT_WITHIN_MS = 1000;

export interface Verdict {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
}

/** @param kills when the server was killed, in milliseconds of `performance.now()` */
export function verdictOn(
  { events }: StoredClass,
  members: readonly ChaosMember[],
  kills: readonly number[],
): Verdict {
  const counts = new Map<string, number>();
  for (const { command, fact } of events) {
    const key = `${command} ${(fact as { type: FactType }).type}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const lost: string[] = [];
  const doubled: string[] = [];
  const mayBeLost = ({ command, answeredAt }: Asked): boolean =>
    soft.includes(command.type) &&
    kills.some(
      (kill) => answeredAt !== null && answeredAt <= kill + 50 && answeredAt > kill - SOFT_WITHIN_MS,
    );
  /** A pin that was moved on within the second is one event with the next. */
  const isCoalesced = ({ command }: Asked): boolean => command.type === 'point';
  for (const asked of members.flatMap(({ asked: all }) => all)) {
    const { id, command, reply } = asked;
    const fact = leaves[command.type];
    if (!fact) continue;
    const count = counts.get(`${id} ${fact}`) ?? 0;
    if (reply?.ok && count === 0 && !mayBeLost(asked) && !isCoalesced(asked))
      lost.push(`${command.type} ${id}`);
    // Each was sent once by its member: a server that has it must not take it for another.
    if (reply && !reply.ok && reply.error.code === 'already-answered')
      doubled.push(`refused as double: ${id}`);
    if (fact !== 'moved' && count > 1) doubled.push(`${command.type} ${id}`);
  }
  return { lost, doubled };
}

const folder = (path: string): string => fileURLToPath(new URL(`../../server/data/${path}`, import.meta.url));

/** Whether θ of a moment has the bits of a run that was never interrupted. */
export type Reference = (run: Run, moment: Moment) => Promise<boolean>;

export function createReference(): Reference {
  const catalogue = createCatalogue(loadVectors(folder('vectors/')), loadCorpus(folder('corpus/')));
  return async (run, moment) => {
    const { training } = await catalogue.open(run.configuration);
    const trajectory = createTrajectory(run.configuration, training, commandsOf(run, moment.cursor.branch));
    const before = Math.max(0, shownStep(moment.cursor) - 1);
    while (trajectory.updates < before) trajectory.advance();
    const { theta } = trajectory.learner.state.parameters;
    return Buffer.from(fromBytes(moment.theta).buffer).equals(Buffer.from(theta.slice().buffer));
  };
}
