import type { PosedQuestion } from '@deltaboard/shared/protocol/participation.ts';
import type { RoomState } from '@deltaboard/shared/protocol/state.ts';
import type { RoomView } from '@deltaboard/shared/protocol/room-view.ts';
import { evidenceOf } from '@deltaboard/shared/questions/evidence.ts';
import { compose } from '@deltaboard/shared/questions/library.ts';
import { operationsOf } from '@deltaboard/shared/training/operations.ts';
import { expect, test } from 'vitest';
import { momentPicture } from '../../picture/exact.ts';
import { tensorOf } from '../../pass/board/tensors.ts';
import { cursor, moment, plan, presence, run, state } from '../../testing/example.ts';
import { nextUp, type Next } from './next-up.ts';

const operations = operationsOf(plan);

const at = (step: number, operation: number, change: Partial<RoomState> = {}): RoomView => ({
  state: {
    ...state,
    playback: { status: 'paused', cursor: cursor(step, operation), because: 'driver' },
    ...change,
  },
  run,
  moment: moment(step, operation),
  ...{ series: [], evaluations: [], presence, updates: step - 1, position: { term: 1, seq: 1 } },
});

function shown(view: RoomView): Next {
  const next = nextUp(view);
  if (typeof next === 'string') throw new Error(`nothing: ${next}`);
  return next;
}

test('PV2 at every operation it is the picture that the class has after the step, to the last bit', () => {
  for (let done = 1; done < operations.length - 1; done++) {
    const { picture, reveals } = shown(at(1, done));
    const after = momentPicture(moment(1, done + 1), run, { compare: false, objective: 'J' });
    expect(picture).toEqual(after);
    expect(reveals).toBe(false);
  }
});

test('PV2 before the update it is the whole step with what the update makes', () => {
  const { picture } = shown(at(1, operations.length - 1));
  const after = momentPicture(moment(2, 0), run, { compare: false, objective: 'J' });
  expect(picture.progress).toMatchObject({ number: operations.length, of: operations.length });
  expect(picture.update).toEqual(after.update);
  expect(picture.probabilityAfter).toBe(after.probabilityAfter);
});

test('PV2 where the next pass is not there, or nothing follows, it says so and shows no number', () => {
  expect(nextUp(at(2, 0))).toBe('step');
  expect(nextUp(at(1, 0))).toBe('step');
  expect(nextUp(at(1, 5, { playback: { status: 'running', run: 0, branch: 0 } }))).toBe('running');
  expect(nextUp(at(1, 5, { playback: { status: 'preparing' } }))).toBe('preparing');
  // The pause is known, and its moment is not here yet.
  expect(nextUp({ ...at(7, 0), moment: moment(2, 0) })).toBe('preparing');
  // Of s there is no update.
  const ofS = operationsOf(plan, 's').length;
  expect(nextUp(at(1, ofS, { view: { ...state.view, objective: 's' } }))).toBe('end');
  expect(nextUp(at(1, 5, { subject: { kind: 'probe', probe: 0, operation: null } }))).toBe('end');
});

test('PV2 of a probe it goes on in the probe’s own pass', () => {
  const { picture } = shown(at(1, 5, { subject: { kind: 'probe', probe: 1, operation: 3 } }));
  expect(picture).toMatchObject({ source: 'probe', progress: { number: 4 } });
});

test('PV2 while a question is open it is what the reveal will show, with what is right and where', () => {
  const view = at(1, 5);
  const evidence = evidenceOf({
    moment: moment(1, 5),
    run,
    view: state.view,
    subject: state.subject,
    operation: 5,
  });
  if (!evidence) throw new Error('there is no pass');
  const question = compose({ kind: 'delta-sign', layer: 1, unit: 2 }, evidence);
  const posed: PosedQuestion = {
    ...{ id: 0, question, cursor: cursor(1, 5), phase: 'first' },
    ...{ discussion: null, result: null },
  };
  const open = shown(at(1, 5, { question: posed }));
  expect(open.reveals).toBe(true);
  expect(open.picture.progress?.operation).toMatchObject({ phase: 'backward', tensor: 'z' });
  expect(open.entry).toEqual({ quantity: 'delta', layer: 1, index: 2 });
  const value = tensorOf(open.picture, 'delta').values[2];
  expect(open.answer).toEqual({ type: 'sign', sign: Math.sign(value) });
  // Revealed, the pass continues.
  const revealed = { ...posed, phase: 'revealed', result: { truth: 0, rounds: [] } } as const;
  expect(shown(at(1, 10, { question: revealed }))).toMatchObject({
    reveals: false,
    picture: { progress: { number: 11 } },
  });
  expect(shown(view).reveals).toBe(false);
});
