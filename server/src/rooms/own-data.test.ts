import type { NewConfiguration } from '@deltaboard/shared/training/configuration.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { describe, expect, test } from 'vitest';
import { oneStep } from './testing/commands.ts';
import { gate } from './testing/gate.ts';
import { registry } from './testing/registry.ts';

const hash = 'd'.repeat(64);
const configuration: NewConfiguration = {
  ...presets.board,
  vectors: { kind: 'own', hash },
};
const configured = { type: 'configure', preset: null, configuration } as const;
const notKept = { code: 'vectors-not-kept', params: { hash: 'dddddddd' } } as const;
const OWNER = 'an owner';

/** A class that was given its owner's vectors, on a run with them. */
async function withOwn(parts = registry()) {
  const { store, taught } = parts;
  const data = await store.beginData(OWNER, 'vectors', 'mine');
  await store.addPiece(data, 0, Buffer.from('12'));
  await store.endData(data, { hash, bytes: 2, dimensions: 10, at: 1 });
  const class_ = await taught();
  await store.giveData(OWNER, hash, class_.code);
  await class_.room.command('driver', configured);
  return { ...parts, ...class_ };
}
/** As the server does it. */
async function deleted({ store, rooms }: ReturnType<typeof registry>): Promise<void> {
  const codes = await store.deleteData(OWNER, hash);
  rooms.dataDeleted(codes ?? [], 'vectors', hash);
}

describe('DA2 what somebody has brought', () => {
  test('a class reads only what it was given, also where another class has it in memory', async () => {
    const parts = await withOwn();
    expect(parts.room.state.playback).toMatchObject({ status: 'paused', cursor: { run: 1 } });
    const other = await parts.taught('other');
    await expect(other.room.command('other', configured)).rejects.toMatchObject(notKept);
    await parts.store.giveData(OWNER, hash, other.code);
    await other.room.command('other', configured);
    expect(other.room.state.playback).toMatchObject({ cursor: { run: 1 } });
  });

  test('VE6 a class that comes back finds it', async () => {
    const { rooms, room, code } = await withOwn();
    await room.command('driver', oneStep);
    const before = room.state.playback;
    room.leave('driver');
    await rooms.close(code);
    const woken = await rooms.find(code);
    await expect.poll(() => woken.state.playback).toEqual(before);
  });
});

describe('DA3 what its owner deletes', () => {
  test('ends the run that stands on it, and the class is told why; another run takes its place', async () => {
    const parts = await withOwn();
    const { room } = parts;
    await room.command('driver', oneStep);
    await deleted(parts);
    await expect.poll(() => room.state.playback).toEqual({ status: 'preparing', failure: notKept });
    await expect(room.command('driver', oneStep)).rejects.toMatchObject(notKept);
    await expect(
      room.command('driver', { type: 'open', run: 1, branch: 0, step: 1, operation: 0 }),
    ).rejects.toMatchObject(notKept);
    await room.command('driver', { type: 'open', run: 0, branch: 0, step: 1, operation: 0 });
    expect(room.state.playback).toMatchObject({ status: 'paused', cursor: { run: 0 } });
  });

  test('while it runs: it is paused where it was, and the log says so', async () => {
    const parts = await withOwn();
    const { room, rooms, code } = parts;
    await room.command('driver', { type: 'run' });
    await deleted(parts);
    await expect.poll(() => room.state.playback).toEqual({ status: 'preparing', failure: notKept });
    room.leave('driver');
    await rooms.close(code);
    const woken = await rooms.find(code);
    await expect.poll(() => woken.state.playback).toEqual({ status: 'preparing', failure: notKept });
  });

  test('while a run with it is being built: it does not take its place', async () => {
    const parts = await withOwn();
    const { room, trainers } = parts;
    await room.command('driver', { type: 'configure', preset: 'board', configuration: presets.board });
    const { passed, open } = gate();
    trainers.until = passed;
    const built = room.command('driver', { ...configured, configuration: { ...configuration, seed: 9 } });
    built.catch(() => undefined);
    await expect.poll(() => room.state.beside).not.toBeNull();
    await deleted(parts);
    open();
    await expect(built).rejects.toMatchObject(notKept);
    expect(room.state.playback).toMatchObject({ status: 'paused', cursor: { run: 2 } });
  });

  test('is in no other run that is kept ready, and in nothing that is cached of the class', async () => {
    const parts = await withOwn();
    const { room, rooms, code, store } = parts;
    await room.command('driver', oneStep);
    await room.command('driver', { type: 'configure', preset: 'board', configuration: presets.board });
    await deleted(parts);
    expect(room.state.playback).toMatchObject({ status: 'paused', cursor: { run: 2 } });
    await expect(
      room.command('driver', { type: 'open', run: 1, branch: 0, step: 1, operation: 0 }),
    ).rejects.toMatchObject(notKept);
    room.leave('driver');
    await rooms.close(code);
    expect([...(await store.cached(code)).keys()]).not.toContain('run 1');
  });
});
