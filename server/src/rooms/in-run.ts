/**
 * Commands among what touches the run, one after another (SPEC RM6). Each gathers first what only the trainer can tell; `act` is the turn
 * itself: decided and folded at once on the newest state. What the trainer must do then follows when that is durable.
 */
import { placed, isLiveIn, situationOf } from '@deltaboard/shared/class/reading.ts';
import { notNow } from '@deltaboard/shared/class/rule.ts';
import type { ClassRun, ClassState } from '@deltaboard/shared/class/state.ts';
import type { CommandIn, CommandOf } from '@deltaboard/shared/class/table.ts';
import { inPhase } from '@deltaboard/shared/class/commands/questions.ts';
import { requirePlace, staysInPass, targetOf } from '@deltaboard/shared/class/commands/playback.ts';
import type { There } from '@deltaboard/shared/class/commands/standing.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { compose, isOfPass, revealAt, truthOf } from '@deltaboard/shared/questions/library.ts';
import { atOperation, showsSamePass, type Cursor } from '@deltaboard/shared/training/cursor.ts';
import { stepLengths } from '@deltaboard/shared/training/playback.ts';
import type { Parked } from '../training/trainer.ts';
import type { Act, Asker } from './asker.ts';
import type { ClassLog } from './class-log.ts';
import type { Kept } from './pending.ts';
import type { Hold } from './hold.ts';
import type { OpenRun } from './open-run.ts';
import { parkedAt, type PresentRun } from './present-run.ts';
import type { Aside } from './serial-queue.ts';
import type { Stopping } from './stopping.ts';
import { requireSame, type Ways } from './ways.ts';

/** Of commands that take their turn among what touches the run. */
export type InRunCommands = {
  readonly [T in CommandIn<'in-run'>]: (command: CommandOf<T>, asker: Asker, aside: Aside) => Promise<Kept>;
};

export interface InRunParts {
  readonly log: ClassLog;
  readonly present: PresentRun;
  readonly hold: Hold;
  readonly act: Act;
  readonly ways: Ways;
  readonly stopping: Stopping;
  /** The class moves: long work beside it is given up. */
  readonly giveUp: () => void;
  /** Throws Refusal 'too-many' where as many rooms run as this server lets. */
  readonly requireRunning: () => void;
}

/** What of the trainer's work the class sees: another pass, or the end of the one that it sees. */
export function adopting(
  { log, present }: Pick<InRunParts, 'log' | 'present'>,
  parked: Parked,
  to: Cursor,
): () => void {
  const { standing } = log.newest.state;
  const stays = standing.status === 'paused' && showsSamePass(standing.cursor, to);
  return () => (stays ? present.progressed(parked.updates, parked.points) : present.stand(parked));
}

export function inRunHandlers(parts: InRunParts): Omit<InRunCommands, 'enter'> {
  const { log, present, hold, act, ways, giveUp, requireRunning } = parts;
  const { stopping, pause } = parts.stopping;
  const isRunning = (): boolean => log.newest.state.standing.status === 'running';

  /** What the trainer says of another pass; null within the pass that is shown. */
  async function reach(aside: Aside, cursor: Cursor): Promise<Parked | null> {
    if (staysInPass(log.newest.state, cursor)) return null;
    return ways.to(aside, present.require('move'), cursor);
  }

  async function move(
    command: CommandOf<'move'> | CommandOf<'hold'>,
    asker: Asker,
    aside: Aside,
  ): Promise<Kept> {
    const { granularity, direction } = command;
    const target = (): Omit<There, 'parked'> => targetOf(log.newest.state, { granularity, direction });
    const { cursor } = target();
    giveUp();
    const parked = await reach(aside, cursor);
    // On the newest state: what was looked at may be gone, and the class have moved.
    const there = target();
    requireSame(there.cursor, cursor);
    const evidence: There = { ...there, parked: parked && parkedAt(parked) };
    const adopt = parked ? adopting({ log, present }, parked, cursor) : undefined;
    const key = { coalesce: `hold ${asker.command ?? asker.connection}` };
    return command.type === 'move'
      ? act<'move'>(asker, command, evidence, { ...(adopt && { adopt }) })
      : act<'hold'>(asker, command, evidence, { ...(adopt && { adopt }), ...key });
  }

  return {
    async run(command, asker, aside) {
      await ways.home(aside, present.require('run'));
      if (isLiveIn(log.newest.state, command)) requireRunning();
      return act<'run'>(asker, command, null);
    },
    async pause(command, asker) {
      present.require('pause');
      if (!isLiveIn(log.newest.state, command)) throw notNow(log.newest.state, 'pause');
      await stopping((parked, said) => act<'pause'>(asker, command, parked, said));
      // Everything before a pause is durable with it (SPEC ST2).
      return log.flush();
    },
    move(command, asker, aside) {
      present.require('move');
      return move(command, asker, aside);
    },
    async seek(command, asker, aside) {
      present.require('seek');
      const before = log.newest.state;
      if (!isLiveIn(before, command) || before.standing.status === 'preparing') throw notNow(before, 'seek');
      const { run, branch } = before.standing.cursor;
      const { step, operation } = command;
      requirePlace(before, { run, branch, step, operation });
      giveUp();
      await pause(asker);
      const target = (): Cursor => placed(log.newest.state, { run, branch, step, example: 0, operation });
      const parked = await reach(aside, target());
      const cursor = target();
      // What is looked at now: it may be another than before, or gone.
      const { subject } = log.newest.state;
      return act<'seek'>(
        asker,
        command,
        { cursor, subject, parked: parked && parkedAt(parked), move: null },
        parked ? { adopt: adopting({ log, present }, parked, cursor) } : {},
      );
    },
    async hold(command, asker, aside) {
      present.require('move');
      const { granularity, direction } = command;
      let kept: Kept = 'saved';
      await hold.begin(aside, asker.connection, command, {
        move: async (turn) => void (kept = await move(command, asker, turn)),
        canMove: () => isLiveIn(log.newest.state, { type: 'move', granularity, direction }),
      });
      return kept;
    },
    release: (command, asker) => act<'release'>(asker, command, null),
    async set(command, asker, aside) {
      const run = present.require('set');
      await ways.home(aside, run);
      const before = log.newest.state.runs[run.plan.number].branches;
      const parked = isRunning() ? await run.trainer.park() : null;
      try {
        if (parked && isRunning()) present.progressed(parked.updates, parked.points);
        const kept = await act<'set'>(asker, command, isRunning() && parked ? parkedAt(parked) : null);
        await followChange(run, before);
        return kept;
      } finally {
        if (isRunning()) run.trainer.start(log.newest.state.speed);
      }
    },
    look: (command, asker) =>
      command.subject.kind === 'sentence'
        ? stopping((parked, said) => act<'look'>(asker, command, parked, said))
        : act<'look'>(asker, command, null),
    view: (command, asker) =>
      command.view.objective === 's'
        ? stopping((parked, said) => act<'view'>(asker, command, parked, said))
        : act<'view'>(asker, command, null),
    show(command, asker) {
      const { texts } = log.newest.state;
      return texts.some(({ text, kind }) => text === command.id && kind === 'sentence')
        ? stopping((parked, said) => act<'show'>(asker, command, parked, said))
        : act<'show'>(asker, command, null);
    },
    async ask(command, asker) {
      const { asked } = command;
      await log.caughtUp();
      const evidence = isOfPass(asked) ? present.evidence() : null;
      return act<'ask'>(asker, command, compose(asked, evidence ?? present.setting()));
    },
    async reveal(command, asker, aside) {
      await log.caughtUp();
      const standing = (of: ClassState) => inPhase(of, 'reveal', 'first', 'discussion', 'second');
      const { state } = log.newest;
      const { id, question } = standing(state);
      const evidence = isOfPass(question.asked) ? present.evidence() : null;
      const truth = truthOf(question, evidence ?? present.setting());
      if (!evidence) return act<'reveal'>(asker, command, { truth, there: null });
      const { there, adopt } = await shownAt(aside, revealAt(question.asked, evidence));
      // Another may have taken its place on the way.
      if (standing(log.newest.state).id !== id) throw new Refusal('given-up');
      return act<'reveal'>(asker, command, { truth, there }, adopt ? { adopt } : {});
    },
  };

  /** The step itself shows the truth: the place where so many operations have been performed, never back. */
  async function shownAt(
    aside: Aside,
    operation: number,
  ): Promise<{ readonly there: There | null; readonly adopt: (() => void) | null }> {
    const { state } = log.newest;
    const { standing, subject } = state;
    if (standing.status !== 'paused') throw notNow(state, 'reveal');
    const { cursor } = standing;
    const there = { cursor, subject, parked: null, move: null };
    if (subject.kind !== 'window') {
      const shown = subject.operation === null || subject.operation >= operation;
      return { there: shown ? null : { ...there, subject: { ...subject, operation } }, adopt: null };
    }
    if (cursor.operation === 0 || operation <= cursor.operation) return { there: null, adopt: null };
    const target = atOperation(cursor, operation, stepLengths(situationOf(state)));
    const parked = await reach(aside, target);
    return {
      there: {
        ...there,
        subject: log.newest.state.subject,
        cursor: target,
        parked: parked && parkedAt(parked),
      },
      adopt: parked && adopting({ log, present }, parked, target),
    };
  }

  /** The trainer goes on by the log as it is now; the step under way is shown with the settings that it will be made with. */
  async function followChange(run: OpenRun, before: ClassRun['branches']): Promise<void> {
    const { standing, runs } = log.newest.state;
    if (standing.status === 'preparing') return;
    const { branch } = standing.cursor;
    const { branches } = runs[run.plan.number];
    const forked = branches.length > before.length;
    if (!forked && branches[branch].commands === before[branch].commands) return;
    run.follow({ configuration: run.plan.configuration, branches }, branch);
    present.branched(run.cutAt(run.updates) || forked);
    if (standing.status === 'paused') present.stand(await run.trainer.park());
  }
}
