/** What is looked at, while it is withdrawn. */
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import { describe, expect, test } from 'vitest';
import { oneStep } from './testing/commands.ts';
import { gate } from './testing/gate.ts';
import { openRoom, snapshotOf } from './testing/room.ts';
import { scriptedStore } from './testing/scripted-store.ts';
import type { OpenRun } from './open-run.ts';
import { PresentRun } from './present-run.ts';

const sentence: Command = {
  type: 'contribute',
  contribution: { kind: 'sentence', tokens: ['We', 'saw', 'Cork'], centre: 2, goldType: 'LOC' },
};
const turns = () => new Promise((resolve) => setTimeout(resolve, 5));

/** The class stands inside step 4, with its forward pass done, and looks at a viewer's sentence. */
async function classroom() {
  const store = scriptedStore();
  const parts = await openRoom(store);
  const { does } = parts.driven();
  const { member } = parts.join('viewer');
  await does(oneStep, oneStep, oneStep);
  await parts.room.command('viewer', sentence);
  await does({ type: 'seek', step: 4, operation: 5 }, { type: 'show', id: 1 });
  expect(parts.room.state.subject).toMatchObject({
    kind: 'sentence',
    view: { tokens: ['We', 'saw', 'Cork'] },
  });
  return { ...parts, store, does, viewer: member.id };
}

describe.each<[string, Command]>([
  ['a seek', { type: 'seek', step: 2, operation: 0 }],
  ['a move', oneStep],
  ['a held key', { type: 'hold', granularity: 'step', direction: 1 }],
  ['an opening', { type: 'open', run: 0, branch: 0, step: 2, operation: 0 }],
])('CL2 CO a sentence that is gone during %s', (_name, moving) => {
  test.each<[string, string, (viewer: string) => Command]>([
    ['withdrawn', 'viewer', () => ({ type: 'withdraw', id: 1 })],
    ['discarded', 'driver', () => ({ type: 'discard', id: 1 })],
    ['its member sent away', 'driver', (member) => ({ type: 'kick', member })],
  ])('%s, does not come back with it', async (_how, who, gone) => {
    const parts = await classroom();
    const { room, trainers, viewer } = parts;
    const { passed, open } = gate();
    trainers.until = passed;
    const under = room.command('driver', moving);
    await turns();
    await room.command(who, gone(viewer));
    expect(room.state.subject).toEqual({ kind: 'window' });
    trainers.until = null;
    open();
    await under;
    expect(room.state.playback).not.toMatchObject({ cursor: { step: 4, operation: 5 } });
    expect(room.book.state.subject).toEqual({ kind: 'window' });
    expect(JSON.stringify(snapshotOf(parts, 'late').state)).not.toContain('Cork');
  });
});

test('CL2 the view of a sentence is not kept longer than its words', async () => {
  const { room } = await classroom();
  const { book } = room;
  let asked = 0;
  const present = new PresentRun(
    () => book,
    () => undefined,
  );
  const view = { tokens: ['We', 'saw', 'Cork'] };
  const trainer = {
    setProbe: () => undefined,
    setBreakpoints: () => undefined,
    sentenceView: () => (asked++, view),
  };
  present.enter({ plan: { number: 0 }, trainer } as unknown as OpenRun);
  expect([present.live(book).sentence, present.live(book).sentence, asked]).toEqual([view, view, 1]);
  expect(present.live({ ...book, rows: new Map() }).sentence).toBeNull();
});
