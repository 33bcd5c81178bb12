/** RN16 at the room: when what is kept of a run is written. */
import { describe, expect, test } from 'vitest';
import { SAVE_AFTER_MS, SAVE_EVERY_MS } from './kept-runs.ts';
import { oneStep } from './testing/commands.ts';
import { CODE, openRoom } from './testing/room.ts';
import { createMemoryStore } from '../store/memory-store.ts';

/** A driven room, and how often a run was written. */
async function opened() {
  const store = createMemoryStore();
  const written: string[] = [];
  const counted = {
    ...store,
    cache: (code: string, key: string, bytes: Uint8Array | null) => {
      written.push(`${bytes ? 'kept' : 'dropped'} ${key}`);
      return store.cache(code, key, bytes);
    },
  };
  const parts = await openRoom(counted);
  return { ...parts, ...parts.driven(), written };
}

describe('RN16 what is kept of a run is written', () => {
  test('a second after a pause, so that nobody waits for it, and every ten seconds at the most', async () => {
    const { does, clock, written } = await opened();
    await does(oneStep, oneStep);
    expect(written).toEqual([]);
    clock.pass(SAVE_AFTER_MS);
    expect(written).toEqual(['kept run 0']);
    await does(oneStep);
    clock.pass(SAVE_EVERY_MS - 1);
    expect(written).toHaveLength(1);
    clock.pass(1);
    expect(written).toHaveLength(2);
    clock.pass(10 * SAVE_EVERY_MS);
    expect(written).toHaveLength(2);
  });

  test('each by itself: one that was just left does not hold up the next', async () => {
    const { does, clock, written } = await opened();
    await does(oneStep);
    clock.pass(SAVE_AFTER_MS);
    await does(oneStep, { type: 'reset' }, oneStep);
    clock.pass(SAVE_AFTER_MS);
    expect(written).toEqual(['kept run 0', 'kept run 1']);
    clock.pass(SAVE_EVERY_MS);
    expect(written).toEqual(['kept run 0', 'kept run 1', 'kept run 0']);
  });

  test('with the branch that was made meanwhile', async () => {
    const { does, clock, store, written } = await opened();
    await does(oneStep, oneStep, { type: 'seek', step: 1, operation: 0 });
    await does({ type: 'set', change: { setting: 'learningRate', value: 0.5 } }, oneStep);
    clock.pass(SAVE_AFTER_MS);
    expect(written).toEqual(['kept run 0']);
    const [bytes] = [...(await store.cached(CODE)).values()];
    const length = Buffer.from(bytes).readUInt32LE(0);
    const told = JSON.parse(Buffer.from(bytes).toString('utf8', 4, 4 + length)) as { branch: number }[];
    expect(told.map(({ branch }) => branch).toSorted()).toEqual([0, 1]);
  });

  test('at once when the room is closed, also of a run that was left just before; and not more than four', async () => {
    const { does, room, written } = await opened();
    await does(oneStep);
    for (let run = 1; run <= 4; run++) await does({ type: 'reset' }, oneStep);
    expect(written).toEqual([]);
    await room.close();
    expect(written).toEqual([...[0, 1, 2, 3, 4].map((run) => `kept run ${run}`), 'dropped run 0']);
  });
});
