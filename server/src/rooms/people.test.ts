import type { Desk } from '@deltaboard/shared/protocol/participation.ts';
import { describe, expect, test } from 'vitest';
import { PULSE_INTERVAL_MS } from '../people/pulse.ts';
import { DROPPED_FOR_MS } from '../people/presence.ts';
import { gate } from './testing/gate.ts';
import { CODE, openRoom, SECRET } from './testing/room.ts';
import { scriptedStore } from './testing/scripted-store.ts';

type Parts = Awaited<ReturnType<typeof openRoom>>;

/** What the driver is told, as of now. */
function deskOf({ audience, clock }: Parts): Desk {
  clock.pass(1000);
  const desk = audience.desks.get('driver');
  if (!desk) throw new Error('the driver has no desk');
  return desk;
}
const standings = (parts: Parts) => deskOf(parts).people.map(({ name, standing }) => [name, standing]);

describe('RM7 names', () => {
  test('a member is called as it wishes, or after a mathematician, and keeps it', async () => {
    const { join, audience, room } = await openRoom();
    join('a', { name: ' Kim ' });
    const { member } = join('b', { name: 'kim' });
    join('c');
    const nameOf = (connection: string) => audience.personals.get(connection)?.name;
    expect([nameOf('a'), nameOf('b'), nameOf('c')]).toEqual(['Kim', 'kim 2', 'Emmy Noether']);
    room.leave('b');
    join('b2', { member, name: 'Lee' });
    expect(nameOf('b2')).toBe('kim 2');
    await room.command('b2', { type: 'name', name: 'Lee' });
    expect(nameOf('b2')).toBe('Lee');
  });

  test('a name that somebody was called before is another’s, also when the first is sent away', async () => {
    const parts = await openRoom();
    const { does } = parts.driven();
    const { member } = parts.join('a', { name: 'Kim' });
    await parts.room.command('a', { type: 'name', name: 'Lee' });
    parts.join('b', { name: 'Kim' });
    await does({ type: 'kick', member: member.id });
    parts.join('c', { name: 'Kim' });
    parts.join('d', { name: 'Lee' });
    const names = ['b', 'c', 'd'].map((one) => parts.audience.personals.get(one)?.name);
    expect(names).toEqual(['Kim', 'Kim 2', 'Lee']);
  });

  test('one who leaves the class gives up the name that it had, and not the one that it came with', async () => {
    const parts = await openRoom();
    parts.driven();
    parts.join('a', { name: 'Kim' });
    await parts.room.command('a', { type: 'name', name: 'Lee' });
    parts.join('b', { name: 'Kim' });
    await parts.room.command('a', { type: 'leave' });
    parts.join('c', { name: 'Kim' });
    parts.join('d', { name: 'Lee' });
    const names = ['b', 'c', 'd'].map((one) => parts.audience.personals.get(one)?.name);
    expect(names).toEqual(['Kim', 'Kim 2', 'Lee']);
  });

  test('hidden names are told to nobody, not even to those who lead', async () => {
    const parts = await openRoom();
    const { does } = parts.driven();
    parts.join('a', { name: 'Kim' });
    await parts.room.command('a', { type: 'contribute', contribution: { kind: 'question', text: 'Why?' } });
    await does({ type: 'show', id: 1 });
    expect(parts.room.state.shown?.name).toBe('Kim');
    await does({ type: 'names', hidden: true });
    expect(parts.room.state.shown?.name).toBeNull();
    const desk = deskOf(parts);
    expect(desk.people.every(({ name }) => name === null)).toBe(true);
    expect(desk.contributions[0].name).toBeNull();
    expect(parts.audience.personals.get('a')?.name).toBe('Kim');
  });
});

describe('PY3 who leaves for good', () => {
  test('takes name, texts, votes, marks and hand along, on every device, and may come again as somebody new', async () => {
    const parts = await openRoom();
    const { join, room, store, audience } = parts;
    const { does } = parts.driven();
    const { member } = join('a', { name: 'Kim' });
    join('a2', { member });
    join('b', { name: 'Lee' });
    await room.command('a', { type: 'contribute', contribution: { kind: 'question', text: 'Why?' } });
    await room.command('b', { type: 'contribute', contribution: { kind: 'question', text: 'How?' } });
    await does({ type: 'put-to-vote', id: 2, open: true }, { type: 'show', id: 1 });
    await room.command('a', { type: 'vote', id: 2, up: true });
    await room.command('a', { type: 'lost', lost: true });
    await room.command('a', { type: 'hand', raised: true });
    await room.command('a2', { type: 'leave' });
    expect([...audience.dismissed]).toEqual(['a', 'a2'].map((id) => [id, { code: 'left', params: {} }]));
    const { people, contributions, hands, lost } = deskOf(parts);
    expect(people.map(({ name }) => name)).not.toContain('Kim');
    expect([contributions.map(({ id }) => id), hands, lost, room.state.shown]).toEqual([[2], [], 0, null]);
    expect(room.presence.votes.map(([, votes]) => votes)).toEqual([0]);
    const { rows } = (await store.read(CODE)) ?? {};
    expect(JSON.stringify(rows)).not.toMatch(/Kim|Why/);

    expect(join('again', { member }).member).toMatchObject({ id: member.id, instructor: false });
    expect(audience.personals.get('again')).toMatchObject({ contributions: [], lost: false, hand: false });
  });

  test('a guest has left nothing to erase; an instructor stays known', async () => {
    const { join, room, driven, audience } = await openRoom();
    driven();
    join('guest');
    await room.command('guest', { type: 'leave' });
    expect(audience.dismissed.size).toBe(0);
    join('colleague', { secret: SECRET });
    await expect(room.command('colleague', { type: 'leave' })).rejects.toMatchObject({
      code: 'is-an-instructor',
    });
  });
});

describe('RM8 kick and lock', () => {
  test('who is sent away is told so, is refused from then on, and takes everything along', async () => {
    const parts = await openRoom();
    const { room, join, audience, driven } = parts;
    const { does } = driven();
    const { member } = join('a');
    join('a2', { member });
    await room.command('a', { type: 'contribute', contribution: { kind: 'question', text: 'Spam' } });
    await does({ type: 'show', id: 1 }, { type: 'kick', member: member.id });
    expect([...audience.dismissed]).toEqual(['a', 'a2'].map((id) => [id, { code: 'kicked', params: {} }]));
    expect(room.state.shown).toBeNull();
    expect(room.here).toBe(1);
    expect(() => join('again', { member })).toThrow(expect.objectContaining({ code: 'kicked' }));
    await expect(room.command('a', { type: 'lost', lost: true })).rejects.toMatchObject({ code: 'internal' });
    const second = join('b', { secret: SECRET }).member.id;
    await expect(does({ type: 'kick', member: second })).rejects.toMatchObject({ code: 'is-an-instructor' });
  });

  test('a locked room lets in whom it knows and who has the secret, and nobody else', async () => {
    const { room, join, driven } = await openRoom();
    const { does } = driven();
    const { member } = join('a');
    room.leave('a');
    await does({ type: 'lock', locked: true });
    expect(() => join('new')).toThrow(expect.objectContaining({ code: 'locked' }));
    expect(() => join('screen', { screen: true })).toThrow(expect.objectContaining({ code: 'locked' }));
    join('a', { member });
    join('b', { secret: SECRET });
    expect(room.here).toBe(3);
    await does({ type: 'lock', locked: false });
    join('new');
    expect(room.here).toBe(4);
  });
});

describe('RM8 a room that is locked', () => {
  test('knows whoever was listed when it was locked, however long they are away', async () => {
    const { room, join, driven, clock } = await openRoom();
    const { does } = driven();
    const { member } = join('a');
    room.leave('a');
    await does({ type: 'lock', locked: true });
    clock.pass(10 * DROPPED_FOR_MS);
    expect(join('back', { member }).member.id).toBe(member.id);
  });
});

describe('RM2 CL11 who only looks', () => {
  test('a thousand who come and go without an act add no event, and no name is taken of them', async () => {
    const { room, join, driven, clock } = await openRoom();
    driven();
    await room.flush();
    const { seq } = room.book.state;
    for (let k = 0; k < 1000; k++) {
      join(`guest ${k}`, { name: 'Kim' });
      room.leave(`guest ${k}`);
      clock.pass(100);
    }
    clock.pass(DROPPED_FOR_MS);
    await room.flush();
    expect(room.book.state.seq).toBe(seq);
    expect(room.book.rows.size).toBe(1);
    const { member } = join('last', { name: 'Kim' });
    await room.command('last', { type: 'lost', lost: true });
    expect(room.book.rows.get(`name ${member.id}`)).toBe('Kim');
  });
});

describe('RM9 who is here', () => {
  test('a connection that answers no pulse lags within five seconds, and no more once it answers', async () => {
    const parts = await openRoom();
    parts.driven();
    parts.join('a', { name: 'Kim' });
    const { clock, audience, room } = parts;
    await room.flush();
    for (let pulse = 0; pulse < 4; pulse++) {
      clock.pass(PULSE_INTERVAL_MS);
      room.pulsed('driver', audience.pulses.at(-1) ?? 0);
    }
    expect(5000).toBeGreaterThan(3 * PULSE_INTERVAL_MS);
    expect(standings(parts)).toEqual([
      ['Emmy Noether', 'here'],
      ['Kim', 'lagging'],
    ]);
    room.pulsed('a', audience.pulses.at(-1) ?? 0);
    room.pulsed('driver', audience.pulses.at(-1) ?? 0);
    expect(standings(parts)).toEqual([
      ['Emmy Noether', 'here'],
      ['Kim', 'here'],
    ]);
    // A number that was never sent does not run ahead.
    room.pulsed('a', 1e9);
    for (let pulse = 0; pulse < 4; pulse++) clock.pass(PULSE_INTERVAL_MS);
    expect(standings(parts).find(([name]) => name === 'Kim')).toEqual(['Kim', 'lagging']);
  });

  test('WR10 who acknowledges pictures answers no pulse, is asked none, and lags within five seconds when that ends', async () => {
    const parts = await openRoom();
    parts.driven();
    parts.join('a', { name: 'Kim' });
    const { clock, audience, room } = parts;
    await room.flush();
    const kim = (): unknown => standings(parts).find(([name]) => name === 'Kim')?.[1];
    for (let pulse = 0; pulse < 6; pulse++) {
      clock.pass(PULSE_INTERVAL_MS - 1);
      room.seen('a', pulse);
      clock.pass(1);
      room.pulsed('driver', audience.pulses.at(-1) ?? 0);
    }
    expect([audience.pulsesOf('driver'), audience.pulsesOf('a')]).toEqual([6, 0]);
    expect(kim()).toBe('here');
    const asked = audience.pulsesOf('a');
    clock.pass(2 * PULSE_INTERVAL_MS);
    expect(audience.pulsesOf('a')).toBe(asked + 2);
    expect(kim()).toBe('lagging');
  });

  test('a member of two devices lags when both do', async () => {
    const parts = await openRoom();
    const { clock, audience, room } = parts;
    parts.driven();
    const { member } = parts.join('a', { name: 'Kim' });
    parts.join('a2', { member });
    await room.flush();
    for (let pulse = 0; pulse < 4; pulse++) {
      clock.pass(PULSE_INTERVAL_MS);
      for (const one of ['driver', 'a2']) room.pulsed(one, audience.pulses.at(-1) ?? 0);
    }
    expect(standings(parts).find(([name]) => name === 'Kim')).toEqual(['Kim', 'here']);
  });

  test('who drops is listed as dropped, and is no ghost after half a minute', async () => {
    const parts = await openRoom();
    const { does } = parts.driven();
    parts.join('a', { name: 'Kim' });
    await does({ type: 'release' });
    parts.room.leave('a');
    expect(parts.room.here).toBe(1);
    expect(standings(parts)).toContainEqual(['Kim', 'dropped']);
    parts.clock.pass(DROPPED_FOR_MS);
    expect(standings(parts).map(([name]) => name)).not.toContain('Kim');
  });

  test('who drops and returns at once is here, also to a device that leads and came in between', async () => {
    const parts = await openRoom();
    const { member: driver } = parts.driven();
    const { member } = parts.join('a', { name: 'Kim' });
    await parts.room.flush();
    parts.clock.pass(1000);
    // Something has just been announced: what changes now waits half a second.
    parts.join('b');
    parts.room.leave('a');
    parts.join('phone', { member: driver });
    parts.join('a2', { member });
    parts.clock.pass(1000);
    for (const device of ['driver', 'phone']) {
      const people = parts.audience.desks.get(device)?.people;
      expect(people?.find(({ id }) => id === member.id)?.standing).toBe('here');
    }
  });

  test('a projector is nobody', async () => {
    const parts = await openRoom();
    parts.driven();
    const { member } = parts.join('screen', { screen: true });
    await parts.room.flush();
    expect(parts.room.here).toBe(1);
    expect(deskOf(parts).people).toHaveLength(1);
    expect(parts.audience.desks.has('screen')).toBe(false);
    parts.room.leave('screen');
    expect(parts.join('screen2', { screen: true, member }).member.id).toBe(member.id);
  });
});

test('EM2 an embedded board is nobody, may do nothing, and is listed as what it is', async () => {
  const parts = await openRoom();
  parts.driven();
  const { member } = parts.join('slide', { screen: true, embed: true });
  parts.join('screen', { screen: true });
  parts.clock.pass(1000);
  expect(parts.room.here).toBe(1);
  expect(deskOf(parts).people).toHaveLength(1);
  expect(deskOf(parts).screens).toEqual([
    { id: member.id, since: expect.any(Number), embed: true },
    { id: expect.any(String), since: expect.any(Number) },
  ]);
  await expect(parts.room.command('slide', { type: 'lost', lost: true })).rejects.toMatchObject({
    code: 'not-for-a-screen',
  });
  await parts.room.command('driver', { type: 'kick', member: member.id });
  expect([...parts.audience.dismissed.keys()]).toEqual(['slide']);
});

describe('FO1 who follows', () => {
  test('the driver is told how many; whoever joins or drives follows', async () => {
    const parts = await openRoom();
    const { does } = parts.driven();
    const { member } = parts.join('a');
    parts.join('b');
    await parts.room.command('a', { type: 'follow', following: false });
    expect(deskOf(parts)).toMatchObject({ following: 1, viewers: 2 });
    await does(
      { type: 'appoint', member: member.id, assistant: true },
      { type: 'hand-over', member: member.id },
    );
    parts.clock.pass(1000);
    expect(parts.audience.desks.get('a')).toMatchObject({ following: 2, viewers: 2 });
  });

  test('who leads the class no more is told nothing of it', async () => {
    const parts = await openRoom();
    const { does } = parts.driven();
    const { member } = parts.join('a');
    await does({ type: 'appoint', member: member.id, assistant: true });
    parts.clock.pass(1000);
    expect(parts.audience.desks.get('a')?.people).toHaveLength(2);
    await does({ type: 'appoint', member: member.id, assistant: false });
    parts.clock.pass(1000);
    expect(parts.audience.desks.get('a')).toBeNull();
  });
});

test('CL5 RM4 who comes with the secret drives at once, before the disk has it; who asks for the wheel does not', async () => {
  const store = scriptedStore();
  const { room, join, audience } = await openRoom(store);
  const { passed, open } = gate();
  store.until = passed;
  const first = join('first', { secret: SECRET }).member;
  expect(room.state.driver).toBe(first.id);
  expect(audience.personals.get('first')?.role).toBe('driver');
  const second = join('second', { secret: SECRET }).member;
  const taking = room.command('second', { type: 'take-wheel' });
  for (let i = 0; i < 50; i++) await Promise.resolve();
  expect(room.state.driver).toBe(first.id);
  store.until = null;
  open();
  await taking;
  expect(room.state.driver).toBe(second.id);
});

test('CL8 the desk is told whole once, and then as differences; to who leads again, whole again', async () => {
  const parts = await openRoom();
  const { does } = parts.driven();
  const { wholeDesks, desks } = parts.audience;
  const { member } = parts.join('a', { name: 'Kim' });
  parts.clock.pass(1000);
  expect(wholeDesks).toEqual(['driver']);
  const appoint = (assistant: boolean) => does({ type: 'appoint', member: member.id, assistant });
  for (const [k, assistant] of [true, false, true].entries()) {
    await appoint(assistant);
    parts.join(`b${k}`);
    parts.clock.pass(1000);
    expect(desks.get('a')).toEqual(assistant ? desks.get('driver') : null);
  }
  parts.join('phone', { member });
  parts.join('c');
  parts.room.leave('b1');
  parts.clock.pass(1000);
  expect(wholeDesks).toEqual(['driver', 'a', 'a', 'a', 'phone']);
  // The driver, Kim and four guests, one of whom has dropped.
  expect(desks.get('driver')?.people).toHaveLength(6);
  for (const device of ['a', 'phone']) expect(desks.get(device)).toEqual(desks.get('driver'));
});

describe('CL7 RM3 the desk of who comes just then', () => {
  const appointed = async (assistant: boolean) => {
    const parts = await openRoom();
    const { does } = parts.driven();
    const { member } = parts.join('a');
    const appoint = (as: boolean) => does({ type: 'appoint', member: member.id, assistant: as });
    await appoint(assistant);
    parts.clock.pass(1000);
    return { ...parts, member, appoint };
  };

  test('who has just been demoted does not get it on another device', async () => {
    const { audience, clock, join, member, appoint } = await appointed(true);
    await appoint(false);
    join('phone', { member });
    expect(audience.desks.has('phone')).toBe(false);
    clock.pass(1000);
    expect(audience.desks.get('phone') ?? null).toBeNull();
  });

  test('who has just been appointed has it at once, and no more where that is taken back before it was announced', async () => {
    const { audience, clock, join, member, appoint } = await appointed(false);
    await appoint(true);
    join('phone', { member });
    expect(audience.desks.get('phone')?.people).toHaveLength(2);
    await appoint(false);
    clock.pass(1000);
    expect(audience.desks.get('phone')).toBeNull();
  });
});

describe('FO2 the pointer', () => {
  test('is the same for everybody, a latecomer too, and says what it points at', async () => {
    const parts = await openRoom();
    const { does } = parts.driven();
    const pointer = { quantity: 'gradientOfW', layer: 1, index: 7 } as const;
    await does({ type: 'point', pointer });
    expect(parts.audience.messages.at(-1)?.event).toEqual({
      type: 'told',
      changes: [[['pointer'], pointer]],
    });
    expect(parts.room.state.pointer).toEqual(pointer);
    await does({ type: 'point', pointer: null });
    expect(parts.room.state.pointer).toBeNull();
  });
});

test('RM2 whoever is only looked at, at the door, changes nobody', async () => {
  const { room, join, driven, store } = await openRoom();
  const { member } = driven();
  join('a', { name: 'Kim' });
  await room.flush();
  const [before, events] = [room.state, (await store.read(CODE))?.events.length];
  room.verify({ name: 'Kim' });
  room.verify({ secret: SECRET, as: member.id });
  room.verify({ member: { id: 'AAAAAAAAAAAA', token: 'BBBBBBBBBBBBBBBBBBBBBB' } });
  expect(() => room.verify({ secret: 'wrong' })).toThrow(expect.objectContaining({ code: 'bad-secret' }));
  await room.flush();
  expect([room.state, room.here, (await store.read(CODE))?.events.length]).toEqual([before, 2, events]);
  // The name is not taken by somebody who did not come.
  const late = join('b', { name: 'Kim' });
  expect(late.member.id).not.toBe(member.id);
});
