/** What a class keeps is bounded: its members' share first, and whoever leads it always fits (SPEC LM3). By counts. */
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { describe, expect, test } from 'vitest';
import type { Limits } from '../limits.ts';
import { DROPPED_FOR_MS } from '../people/presence.ts';
import { oneStep } from './testing/commands.ts';
import { openRoom, SECRET } from './testing/room.ts';

const says = (text: string): Command => ({ type: 'contribute', contribution: { kind: 'question', text } });
const tooMany = (what: string, limit: number) => new Refusal('too-many', { what, limit });

async function classroom(chosen: Partial<Limits>) {
  const parts = await openRoom(undefined, chosen);
  parts.join('driver', { secret: SECRET });
  const textIds = () => parts.room.book.state.texts.map(({ text }) => text);
  return { ...parts, textIds };
}

describe('LM3 texts of a room that is full of them', () => {
  test('the oldest of somebody who has left goes first, and its words with it', async () => {
    const { room, join, clock, textIds } = await classroom({ texts: 3 });
    for (const who of ['a', 'b', 'c']) join(who);
    await room.command('a', says('a?'));
    await room.command('b', says('b?'));
    await room.command('a', says('a again?'));
    await expect(room.command('c', says('c?'))).rejects.toEqual(tooMany('waiting', 3));
    room.leave('a');
    await room.command('c', says('c?'));
    expect(textIds()).toEqual([2, 3, 4]);
    expect(JSON.stringify([...room.book.rows])).not.toContain('a?"');
    clock.pass(DROPPED_FOR_MS);
    await room.command('c', says('c again?'));
    expect(textIds()).toEqual([2, 4, 5]);
    await expect(room.command('c', says('and again?'))).rejects.toEqual(tooMany('waiting', 3));
  });

  test('what is before the class stays, whoever has left', async () => {
    const { room, join, textIds } = await classroom({ texts: 2 });
    for (const who of ['a', 'b']) join(who);
    await room.command('a', says('open'));
    await room.command('a', says('shown'));
    await room.command('driver', { type: 'put-to-vote', id: 1, open: true });
    await room.command('driver', { type: 'show', id: 2 });
    room.leave('a');
    await expect(room.command('b', says('b?'))).rejects.toEqual(tooMany('waiting', 2));
    expect(textIds()).toEqual([1, 2]);
  });
});

describe('LM3 the log of a class', () => {
  test('members fill their share, and can take back what they wrote; whoever leads the class goes on, also after a restart', async () => {
    const { room, join, textIds } = await classroom({ log: 6 });
    join('a');
    // The first trace is two facts: who joined, and what they wrote.
    for (const text of ['1', '2', '3', '4', '5']) await room.command('a', says(text));
    expect(room.book.state.written).toBe(6);
    const full = tooMany('log', 6);
    await expect(room.command('a', { type: 'lost', lost: true })).rejects.toEqual(full);
    await room.command('a', { type: 'withdraw', id: 3 });
    await expect(room.command('a', says('6'))).rejects.toEqual(full);
    expect(textIds()).toEqual([1, 2, 4, 5]);
    for (let k = 0; k < 20; k++) await room.command('driver', { type: 'names', hidden: k % 2 === 0 });
    await room.command('driver', oneStep);
    await room.command('driver', { type: 'discard', id: 1 });
    join('again', { secret: SECRET });
    expect(textIds()).toEqual([2, 4, 5]);
  });

  test('so many members leave a trace; with the secret one is let in all the same', async () => {
    const { room, join } = await classroom({ record: 3 });
    for (const who of ['a', 'b', 'c']) join(who);
    await room.command('a', { type: 'lost', lost: true });
    await room.command('b', { type: 'hand', raised: true });
    await expect(room.command('c', says('c?'))).rejects.toEqual(tooMany('record', 3));
    await room.command('a', says('a?'));
    join('other', { secret: SECRET });
    expect(Object.keys(room.book.state.members)).toHaveLength(4);
  });

  test('so many questions, runs and branches', async () => {
    const { room } = await classroom({ questions: 1, runs: 2, branches: 1 });
    const asks: Command = { type: 'ask', asked: { kind: 'delta-sign', layer: 1, unit: 2 } };
    await room.command('driver', asks);
    await room.command('driver', { type: 'dismiss' });
    await expect(room.command('driver', asks)).rejects.toEqual(tooMany('questions', 1));
    await room.command('driver', oneStep);
    await room.command('driver', { type: 'move', granularity: 'step', direction: -1 });
    const sets: Command = { type: 'set', change: { setting: 'learningRate', value: 0.3 } };
    await expect(room.command('driver', sets)).rejects.toEqual(tooMany('branches', 1));
    await room.command('driver', { type: 'reset' });
    await expect(room.command('driver', { type: 'reset' })).rejects.toEqual(tooMany('runs', 2));
  });
});

describe('LM1 a model, where a server allows less than the format', () => {
  const { board } = presets;
  const text = 'Paris is big .\n'.repeat(30);
  test.each([
    ['layers', { layers: 1 }, { ...board, hidden: [4, 4] }, { path: 'hidden', value: 2, reason: '<=1' }],
    ['width', { width: 8 }, { ...board, hidden: [9] }, { path: 'hidden.0', value: 9, reason: '<=8' }],
    ['batch', { batch: 2 }, { ...board, batch: 3 }, { path: 'batch', value: 3, reason: '<=2' }],
    [
      'parameters',
      { parameters: 100 },
      board,
      { path: 'hidden', value: expect.any(Number), reason: 'parameters<=100' },
    ],
  ])('%s are refused by path, value and bound', async (_, limits, configuration, params) => {
    const { room } = await classroom(limits);
    const configured = room.command('driver', { type: 'configure', preset: null, configuration });
    await expect(configured).rejects.toMatchObject({ code: 'configuration', params });
  });

  test('a pasted text', async () => {
    const { room } = await classroom({ corpus: 100 });
    const configuration = { ...board, corpus: { kind: 'pasted' as const, text } };
    const configured = room.command('driver', { type: 'configure', preset: null, configuration });
    await expect(configured).rejects.toEqual(
      new Refusal('corpus-too-large', { characters: text.length, limit: 100 }),
    );
  });
});
