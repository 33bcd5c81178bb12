/**
 * What this browser looks at: what the driver shows, or a page, a layer or an earlier operation of one's own (SPEC FO). Only
 * these three can be left: everything else is the class's.
 */
import type { RoomState } from '@deltaboard/shared/protocol/state.ts';
import type { View } from '@deltaboard/shared/protocol/view.ts';
import type { Cursor } from '@deltaboard/shared/training/cursor.ts';

/** What somebody who has left looks at; what is null is followed still. */
export interface Own {
  readonly page: View['page'] | null;
  readonly experiment: View['experiment'] | null;
  readonly layer: number | null;
  /** An earlier place of the pass that the class stands in. */
  readonly place: OwnPlace | null;
}

export interface OwnPlace {
  /** The pass: another one ends it. */
  readonly pass: string;
  /** Operations performed. */
  readonly operation: number;
}

export const FOLLOWING: Own = { page: null, experiment: null, layer: null, place: null };

export const isFollowing = ({ page, experiment, layer, place }: Own): boolean =>
  page === null && experiment === null && layer === null && place === null;

export const viewOf = (view: View, { page, experiment, layer }: Own): View => ({
  ...view,
  page: page ?? view.page,
  experiment: experiment ?? view.experiment,
  layer: layer ?? view.layer,
});

/** Where the class stands in a pass. */
export interface ClassPlace {
  readonly pass: string;
  readonly operation: number;
}

/**
 * The class's place in the pass that is shown; null while it runs, or where no pass is. `length`: operations of a whole pass, which is
 * also where a step that has ended stands.
 */
export function classPlace(
  { playback, subject, view }: Pick<RoomState, 'playback' | 'subject' | 'view'>,
  length: number,
): ClassPlace | null {
  if (playback.status !== 'paused') return null;
  const { run, branch } = playback.cursor;
  const { step, operation } = endOfStep(playback.cursor, length);
  if (subject.kind === 'window') {
    return step === 0 ? null : { pass: `${run} ${branch} ${step} ${view.objective}`, operation };
  }
  const of =
    subject.kind === 'probe' ? subject.probe : `${subject.view.tokens.join(' ')} ${subject.view.centre}`;
  return {
    pass: `${run} ${branch} ${playback.cursor.step} ${subject.kind} ${of}`,
    operation: subject.operation ?? length,
  };
}

/** (n + 1, 0) is step n with everything performed. */
const endOfStep = ({ step, operation }: Cursor, length: number): Pick<Cursor, 'step' | 'operation'> =>
  operation === 0 ? { step: step - 1, operation: length } : { step, operation };

/** What is left of one's own when the class has moved: never anything that it has not come to yet. */
export function ownAfter(own: Own, place: ClassPlace | null): Own {
  if (own.place === null) return own;
  const stays = place !== null && own.place.pass === place.pass && own.place.operation < place.operation;
  return stays ? own : { ...own, place: null };
}
