/**
 * What this browser knows of its room: one immutable value, made by the welcome and moved on by reliable events in
 * their order (SPEC PR2).
 */
import { withChanges } from '../class/changes.ts';
import type { Position, RoomEvent, RoomEventMessage, Welcome } from './events.ts';
import type { Evaluation, Moment, Snapshot } from './state.ts';
import { showsSamePass, stepsDone } from '../training/cursor.ts';
import { appendPoints, seriesUpTo } from '../training/series.ts';

export type RoomView = Snapshot & {
  readonly position: Position;
  /** The newest number of updates made that any reliable event told. */
  readonly updates: number;
};

export type Applied =
  | { readonly outcome: 'applied'; readonly view: RoomView }
  /** An event known already: resent, nothing to do. */
  | { readonly outcome: 'known'; readonly view: RoomView }
  /** Events before this one are missing: the connection must resume from `view.position`. */
  | { readonly outcome: 'gap'; readonly view: RoomView };

/** The view after a welcome. Null when it resumes events of a room that this browser has not seen. */
export function welcomed(view: RoomView | null, welcome: Welcome): RoomView | null {
  const position = { term: welcome.term, seq: welcome.seq };
  if (welcome.resumed === 'snapshot') {
    const { state, run, moment, series, evaluations, presence } = welcome.snapshot;
    const updates = moment ? stepsDone(moment.cursor) : 0;
    return { state, run, moment, series, evaluations, presence, position, updates };
  }
  if (!view) return null;
  const moved = welcome.events.reduce((seen, message) => applyMessage(seen, message).view, view);
  return moved.position.term === position.term && moved.position.seq === position.seq ? moved : null;
}

export function applyMessage(view: RoomView, { term, seq, event }: RoomEventMessage): Applied {
  const { position } = view;
  if (term < position.term || (term === position.term && seq <= position.seq)) {
    return { outcome: 'known', view };
  }
  if (term !== position.term || seq !== position.seq + 1) return { outcome: 'gap', view };
  return { outcome: 'applied', view: { ...applyEvent(view, event), position: { term, seq } } };
}

function applyEvent(view: RoomView, event: RoomEvent): RoomView {
  switch (event.type) {
    case 'told':
      return standingAt(withoutLost({ ...view, state: withChanges(view.state, event.changes) }));
    case 'run-opened':
      return {
        ...view,
        run: event.run,
        moment: null,
        series: event.series,
        evaluations: event.evaluations,
        updates: 0,
      };
    case 'moment-reached':
      return {
        ...view,
        moment: event.moment,
        series: appendPoints(view.series, event.points),
        updates: stepsDone(event.moment.cursor),
      };
    case 'trainer-told':
      return { ...view, moment: view.moment && { ...view.moment, trainer: event.trainer } };
    case 'progressed':
      return { ...view, series: appendPoints(view.series, event.points), updates: event.step };
    case 'evaluated':
      return { ...view, evaluations: withEvaluation(view.evaluations, event.evaluation) };
    case 'branched':
      return {
        ...view,
        series: seriesUpTo(view.series, event.step),
        evaluations: view.evaluations.filter(({ step }) => step <= event.step),
      };
    case 'curve-told':
      return { ...view, series: event.series, evaluations: event.evaluations };
    case 'presence-changed':
      return { ...view, presence: event.presence };
  }
}

/** Of a run that is there no more nothing stays on the page: what it was made of may have been deleted (SPEC DA3). */
function withoutLost(view: RoomView): RoomView {
  const { playback } = view.state;
  if (!view.run || playback.status !== 'preparing' || !playback.failure) return view;
  return { ...view, run: null, moment: null, series: [], evaluations: [], updates: 0 };
}

/** A moment serves its whole pass: it takes the cursor at which the room stands in it. */
function standingAt(view: RoomView): RoomView {
  const { state, moment } = view;
  if (!moment || state.playback.status !== 'paused' || !momentIsPresent(state, moment)) return view;
  const { cursor } = state.playback;
  return { ...view, moment: { ...moment, cursor }, updates: stepsDone(cursor) };
}

/** In order of steps; a step that was evaluated before (the run was replayed) keeps one entry. */
const withEvaluation = (evaluations: readonly Evaluation[], evaluation: Evaluation): readonly Evaluation[] =>
  [...evaluations.filter(({ step }) => step !== evaluation.step), evaluation].sort((a, b) => a.step - b.step);

/** Whether the moment is of the pass that the room stands in: a pause tells its state and its moment one after the other. */
export function momentIsPresent(state: Snapshot['state'], moment: Moment): boolean {
  const { playback } = state;
  if (playback.status !== 'paused') return false;
  return showsSamePass(playback.cursor, moment.cursor);
}
