import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type { Granularity } from '@deltaboard/shared/training/cursor.ts';
import { describe, expect, test } from 'vitest';
import { HOLD_INTERVAL_MS } from './hold.ts';
import { home, oneStep } from './testing/commands.ts';
import { CODE, factsOfType, openRoom, SECRET } from './testing/room.ts';

const hold = (granularity: Granularity, direction: 1 | -1): Command => ({
  type: 'hold',
  granularity,
  direction,
});

async function classroom() {
  const parts = await openRoom();
  const { does, member } = parts.driven();
  const { room, clock, store } = parts;
  const at = () => {
    const { playback } = room.state;
    return playback.status === 'paused' ? [playback.cursor.step, playback.cursor.operation] : playback.status;
  };
  return {
    ...parts,
    does,
    member,
    at,
    /** Lets time pass move by move: what falls due is performed before the next. */
    async pass(moves: number, granularity: Granularity = 'operation') {
      for (let i = 0; i < moves; i++) {
        const before = at();
        clock.pass(HOLD_INTERVAL_MS[granularity]);
        await expect.poll(at).not.toEqual(before);
      }
    },
    /** Whatever may still move has moved. */
    async settle() {
      clock.pass(10_000);
      await room.command('driver', { type: 'speed', speed: 10 });
    },
    holds: async () => {
      await room.command('driver', { type: 'release' });
      await room.close();
      return factsOfType(store, 'moved');
    },
  };
}

describe.each([
  ['back', -3_600_000],
  ['forward', 3_600_000],
])('a wall clock that is set %s', (_, by) => {
  test('RN12 changes nothing of the pace of a held key', async () => {
    const { does, pass, at, clock } = await classroom();
    await does(home, hold('operation', 1));
    clock.setWall(by);
    await pass(3);
    expect(at()).toEqual([1, 4]);
    clock.pass(HOLD_INTERVAL_MS.operation - 1);
    expect(at()).toEqual([1, 4]);
    await pass(1);
    expect(at()).toEqual([1, 5]);
  });

  test('RM5 RM4 pauses no class and takes no wheel, and the log stays in order', async () => {
    const { does, clock, room, store } = await classroom();
    await does({ type: 'run' });
    clock.setWall(by);
    clock.pass(1000);
    expect(room.presence).toMatchObject({ here: 1, driver: 'here' });
    expect(room.state.playback.status).toBe('running');
    await does({ type: 'pause' });
    const times = (await store.read(CODE))?.events.map(({ at: time }) => time) ?? [];
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});

describe('RN12 a held key', () => {
  test('moves at once and then at most 60 times a second; the log has one fact a second of it', async () => {
    const { does, pass, at, clock, holds } = await classroom();
    await does(home, hold('operation', 1));
    expect(at()).toEqual([1, 1]);
    clock.pass(HOLD_INTERVAL_MS.operation - 1);
    expect(at()).toEqual([1, 1]);
    expect(1000 / HOLD_INTERVAL_MS.operation).toBeLessThanOrEqual(60);
    await pass(20);
    await does({ type: 'release' });
    const there = at();
    clock.pass(10_000);
    expect(at()).toEqual(there);
    expect(await holds()).toMatchObject([
      { how: 'seek' },
      { how: 'hold', granularity: 'operation', direction: 1, moves: 21, cursor: { step: 2, operation: 7 } },
    ]);
  });

  test('of one that is held for longer the log has a fact a second, and every move', async () => {
    const { does, pass, holds } = await classroom();
    await does(home, hold('operation', 1));
    await pass(150);
    const held = (await holds()).slice(1);
    expect(held.length).toBeGreaterThan(1);
    expect(held.length).toBeLessThanOrEqual(4);
    expect(held.reduce((sum, { moves }) => sum + moves, 0)).toBe(151);
    expect(held.at(-1)?.cursor).toMatchObject({ step: 11, operation: 11 });
  });

  test('by step it moves at most four times a second', async () => {
    const { does, pass, at } = await classroom();
    await does(hold('step', 1));
    await pass(3, 'step');
    expect(at()).toEqual([5, 0]);
    expect(1000 / HOLD_INTERVAL_MS.step).toBeLessThanOrEqual(4);
  });

  test('stops at the beginning', async () => {
    const { does, pass, at, settle, holds } = await classroom();
    await does(oneStep, hold('step', -1));
    expect(at()).toEqual([1, 0]);
    await settle();
    await does(oneStep, oneStep, hold('step', -1));
    await pass(1, 'step');
    await settle();
    expect(at()).toEqual([1, 0]);
    expect(await holds()).toMatchObject([{}, { moves: 1 }, {}, {}, { moves: 2, cursor: { step: 1 } }]);
  });

  test.each<[string, Command]>([
    ['a speed', { type: 'speed', speed: 40 }],
    ['a run', { type: 'run' }],
    ['a move', oneStep],
    ['a new run', { type: 'reset' }],
  ])('stops on %s', async (_name, command) => {
    const { does, at, settle } = await classroom();
    await does(hold('operation', 1), command);
    const there = at();
    await settle();
    expect(at()).toEqual(there);
  });

  test('stops when its connection is lost, also where its holder has another; a viewer’s wish stops nothing', async () => {
    const { room, join, does, member, pass, at, clock } = await classroom();
    join('phone', { member });
    join('viewer');
    await room.command('phone', hold('operation', 1));
    await expect(room.command('viewer', { type: 'release' })).rejects.toMatchObject({
      code: 'not-the-driver',
    });
    await pass(2);
    room.leave('phone');
    const there = at();
    clock.pass(10_000);
    await does({ type: 'release' });
    expect(at()).toEqual(there);
  });

  test('stops when another takes the wheel', async () => {
    const { room, join, does, at, clock } = await classroom();
    join('other', { secret: SECRET });
    await does(hold('operation', 1));
    await room.command('other', { type: 'take-wheel' });
    const there = at();
    clock.pass(10_000);
    await room.command('other', { type: 'release' });
    expect(at()).toEqual(there);
  });

  test('where nothing moves it is refused', async () => {
    const { does } = await classroom();
    await does(home);
    await expect(does(hold('operation', -1))).rejects.toMatchObject({ code: 'not-now' });
    await does({ type: 'release' });
  });
});
