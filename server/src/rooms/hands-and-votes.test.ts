import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import type { Personal } from '@deltaboard/shared/protocol/participation.ts';
import { describe, expect, test } from 'vitest';
import { DROPPED_FOR_MS } from '../people/presence.ts';
import { bookOf } from './book.ts';
import { recordingAudience } from './testing/recording-audience.ts';
import { alone, CODE, openRoom, watching } from './testing/room.ts';
import { Room } from './room.ts';

const write = (text: string, kind: 'question' | 'answer' = 'question'): Command => ({
  type: 'contribute',
  contribution: { kind, text },
});
const vote = (id: number, up = true): Command => ({ type: 'vote', id, up });

async function classroom() {
  const parts = await openRoom();
  const { room, audience, clock, join } = parts;
  const { does } = parts.driven();
  for (const name of ['ann', 'bob', 'cho']) join(name, { name });
  const own = (name: string): Personal => {
    const personal = audience.personals.get(name);
    if (!personal) throw new Error(`${name} is told nothing`);
    return personal;
  };
  const desk = () => {
    clock.pass(1000);
    const told = audience.desks.get('driver');
    if (!told) throw new Error('there is no desk');
    return told;
  };
  return { ...parts, does, own, desk, says: (name: string, command: Command) => room.command(name, command) };
}

describe('CO1 CO2 votes for questions of the room', () => {
  test('a question is the class’s to read once the driver opens it, and not who has asked it', async () => {
    const parts = await classroom();
    const { does, says, room, join } = parts;
    const viewer = watching(parts, 'dan');
    await says('ann', write('Why is δ a column?'));
    await says('bob', write('because of f′', 'answer'));
    expect(JSON.stringify(viewer().state)).not.toContain('Why is');
    await does({ type: 'put-to-vote', id: 1, open: true });
    expect(viewer().state.openTexts).toEqual([{ id: 1, text: 'Why is δ a column?' }]);
    expect(JSON.stringify(viewer().state)).not.toMatch(/"ann"/);
    join('late');
    expect(room.state.openTexts).toHaveLength(1);
    // What somebody has answered why is no question.
    await expect(does({ type: 'put-to-vote', id: 2, open: true })).rejects.toMatchObject({
      code: 'no-such-contribution',
    });
    await does({ type: 'put-to-vote', id: 1, open: false });
    expect(viewer().state.openTexts).toEqual([]);
  });

  test('one vote a member and text, taken back by the same press; never for one’s own, or what is not open', async () => {
    const parts = await classroom();
    const { does, says, own, desk, clock } = parts;
    const viewer = watching(parts, 'dan');
    await says('ann', write('Why?'));
    await expect(says('bob', vote(1))).rejects.toMatchObject({ code: 'no-such-contribution' });
    await does({ type: 'put-to-vote', id: 1, open: true });
    await expect(says('ann', vote(1))).rejects.toMatchObject({ code: 'no-such-contribution' });
    for (const name of ['bob', 'bob', 'cho']) await says(name, vote(1));
    expect(own('bob').votes).toEqual([1]);
    expect(own('ann').votes).toEqual([]);
    expect(desk().contributions).toMatchObject([{ id: 1, name: 'ann', open: true, votes: 2 }]);
    expect(viewer().presence.votes).toEqual([[1, 2]]);
    await says('cho', vote(1, false));
    clock.pass(1000);
    expect(viewer().presence.votes).toEqual([[1, 1]]);
    // What is withdrawn takes its votes with it.
    await says('ann', { type: 'withdraw', id: 1 });
    clock.pass(1000);
    expect(own('bob').votes).toEqual([]);
    expect(viewer().presence.votes).toEqual([]);
  });

  test('who is sent away takes their votes with them', async () => {
    const { does, says, desk, join } = await classroom();
    const { member } = join('eve', { name: 'eve' });
    await says('ann', write('Why?'));
    await does({ type: 'put-to-vote', id: 1, open: true });
    for (const name of ['bob', 'eve']) await says(name, vote(1));
    await does({ type: 'kick', member: member.id });
    expect(desk().contributions).toMatchObject([{ votes: 1 }]);
  });
});

describe('CO3 raised hands', () => {
  test('are seen by those who lead, in their order and with their time, and by nobody else', async () => {
    const parts = await classroom();
    const { does, says, own, desk, clock } = parts;
    const viewer = watching(parts, 'dan');
    await says('bob', { type: 'hand', raised: true });
    const since = clock.now();
    clock.pass(5000);
    await says('ann', { type: 'hand', raised: true });
    await says('ann', { type: 'hand', raised: true });
    const hands = desk().hands;
    expect(hands).toMatchObject([
      { name: 'bob', since },
      { name: 'ann', since: since + 5000 },
    ]);
    expect([own('ann').hand, own('bob').hand, own('cho').hand]).toEqual([true, true, false]);
    const told = JSON.stringify([viewer().state, viewer().presence, own('cho')]);
    for (const { member } of hands) expect(told).not.toContain(member);
    await does({ type: 'lower-hand', member: hands[0].member });
    await says('ann', { type: 'hand', raised: false });
    expect(desk().hands).toEqual([]);
    expect(own('bob').hand).toBe(false);
  });

  test('go down with whoever leaves, is sent away, or takes the wheel', async () => {
    const { room, does, says, desk, own, join, clock } = await classroom();
    const [dan, eve] = ['dan', 'eve'].map((name) => join(name, { name }).member.id);
    for (const name of ['bob', 'dan', 'eve']) await says(name, { type: 'hand', raised: true });
    await does({ type: 'kick', member: dan }, { type: 'appoint', member: eve, assistant: true });
    room.leave('bob');
    expect(desk().hands.map(({ name }) => name)).toEqual(['eve']);
    await does({ type: 'hand-over', member: eve });
    clock.pass(1000);
    expect(own('eve').hand).toBe(false);
    expect(room.book.state.hands).toHaveLength(1);
    clock.pass(DROPPED_FOR_MS);
    expect(room.book.state.hands).toEqual([]);
  });

  test('CL10 and votes are there again after a restart', async () => {
    const { room, does, says, store, means } = await classroom();
    await says('ann', write('Why?'));
    await does({ type: 'put-to-vote', id: 1, open: true });
    await says('bob', vote(1));
    await says('bob', { type: 'hand', raised: true });
    const { texts, hands } = room.book.state;
    await room.close();
    const stored = await store.take(CODE);
    if (!stored) throw new Error('it is gone');
    const again = new Room(bookOf(stored), stored.term, means, recordingAudience(), alone);
    await again.open();
    expect(again.book.state).toMatchObject({ texts, hands });
    expect(hands).toHaveLength(1);
    await again.close();
  });
});

test('LO PV1 those who lead are told where members are lost, over all steps, and nobody else', async () => {
  const { room, does, says, desk, audience } = await classroom();
  for (const name of ['ann', 'bob']) await says(name, { type: 'lost', lost: true });
  const here = desk().lostAt;
  expect(here).toEqual([{ operation: { phase: 'forward', tensor: 'J', example: 0 }, members: 2 }]);
  // Each operation by itself; whoever is there again is not counted any more.
  await does({ type: 'move', granularity: 'operation', direction: 1 });
  await says('bob', { type: 'lost', lost: true });
  await does({ type: 'move', granularity: 'operation', direction: -1 });
  await says('bob', { type: 'lost', lost: false });
  expect(desk().lostAt.map(({ members }) => members)).toEqual([1, 1]);
  expect(room.report('driver').lost).toEqual(desk().lostAt);
  expect(audience.desks.get('ann') ?? null).toBeNull();
});

test('PV7 those who lead are told how many projectors are connected, and nobody else', async () => {
  const parts = await classroom();
  const { room, join, desk, audience } = parts;
  expect(desk().screens).toHaveLength(0);
  join('beamer', { screen: true });
  expect(desk().screens).toHaveLength(1);
  room.leave('beamer');
  expect(desk().screens).toHaveLength(0);
  expect(audience.desks.get('ann') ?? null).toBeNull();
});
