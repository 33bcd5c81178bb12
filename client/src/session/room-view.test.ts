import { expect, test } from 'vitest';
import type { RoomEvent, RoomEventMessage, Welcome } from '@deltaboard/shared/protocol/events.ts';
import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';
import { cursor, moment, presence, run, state } from '../testing/example.ts';
import {
  applyMessage,
  momentIsPresent,
  welcomed,
  type RoomView,
} from '@deltaboard/shared/protocol/room-view.ts';

const member = { id: 'me', token: 'secret', instructor: false };
const point = (step: number): SeriesPoint => ({ step, count: 1, J: [1, 1, 1], rms: [1, 1, 1] });
const snapshot: Welcome = {
  term: 1,
  seq: 4,
  now: 0,
  member,
  resumed: 'snapshot',
  snapshot: { state, run, moment: moment(1, 5), series: [], evaluations: [], presence },
};
const opened = welcomed(null, snapshot) as RoomView;
const message = (seq: number, event: RoomEvent, term = 1): RoomEventMessage => ({ term, seq, event });
const here = (members: number): RoomEvent => ({
  type: 'presence-changed',
  presence: { here: members, driver: 'here', answered: 0, votes: [] },
});
/** The class stands there. */
const stands = (step: number, operation: number): RoomEvent => ({
  type: 'told',
  changes: [[['playback'], { status: 'paused', cursor: cursor(step, operation), because: 'driver' }]],
});
const after = (...events: RoomEvent[]): RoomView =>
  events.reduce((view, event) => applyMessage(view, message(view.position.seq + 1, event)).view, opened);

test('PR2 a snapshot is the whole room in one message', () => {
  expect(opened).toMatchObject({ state, run, position: { term: 1, seq: 4 }, updates: 0 });
});

test('PR2 events apply in their order', () => {
  const { outcome, view } = applyMessage(opened, message(5, here(38)));
  expect(outcome).toBe('applied');
  expect(view.presence.here).toBe(38);
  expect(view.position).toEqual({ term: 1, seq: 5 });
});

test('PR2 an event that is known already changes nothing', () => {
  expect(applyMessage(opened, message(4, here(38)))).toEqual({ outcome: 'known', view: opened });
  expect(applyMessage(opened, message(9, here(38), 0))).toEqual({ outcome: 'known', view: opened });
});

test('PR2 a gap, or another term, is not applied but told', () => {
  expect(applyMessage(opened, message(6, here(38)))).toEqual({ outcome: 'gap', view: opened });
  expect(applyMessage(opened, message(1, here(38), 2))).toEqual({ outcome: 'gap', view: opened });
});

test('PR2 a return with the missing events ends where the server stands', () => {
  const events = [message(5, here(3)), message(6, here(4))];
  const resumed = welcomed(opened, { term: 1, seq: 6, now: 0, member, resumed: 'events', events });
  expect(resumed?.presence.here).toBe(4);
  expect(resumed?.position).toEqual({ term: 1, seq: 6 });
});

test('PR2 missing events that do not lead to the server’s position, or to a room never seen, ask for a snapshot', () => {
  const events = [message(6, here(4))];
  expect(welcomed(opened, { term: 1, seq: 6, now: 0, member, resumed: 'events', events })).toBeNull();
  expect(welcomed(null, { term: 1, seq: 6, now: 0, member, resumed: 'events', events: [] })).toBeNull();
});

test('RN7 a new run starts with an empty curve', () => {
  const grown = after({ type: 'progressed', step: 2, points: [point(1), point(2)] });
  expect([grown.series.length, grown.updates]).toEqual([2, 2]);
  const view = applyMessage(
    grown,
    message(6, { type: 'run-opened', run: { ...run, number: 1 }, series: [], evaluations: [] }),
  ).view;
  expect(view).toMatchObject({ series: [], evaluations: [], moment: null, updates: 0, run: { number: 1 } });
});

test('RN6 a branch cuts the curve and the evaluations where it starts', () => {
  const score = { ...run.dictionary, threshold: 0 };
  const view = after(
    { type: 'progressed', step: 3, points: [point(1), point(2), point(3)] },
    { type: 'evaluated', evaluation: { step: 0, ...score } },
    { type: 'evaluated', evaluation: { step: 3, ...score } },
    { type: 'branched', step: 2 },
  );
  expect(view.series.map(({ step }) => step)).toEqual([1, 2]);
  expect(view.evaluations.map(({ step }) => step)).toEqual([0]);
});

test('a replayed evaluation stands once', () => {
  const evaluated = (f1: number): RoomEvent => ({
    type: 'evaluated',
    evaluation: { ...run.dictionary, threshold: 0, step: 1000, f1 },
  });
  expect(after(evaluated(0.5), evaluated(0.5)).evaluations).toHaveLength(1);
});

test('RN8 a move within the shown pass takes the moment along; the latecomer has the same', () => {
  const view = after(stands(1, 6));
  expect(view.state.playback).toEqual({ status: 'paused', cursor: cursor(1, 6), because: 'driver' });
  expect(view.moment).toEqual({ ...opened.moment, cursor: cursor(1, 6) });
  const ended = after({ type: 'progressed', step: 1, points: [point(1)] }, stands(2, 0));
  expect([ended.updates, ended.moment?.cursor]).toEqual([1, cursor(2, 0)]);
});

test('RN8 CL8 the moment of another step comes before its state, and changes nothing of it', () => {
  const view = after({ type: 'moment-reached', moment: moment(2, 3), points: [point(1)] });
  expect(view.state).toBe(opened.state);
  expect([view.moment?.cursor, view.updates]).toEqual([cursor(2, 3), 1]);
});

test('QU6 the trainer’s numbers come with the end of the pass', () => {
  const { trainer } = moment(2, 0);
  expect(after({ type: 'trainer-told', trainer: trainer ?? [] }).moment?.trainer).toEqual(trainer ?? []);
});

test('RN7 a run that is opened again comes with its curve', () => {
  const view = after({ type: 'run-opened', run: { ...run, number: 1 }, series: [point(1)], evaluations: [] });
  expect(view).toMatchObject({ run: { number: 1 }, series: [point(1)], moment: null });
});

test('a moment is present only in the pass where the room stands paused', () => {
  expect(momentIsPresent(state, moment(1, 5))).toBe(true);
  expect(momentIsPresent(state, moment(2, 0))).toBe(true);
  expect(momentIsPresent(state, moment(2, 1))).toBe(false);
  expect(
    momentIsPresent({ ...state, playback: { status: 'running', run: 0, branch: 0 } }, moment(1, 5)),
  ).toBe(false);
});

test('DA3 of a run that is there no more nothing stays on the page', () => {
  const failure = { code: 'vectors-not-kept', params: { hash: 'dddddddd' } } as const;
  const view = after({
    type: 'told',
    changes: [[['playback'], { status: 'preparing', failure }]],
  });
  expect(view).toMatchObject({ run: null, moment: null, series: [], evaluations: [] });
  expect(view.state.playback).toEqual({ status: 'preparing', failure });
});
