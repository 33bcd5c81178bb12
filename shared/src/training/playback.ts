/**
 * Whether a room runs or stands, and which commands make sense then. Pure, and the same on both sides: the server
 * obeys it, the client uses it to know which buttons are live (SPEC RN4).
 */
import type { RefusalData } from '../refusal.ts';
import type { Breakpoint } from './breakpoint.ts';
import {
  moved,
  movedInPass,
  shownStep,
  stepsDone,
  type Cursor,
  type Move,
  type StepLengths,
} from './cursor.ts';
import {
  exampleLength,
  passLength,
  stepLength,
  windowPlan,
  type ObjectiveName,
  type StepPlan,
} from './operations.ts';

export type PauseReason =
  | 'opened' // nobody has run it yet
  | 'driver'
  | 'empty' // nobody was here for 60 s
  | 'epoch-limit'
  | 'breakpoint'
  | 'not-finite' // the loss is not a number any more
  | FailureReason;

/** The trainer's thread has ended, and the run stands at its last known step. */
export type FailureReason =
  | 'failed' // it died
  | 'no-sign' // it computed for too long without a sign, and was ended
  | 'out-of-memory';

export type Playback =
  /**
   * No run is there to look at: one is being built (corpus, windows, θ at step 0), or that of a class that comes back. `failure`: neither is
   * on its way any more, and why; whoever leads the class starts another run, or opens one (SPEC RM13).
   */
  | { readonly status: 'preparing'; readonly failure?: RefusalData }
  | {
      readonly status: 'paused';
      readonly cursor: Cursor;
      readonly because: PauseReason;
      /** The breakpoint that was met. */
      readonly hit?: Breakpoint;
    }
  | { readonly status: 'running'; readonly run: number; readonly branch: number };

export type PlaybackCommand =
  | { readonly type: 'run' | 'pause' }
  /** `hold` is a move that goes on until it is released. */
  | ({ readonly type: 'move' | 'hold' } & Move)
  | { readonly type: 'seek'; readonly step: number; readonly operation: number };

/** What decides whether a command makes sense. */
export interface Situation {
  readonly playback: Playback;
  /** What is differentiated; of s no update is possible. */
  readonly objective: ObjectiveName;
  /**
   * The probe or typed sentence that is looked at, how far its pass has come (null: complete) and what is differentiated
   * in it; null while the run's own window is.
   */
  readonly probe: { readonly operation: number | null; readonly objective: ObjectiveName } | null;
  readonly plan: StepPlan;
  /** Examples of an epoch. */
  readonly epochLength: number;
}

/** The update counts as one operation also where it is not possible. */
export const stepLengths = ({
  plan,
  objective,
  epochLength,
}: Pick<Situation, 'plan' | 'objective' | 'epochLength'>): StepLengths => ({
  example: exampleLength(plan, objective),
  batch: plan.batch,
  operations: stepLength(plan, objective),
  epochLength,
});

/** Whether the command does something in this situation. `seek` while running pauses first. */
export function isLive(situation: Situation, command: PlaybackCommand): boolean {
  const { playback } = situation;
  switch (playback.status) {
    case 'preparing':
      return false;
    case 'running':
      return command.type === 'pause' || command.type === 'seek';
    case 'paused':
      switch (command.type) {
        case 'pause':
          return false;
        case 'seek':
          return playback.cursor.step !== command.step || playback.cursor.operation !== command.operation;
        case 'run':
          return playback.because !== 'not-finite' && situation.objective === 'J';
        case 'move':
        case 'hold':
          return canMove(situation, playback, command);
      }
  }
}

function canMove(
  situation: Situation,
  { cursor, because }: Extract<Playback, { status: 'paused' }>,
  move: Move,
): boolean {
  const { probe, objective, plan } = situation;
  // With one example a step there is nothing between an operation and the step.
  if (move.granularity === 'example' && (plan.batch === 1 || probe)) return false;
  if (probe && move.granularity === 'operation') {
    const length = passLength(windowPlan(plan), probe.objective);
    return movedInPass(probe.operation, move.direction, length) !== probe.operation;
  }
  const target = moved(cursor, move, stepLengths(situation));
  if (move.direction === -1) return target.step !== cursor.step || target.operation !== cursor.operation;
  if (objective === 's' && stepsDone(target) > stepsDone(cursor)) return false;
  // The step whose loss is not finite can be looked at to its end; there is none after it.
  return because !== 'not-finite' || shownStep(target) === shownStep(cursor);
}
