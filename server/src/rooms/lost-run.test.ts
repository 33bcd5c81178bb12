import { presets } from '@deltaboard/shared/training/presets.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../store/memory-store.ts';
import { oneStep } from './testing/commands.ts';
import { gate } from './testing/gate.ts';
import { registry } from './testing/registry.ts';

type Rooms = ReturnType<typeof registry>;
const died = { code: 'run-failed', params: { because: 'failed' } } as const;

/** A class that has made a step, with a second run, put to sleep: its run dies on its way back. */
async function comesBack(parts: Rooms = registry()) {
  const { rooms, taught, trainers, audiences } = parts;
  const { code, room, member, secret } = await taught();
  await room.command('driver', oneStep);
  await room.command('driver', { type: 'reset' });
  await room.command('driver', oneStep);
  room.leave('driver');
  const before = room.state;
  await rooms.close(code);
  trainers.mortal = new Error('died');
  const woken = await rooms.find(code);
  woken.join('back', { member });
  await expect.poll(() => woken.state.playback).toHaveProperty('failure');
  return { ...parts, code, secret, before, woken, audience: audiences[audiences.length - 1] };
}

const board = { type: 'configure', preset: 'board', configuration: presets.board } as const;

describe('RM13 a run that does not come back', () => {
  test('is said by name, to who is there and to who comes; all that needs no run goes on', async () => {
    const { woken, before, audience } = await comesBack();
    expect(woken.state).toMatchObject({ playback: { status: 'preparing', failure: died }, beside: null });
    expect(woken.state.runs).toEqual(before.runs);
    woken.join('late', {});
    expect(audience.welcomes.get('late')).toMatchObject({
      snapshot: { state: { playback: { failure: died } }, run: null },
    });
    await woken.command('back', { type: 'screens', held: true });
    expect(woken.state.screensHeld).toBe(true);
    for (const command of [oneStep, { type: 'run' }, { type: 'pause' }, { type: 'reset' }] as const)
      await expect(woken.command('back', command)).rejects.toMatchObject(died);
  });

  test('another run takes its place, and the old one can be opened later', async () => {
    const { woken, before, trainers } = await comesBack();
    await woken.command('back', board);
    expect(woken.state.playback).toMatchObject({ status: 'paused', cursor: { run: 2, step: 1 } });
    await woken.command('back', { type: 'run' });
    await woken.command('back', { type: 'pause' });
    trainers.mortal = null;
    await woken.command('back', { type: 'open', run: 1, branch: 0, step: 2, operation: 0 });
    expect(woken.state.playback).toMatchObject({ status: 'paused', cursor: { run: 1, step: 2 } });
    expect(woken.state.branches).toEqual(before.branches);
  });

  test('or another one of the class, or the same once more', async () => {
    for (const run of [0, 1]) {
      const { woken, trainers } = await comesBack();
      trainers.mortal = null;
      await woken.command('back', { type: 'open', run, branch: 0, step: 2, operation: 0 });
      expect(woken.state.playback).toMatchObject({ status: 'paused', cursor: { run, step: 2 } });
    }
  });

  test('what is tried in its place says why it does not come either; what makes no sense says nothing of the run', async () => {
    const { woken, trainers } = await comesBack();
    const nowhere = woken.command('back', { type: 'open', run: 7, branch: 0, step: 1, operation: 0 });
    await expect(nowhere).rejects.toMatchObject({ code: 'command' });
    expect(woken.state.playback).toMatchObject({ failure: died });
    const { passed, open } = gate();
    trainers.until = passed;
    const corpus = { kind: 'pasted' as const, text: 'Paris [is\n'.repeat(30) };
    const configuration = { ...presets.board, corpus };
    const configured = woken.command('back', { type: 'configure', preset: null, configuration });
    // On its way it is prepared again.
    await expect.poll(() => woken.state).toMatchObject({ beside: { progress: null } });
    expect(woken.state.playback).toEqual({ status: 'preparing' });
    open();
    await expect(configured).rejects.toBeInstanceOf(Refusal);
    expect(woken.state.playback).toMatchObject({ failure: { code: 'corpus-unclosed-bracket' } });
    expect(woken.state.beside).toBeNull();
    trainers.until = null;
    await woken.command('back', board);
    expect(woken.state.playback).toMatchObject({ status: 'paused' });
  });

  test('is tried again where the room is opened anew, and has lost nothing', async () => {
    const { rooms, woken, code, before, trainers } = await comesBack();
    woken.leave('back');
    await rooms.close(code);
    trainers.mortal = null;
    const again = await rooms.find(code);
    await expect.poll(() => again.state.playback).toEqual(before.playback);
  });

  test('the first run of a class too, and another begins the class', async () => {
    const { rooms, trainers } = registry();
    const { code, secret } = await rooms.create();
    const failure = { code: 'run-too-large', params: { megabytes: 300, limit: 256 } } as const;
    const dies = Promise.reject(new Refusal(failure.code, failure.params));
    dies.catch(() => undefined);
    trainers.until = dies;
    const room = await rooms.find(code);
    room.join('driver', { secret });
    expect(room.state.playback).toEqual({ status: 'preparing', failure });
    trainers.until = null;
    await room.command('driver', board);
    expect(room.state.playback).toMatchObject({ status: 'paused', cursor: { run: 0, step: 1 } });
  });

  test('a text that is not kept is named', async () => {
    const memory = createMemoryStore();
    const parts = registry({}, { ...memory, corpus: () => Promise.resolve(null) });
    const { rooms, taught } = parts;
    const { code, room } = await taught();
    const corpus = {
      kind: 'pasted' as const,
      text: 'She lives in [Paris](LOC) and [George Washington](PER) .\n'.repeat(40),
    };
    await room.command('driver', {
      type: 'configure',
      preset: null,
      configuration: { ...presets.board, corpus },
    });
    room.leave('driver');
    await rooms.close(code);
    const woken = await rooms.find(code);
    await expect
      .poll(() => woken.state.playback)
      .toEqual({ status: 'preparing', failure: { code: 'corpus-not-kept', params: {} } });
  });
});
