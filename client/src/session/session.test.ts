import { expect, test } from 'vitest';
import { cursor, moment, run } from '../testing/example.ts';
import { frameBytes } from '../testing/example-frame.ts';
import { ScriptedRoom } from '../testing/scripted-room.ts';

const running = { playback: { status: 'running', run: 0, branch: 0 } } as const;
const pausedAt = (step: number) =>
  ({ playback: { status: 'paused', cursor: cursor(step, 0), because: 'driver' } }) as const;

function joined(id = 'instructor'): ScriptedRoom {
  const room = new ScriptedRoom();
  room.welcome(id);
  return room;
}

test('RM3 only who holds the wheel can drive, and only while connected', () => {
  const driver = joined();
  expect([driver.session.isDriver, driver.session.canDrive]).toEqual([true, true]);
  driver.loseConnection();
  expect([driver.session.isDriver, driver.session.canDrive]).toEqual([true, false]);
  expect(joined('viewer').session.isDriver).toBe(false);
});

test('UI1 paused, the board shows the exact moment; running, the newest frame; paused again, the moment of the pause', async () => {
  const room = joined();
  expect(room.session.picture?.source).toBe('moment');
  room.become(running);
  await room.sendFrame(frameBytes(120));
  expect(room.session.picture).toMatchObject({ source: 'live', updates: 120 });
  expect(room.session.parameters?.exact).toBe(false);
  room.become(pausedAt(131));
  expect(room.session.picture?.source).toBe('live');
  room.tell({ type: 'moment-reached', moment: moment(131, 0), points: [] });
  expect(room.session.picture).toMatchObject({ source: 'moment', step: 130 });
  expect(room.session.parameters?.exact).toBe(true);
});

test('an event that leaves the board as it is makes no new picture of it', async () => {
  const room = joined();
  room.become(running);
  await room.sendFrame(frameBytes(120));
  const { picture, parameters } = room.session;
  room.tell({ type: 'evaluated', evaluation: { ...run.dictionary, threshold: 0, step: 1000 } });
  room.tell({ type: 'presence-changed', presence: { here: 9, driver: 'here', answered: 0, votes: [] } });
  expect(room.session.picture).toBe(picture);
  expect(room.session.parameters).toBe(parameters);
});

test('UI1 the moment of a pause may come before its state', async () => {
  const room = joined();
  room.become(running);
  await room.sendFrame(frameBytes(120));
  room.tell({ type: 'moment-reached', moment: moment(131, 0), points: [] });
  expect(room.session.picture).toMatchObject({ source: 'moment', step: 130 });
  room.become(pausedAt(131));
  expect(room.session.picture).toMatchObject({ source: 'moment', step: 130 });
});

test('PR3 a late frame after a pause is not drawn, nor is an old one after going home and on', async () => {
  const room = joined();
  room.become(running);
  await room.sendFrame(frameBytes(5000));
  room.become(pausedAt(1));
  room.tell({ type: 'moment-reached', moment: moment(1, 0), points: [] });
  await room.sendFrame(frameBytes(5001));
  expect(room.session.picture?.source).toBe('moment');
  room.become(running);
  expect(room.session.picture?.source).toBe('moment');
  await room.sendFrame(frameBytes(3));
  expect(room.session.picture).toMatchObject({ source: 'live', updates: 3 });
});

test('UI1 a paced run shows every step exactly', () => {
  const room = joined();
  room.become({ ...running, speed: 1 });
  room.tell({ type: 'moment-reached', moment: moment(2, 0), points: [] });
  expect(room.session.picture).toMatchObject({ source: 'moment', step: 1, agreement: null });
});

test('PR3 a frame of another shape than the run’s is dropped', async () => {
  const room = joined();
  room.become(running);
  await room.sendFrame(frameBytes(120).slice(0, -4));
  expect(room.session.picture?.source).toBe('moment');
});

test('PR2 a gap in the events makes the connection resume', () => {
  const room = joined();
  room.skip();
  room.become(running);
  expect(room.resumptions).toBe(1);
  expect(room.session.view?.state.playback.status).toBe('paused');
});

test('WR8 a picture that is still being unpacked when the class pauses is not drawn', async () => {
  const room = joined();
  room.become(running);
  const unpacked = room.sendFrame(frameBytes(5000));
  room.become(pausedAt(1));
  room.tell({ type: 'moment-reached', moment: moment(1, 0), points: [] });
  room.become(running);
  await unpacked;
  expect(room.session.picture?.source).toBe('moment');
});

test('WR8 pictures are drawn in the order in which they came', async () => {
  const room = joined();
  room.become(running);
  await Promise.all([120, 130, 140].map((step) => room.sendFrame(frameBytes(step))));
  expect(room.session.picture).toMatchObject({ source: 'live', updates: 140 });
});

test('PR6 what a command is refused with stands until the next one goes through', async () => {
  const room = joined();
  room.reply = { ok: false, error: { code: 'not-now', params: {} } };
  expect(await room.session.command({ type: 'run' })).toBe(false);
  expect(room.session.problem).toEqual({ code: 'not-now', params: {} });
  room.reply = { ok: false, error: 'no-connection' };
  await room.session.command({ type: 'run' });
  expect(room.session.problem).toBe('no-connection');
  room.reply = { ok: true };
  expect(await room.session.command({ type: 'run' })).toBe(true);
  expect(room.session.problem).toBeNull();
});

test('PR9 UI7 that a command has no answer yet is said over what was refused before, and no more once it is answered', async () => {
  const room = joined();
  room.reply = { ok: false, error: { code: 'not-now', params: {} } };
  await room.session.command({ type: 'run' });
  room.leaveUnanswered(1);
  expect(room.session.problem).toBe('no-answer');
  room.leaveUnanswered(0);
  expect(room.session.problem).toMatchObject({ code: 'not-now' });
  room.leaveUnanswered(1);
  room.session.dismissProblem();
  expect(room.session.problem).toBeNull();
  room.leaveUnanswered(2);
  expect(room.session.problem).toBe('no-answer');
});

test('PR10 that the class is not saved is said to those who lead it, until it is', async () => {
  const room = joined();
  room.reply = { ok: true, unsaved: true };
  expect(await room.session.command({ type: 'run' })).toBe(true);
  room.become({ saving: false });
  expect([room.session.isUnsaved, room.session.problem]).toEqual([true, null]);
  room.become({ saving: true });
  expect(room.session.isUnsaved).toBe(false);

  const student = joined('viewer');
  student.become({ saving: false });
  expect(student.session.isUnsaved).toBe(false);
});

test('CL4 two changes of the view within one round trip name only what they change', async () => {
  const room = joined();
  room.reply = new Promise(() => undefined);
  room.session.see({ page: 'graph' });
  room.session.see({ convention: 'jacobian' });
  expect(room.asked).toEqual([
    { type: 'view', view: { page: 'graph' } },
    { type: 'view', view: { convention: 'jacobian' } },
  ]);
  expect(room.session.aimedView).toMatchObject({ page: 'graph', convention: 'jacobian' });
});

test('NU10 a run of older numerics is drawn as soon as its kernels have been loaded, and not before', async () => {
  const room = joined();
  expect(room.session.picture?.source).toBe('moment');
  const older = { ...run, configuration: { ...run.configuration, numerics: 1 } } as const;
  room.tell({ type: 'run-opened', run: older, series: [], evaluations: [] });
  room.tell({ type: 'moment-reached', moment: moment(3, 0), points: [] });
  expect(room.session.picture).toBeNull();
  await expect.poll(() => room.session.picture).toMatchObject({ source: 'moment', step: 2 });
  expect(room.session.parameters?.exact).toBe(true);
});
