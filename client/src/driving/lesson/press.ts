/**
 * One key for a lesson (SPEC LE9): a clicker walks through what its page has (rounds and reveal of the question, what is worked out by hand,
 * the operations up to `until`), and then turns it; the driver's own key turns it at once.
 */
import { performedAfter } from '@deltaboard/shared/lesson/operation-name.ts';
import { objectiveOf, type RoomState } from '@deltaboard/shared/protocol/state.ts';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type { RunDescription } from '@deltaboard/shared/protocol/state.ts';
import type { LessonPage } from '@deltaboard/shared/lesson/lesson.ts';
import { stepPlan } from '@deltaboard/shared/training/configuration.ts';
import type { Direction } from '@deltaboard/shared/training/cursor.ts';
import { windowPlan } from '@deltaboard/shared/training/operations.ts';
import type { Session } from '../../session/session.svelte.ts';
import { clicked } from '../clicker.ts';

/** The next page, or the previous one; beyond the ends nothing. */
export function turn(session: Session, direction: Direction): void {
  const { lesson } = session.view?.state ?? {};
  if (!session.canDrive || !lesson) return;
  const page = lesson.page + direction;
  if (page >= 0 && page < lesson.pages) void session.command({ type: 'enter', direction });
}

/** By the key of a page, or of a clicker. */
export const keyed = (
  session: Session,
  { type, direction }: { readonly type: 'page' | 'click'; readonly direction: Direction },
): void => (type === 'page' ? turn : press)(session, direction);

export function press(session: Session, direction: Direction): void {
  const { view } = session;
  const lesson = view?.state.lesson;
  const page = lesson && session.personal?.lesson?.lesson.pages[lesson.page];
  if (!view || !page) return turn(session, direction);
  const asked = questionPress(view.state, page, direction);
  if (asked) return void session.command(asked);
  const shown = session.aimedView && clicked(session.aimedView, session.picture, direction);
  if (shown) return session.see(shown);
  if (view.run && walks(view.state, view.run, page, direction))
    return session.perform({ type: 'move', granularity: 'operation', direction });
  turn(session, direction);
}

/** What comes next of the question that stands; null: nothing, and the page goes on. */
export function questionPress(
  { question }: Pick<RoomState, 'question'>,
  page: Pick<LessonPage, 'question'>,
  direction: Direction,
): Command | null {
  if (!question || direction < 0) return null;
  const hasSecond = page.question?.rounds === 2;
  switch (question.phase) {
    case 'first':
      return hasSecond ? { type: 'discuss', seconds: null } : { type: 'reveal' };
    case 'discussion':
      return { type: 'ask-again' };
    case 'second':
      return { type: 'reveal' };
    case 'revealed':
      return null;
  }
}

/** Whether the pass has an operation of the page's walk in this direction. */
export function walks(
  state: Pick<RoomState, 'playback' | 'subject' | 'view'>,
  { configuration }: Pick<RunDescription, 'configuration'>,
  { until, at }: Pick<LessonPage, 'until' | 'at'>,
  direction: Direction,
): boolean {
  const { playback, subject } = state;
  if (until === undefined || playback.status !== 'paused') return false;
  const ofStep = subject.kind === 'window';
  const plan = ofStep ? stepPlan(configuration) : windowPlan(stepPlan(configuration));
  const objective = objectiveOf(state, configuration);
  const { cursor } = playback;
  // All of a pass is beyond every end of a walk.
  const done = (ofStep ? cursor.operation : subject.operation) || Infinity;
  const named = (name: NonNullable<typeof until>): number =>
    performedAfter(name, plan, objective, cursor.example + 1) ?? 0;
  return direction > 0 ? done < named(until) : done < Infinity && done > named(at?.after ?? 'start');
}
