/** What this browser looks at: what the driver shows, or pages, pictures and an earlier operation of one's own (SPEC FO). */
import type { RoomState } from '@deltaboard/shared/protocol/state.ts';
import type { View } from '@deltaboard/shared/protocol/view.ts';
import type { Scratch } from '@deltaboard/shared/scratch/scratch.ts';
import type { Cursor } from '@deltaboard/shared/training/cursor.ts';

/** Parts of the view that may be left: what is differentiated and how it is written are the class's, and whether the projector shows it. */
const leavable = [
  ...['page', 'experiment', 'layer', 'workbench', 'handPage', 'target', 'factor', 'reshaping'],
  ...['folded', 'tried', 'identityAt', 'growth', 'contest', 'nudge'],
] as const satisfies readonly (keyof View)[];
/** Only how the same numbers are read: choosing it leaves nobody. */
const aids = ['signs', 'table'] as const satisfies readonly (keyof View)[];

/** What somebody who has left looks at; what is not in it is followed still. */
export interface Own {
  readonly view: Partial<Pick<View, (typeof leavable)[number]>>;
  readonly aids: Partial<Pick<View, (typeof aids)[number]>>;
  /** An earlier place of the pass that the class stands in. */
  readonly place: OwnPlace | null;
  /** A scratch graph of one's own. */
  readonly scratch: Scratch | null;
}

export interface OwnPlace {
  /** The pass: another one ends it. */
  readonly pass: string;
  /** Operations performed. */
  readonly operation: number;
}

export const FOLLOWING: Own = { view: {}, aids: {}, place: null, scratch: null };

export const isFollowing = ({ view, place, scratch }: Own): boolean =>
  Object.keys(view).length === 0 && place === null && scratch === null;

export const viewOf = (view: View, own: Own): View => ({ ...view, ...own.view, ...own.aids });

/** What the driver has just asked for, where nothing but the reading of the same numbers is another. */
export const aidsOf = (asked: View): Own['aids'] => only(asked, aids);

/** With what somebody who does not drive has chosen, of what they may. */
export const ownWith = (own: Own, changed: Partial<View>): Own => ({
  ...own,
  view: { ...own.view, ...only(changed, leavable) },
  aids: { ...own.aids, ...only(changed, aids) },
});

/** Back with the class. */
export const rejoined = ({ aids: kept }: Own): Own => ({ ...FOLLOWING, aids: kept });

const only = <Part extends keyof View>(
  view: Partial<View>,
  parts: readonly Part[],
): Partial<Pick<View, Part>> =>
  Object.fromEntries(parts.flatMap((part) => (part in view ? [[part, view[part]]] : []))) as Partial<
    Pick<View, Part>
  >;

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
