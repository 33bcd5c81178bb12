/** Many who come, go and stay: what they cost, and who yields to whom (SPEC LM4, LM6). By counts, not by times. */
import { Refusal, refusalData } from '@deltaboard/shared/refusal.ts';
import { describe, expect, test } from 'vitest';
import type { Clock } from '../clock.ts';
import { manualClock } from '../rooms/testing/manual-clock.ts';
import { eventsOf } from '../rooms/testing/recording-audience.ts';
import { openRoom, SECRET } from '../rooms/testing/room.ts';
import { DROPPED_FOR_MS, DROPPED_LISTED, Presence } from './presence.ts';

describe('LM4 ten thousand who join one room and leave it', () => {
  function crowd() {
    const manual = manualClock();
    let timers = 0;
    const counting: Clock = {
      ...manual,
      after: (milliseconds, task) => {
        timers++;
        return manual.after(milliseconds, task);
      },
    };
    const forgotten: string[] = [];
    const presence = new Presence(counting, {
      ...{ changed: () => undefined, driverGone: () => undefined, pulse: () => undefined },
      forgotten: (id) => void forgotten.push(id),
    });
    const come = (id: string): void =>
      presence.join(id, id, { screen: false, guest: () => ({ token: '', name: '' }) });
    return { presence, clock: manual, forgotten, come, timers: () => timers };
  }

  test('one timer forgets all who leave, those that leave together at once', () => {
    const { presence, clock, forgotten, come, timers } = crowd();
    come('stays');
    const before = timers();
    for (let k = 0; k < 10_000; k++) {
      come(`${k}`);
      presence.leave(`${k}`);
      clock.pass(2);
    }
    // Of the pulse, and of one look a second at the most.
    const seconds = 20;
    expect(timers() - before).toBeLessThanOrEqual(2 * seconds + 2);
    expect(presence.ids.length).toBe(1 + DROPPED_LISTED);
    expect(forgotten.length).toBe(10_000 - DROPPED_LISTED);
    // Whoever left first was forgotten first.
    expect(forgotten.slice(0, 3)).toEqual(['0', '1', '2']);
    const sweeps = timers();
    clock.pass(DROPPED_FOR_MS + 1000);
    expect(timers() - sweeps).toBeLessThanOrEqual(60);
    expect(presence.ids).toEqual(['stays']);
    expect(presence.here).toBe(1);
  });

  test('what is told of it is told twice a second at the most', async () => {
    const { room, clock, audience, join } = await openRoom();
    join('driver', { secret: SECRET });
    clock.pass(2000);
    const told = eventsOf(audience.messages, 'presence-changed').length;
    for (let k = 0; k < 200; k++) {
      join(`${k}`, { name: 'a' });
      room.leave(`${k}`);
      clock.pass(10);
    }
    const since = eventsOf(audience.messages, 'presence-changed').length - told;
    expect(since).toBeLessThanOrEqual(2 * 2 + 1);
  });
});

describe('LM6 a room that is full', () => {
  const limits = { members: 4, screens: 2, connections: 3 };
  const full = (what: string, limit: number) => new Refusal('too-many', { what, limit });

  async function filled(kind: 'members' | 'screens') {
    const parts = await openRoom(undefined, limits);
    const { join, audience } = parts;
    const screen = kind === 'screens' ? ({ screen: true } as const) : {};
    for (let k = 0; k < limits[kind]; k++) join(`bot ${k}`, { ...screen, address: 'a' });
    const dismissed = () => [...audience.dismissed.keys()];
    return { ...parts, screen, dismissed };
  }

  test.each(['members', 'screens'] as const)('%s: with the secret one always comes in', async (kind) => {
    const { join, screen } = await filled(kind);
    for (let k = 0; k < 3; k++)
      expect(join(`instructor ${k}`, { ...screen, secret: SECRET, address: 'a' }).member.id).toBeTruthy();
  });

  test.each(['members', 'screens'] as const)(
    '%s: to somebody from elsewhere yields the one that came last from where most are, until both have as many',
    async (kind) => {
      const { room, join, screen, dismissed } = await filled(kind);
      join('b 0', { ...screen, address: 'b' });
      expect(dismissed()).toEqual([`bot ${limits[kind] - 1}`]);
      if (kind === 'members') join('b 1', { address: 'b' });
      for (const address of ['a', 'b'])
        expect(() => room.verify({ ...screen, address })).toThrow(full(kind, limits[kind]));
    },
  );

  test('whoever has left a trace, or shown the secret, stays', async () => {
    const { room, join, dismissed } = await filled('members');
    for (const k of [0, 1, 2, 3]) await room.command(`bot ${k}`, { type: 'lost', lost: true });
    expect(() => room.verify({ address: 'b' })).toThrow(full('members', 4));
    join('instructor', { secret: SECRET, address: 'a' });
    room.leave('bot 0');
    expect(() => room.verify({ address: 'b' })).toThrow(full('members', 4));
    expect(dismissed()).toEqual([]);
  });

  test('of one member the oldest connection yields', async () => {
    const { join, audience } = await openRoom(undefined, limits);
    const { id, token } = join('0', { secret: SECRET }).member;
    for (const k of [1, 2, 3]) join(`${k}`, { member: { id, token } });
    expect([...audience.dismissed]).toEqual([['0', refusalData(full('connections', 3))]]);
  });

  test('projectors are listed, with the time since when, and sent away like anybody', async () => {
    const { room, join, audience, clock } = await openRoom();
    join('driver', { secret: SECRET });
    const { member } = join('screen', { screen: true });
    clock.pass(1000);
    expect(audience.desks.get('driver')?.screens).toMatchObject([{ id: member.id }]);
    await room.command('driver', { type: 'kick', member: member.id });
    expect([...audience.dismissed.keys()]).toEqual(['screen']);
    expect(() => room.verify({ screen: true, member: { id: member.id, token: member.token } })).toThrow(
      new Refusal('kicked'),
    );
  });
});
