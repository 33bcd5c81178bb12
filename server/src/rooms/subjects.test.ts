/** What is looked at, and what is asked about it, while something of it is withdrawn, or still on its way to the disk. */
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import { describe, expect, test } from 'vitest';
import { bookOf } from './book.ts';
import { oneStep } from './testing/commands.ts';
import { gate } from './testing/gate.ts';
import { openRoom, plain, snapshotOf } from './testing/room.ts';
import { scriptedStore } from './testing/scripted-store.ts';
import type { OpenRun } from './open-run.ts';
import { PresentRun } from './present-run.ts';

const sentence: Command = {
  type: 'contribute',
  contribution: { kind: 'sentence', tokens: ['We', 'saw', 'Cork'], centre: 2, goldType: 'LOC' },
};
const ofPass: Command = { type: 'ask', asked: { kind: 'delta-sign', layer: 1, unit: 1 } };
/** A pass that is looked at before its gradients. */
const inside: Command = { type: 'seek', step: 3, operation: 5 };
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

describe('QU2 CL5 a question is about the place where it is asked', () => {
  /** The same, when nothing was on its way. */
  async function asks(...commands: Command[]) {
    const { does, room } = await classroom();
    await does({ type: 'look', subject: { kind: 'window' } }, ...commands, ofPass);
    return room.book.state.questions[0];
  }

  test('a move stands behind what waits for the disk: what is asked next is of where it led', async () => {
    const expected = await asks(inside);
    const { room, does, store } = await classroom();
    await does({ type: 'look', subject: { kind: 'window' } });
    const { passed, open } = gate();
    store.until = passed;
    const orders = [{ type: 'name-class', name: 'Monday' }, inside, ofPass] satisfies Command[];
    const done = Promise.all(orders.map((each) => room.command('driver', each)));
    await turns();
    store.until = null;
    open();
    await done;
    const { place, question } = room.book.state.questions[0];
    expect({ place, question }).toEqual({ place: expected.place, question: expected.question });
    expect(place.cursor).toMatchObject({ step: 3, operation: 5 });
  });

  test('a sentence that is just being withdrawn is not asked about', async () => {
    const expected = await asks();
    const { room, store } = await classroom();
    const { passed, open } = gate();
    store.until = passed;
    const gone = room.command('viewer', { type: 'withdraw', id: 1 });
    const asking = room.command('driver', ofPass);
    await turns();
    store.until = null;
    open();
    await Promise.all([gone, asking]);
    const { place, question } = room.book.state.questions[0];
    expect({ place, question }).toEqual({ place: expected.place, question: expected.question });
    expect(place.subject).toEqual({ kind: 'window' });
    await room.close();
    const stored = await store.read(room.code);
    expect(bookOf(stored ?? { events: [], rows: [] })).toEqual(plain(room.book));
  });
});
