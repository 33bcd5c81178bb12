/**
 * What the class will see with the next operation, or with the reveal: computed by this page from the moment that it has anyway (SPEC PV2).
 */
import { objectiveOf, operationsLookedAt } from '@deltaboard/shared/protocol/state.ts';
import { momentIsPresent, type RoomView } from '@deltaboard/shared/protocol/room-view.ts';
import { askedEntry } from '@deltaboard/shared/questions/asked-entry.ts';
import { evidenceOf, type Evidence } from '@deltaboard/shared/questions/evidence.ts';
import { isOfPass, revealAt, rightAnswer } from '@deltaboard/shared/questions/library.ts';
import type { Choice } from '@deltaboard/shared/questions/question.ts';
import type { Pointer } from '@deltaboard/shared/protocol/pointer.ts';
import { momentPicture, probePicture } from '../../picture/exact.ts';
import type { Picture } from '../../picture/picture.ts';

/** Why there is nothing to show: the run is under way, the next pass is not there yet, or none follows. */
export type NothingNext = 'running' | 'step' | 'end' | 'preparing';

export interface Next {
  readonly picture: Picture;
  /** It comes with the reveal of the question that is open. */
  readonly reveals: boolean;
  /** What is right, and the entry that it is about. */
  readonly answer: Choice | null;
  readonly entry: Pointer | null;
}

export function nextUp({ state, run, moment }: RoomView): Next | NothingNext {
  const { playback, subject, view } = state;
  if (playback.status === 'running') return 'running';
  if (!run || !moment || playback.status === 'preparing' || !momentIsPresent(state, moment))
    return 'preparing';
  const { cursor } = playback;
  const ofStep = subject.kind === 'window';
  const objective = objectiveOf(state, run.configuration);
  const { length } = operationsLookedAt(state, run.configuration);
  // The end of step n is operation 0 of step n + 1; of another pass null stands for all of it.
  const done = ofStep ? cursor.operation || length : (subject.operation ?? length);
  const asked = askedOfPass(state, () =>
    evidenceOf({ moment, run, view, subject, operation: ofStep ? cursor.operation : subject.operation }),
  );
  const operation = asked ? Math.max(asked.at, done) : done + 1;
  // Of s no update is possible.
  if (operation > length) return ofStep && cursor.operation === 0 ? 'step' : 'end';
  if (ofStep && moment.examples.length === 0) return 'step';
  const entry = asked?.entry ?? null;
  const options = { compare: false, objective, label: view.label, layer: entry?.layer ?? view.layer };
  const picture = ofStep
    ? momentPicture({ ...moment, cursor: { ...cursor, step: stepOf(cursor), operation } }, run, options)
    : probePicture(
        subject.kind === 'probe' ? run.probes[subject.probe] : subject.view,
        moment,
        run,
        state.settings,
        { ...options, operation },
      );
  return { picture, reveals: asked !== null, answer: asked?.answer ?? null, entry };
}

/** Of the pass that is shown at (n, k). */
const stepOf = ({ step, operation }: { readonly step: number; readonly operation: number }): number =>
  operation === 0 ? step - 1 : step;

/** The open question that the pass answers: after how many operations, and what. */
function askedOfPass(
  { question: posed, view }: RoomView['state'],
  evidenceHere: () => Evidence | null,
): { readonly at: number; readonly answer: Choice | null; readonly entry: Pointer | null } | null {
  if (!posed || posed.phase === 'revealed' || !isOfPass(posed.question.asked)) return null;
  const evidence = evidenceHere();
  if (!evidence) return null;
  const { asked } = posed.question;
  return {
    at: revealAt(asked, evidence),
    answer: rightAnswer(asked, evidence),
    entry: askedEntry(asked, view.layer),
  };
}
