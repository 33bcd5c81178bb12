/** The verdict can fail: histories that are made up, with one fault each (SPEC CL5, CL6, CL10). */
import { NOTHING } from '@deltaboard/shared/class/state.ts';
import { FACT_VERSION, type Fact } from '@deltaboard/shared/class/fact.ts';
import type { Command } from '@deltaboard/shared/class/table.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { describe, expect, test } from 'vitest';
import type { Asked } from './member.ts';
import { verdictOn, type Verdict } from './verdict.ts';

const cursor = (step: number) => ({ run: 0, branch: 0, step, example: 0, operation: 0 });
const move: Command = { type: 'move', granularity: 'step', direction: 1 };
const moved = (step: number): Fact => ({
  ...{ type: 'moved', how: 'move', cursor: cursor(step), subject: NOTHING.subject, because: 'driver' },
  ...{ granularity: 'step', direction: 1, moves: 1 },
});
const point = (index: number): Command => ({
  type: 'point',
  pointer: { quantity: 'delta', layer: 1, index },
});
const pinned = (index: number): Fact => ({
  type: 'pinned',
  pointer: { quantity: 'delta', layer: 1, index },
});
const view = (page: 'board' | 'graph'): Command => ({ type: 'view', view: { page } });
const viewed = (page: 'board' | 'graph'): Fact => ({ type: 'view-changed', changed: { page } });
const pause: Command = { type: 'pause' };
const paused: Fact = { type: 'run-paused', cursor: cursor(5), because: 'driver', hit: null };
const run: Command = { type: 'run' };
const ran: Fact = { type: 'run-continued', cursor: cursor(1) };

/** At what time a command was asked, and answered ten milliseconds later; and what it has left in the log, if anything. */
type Did = readonly [at: number, command: Command, ...left: readonly Fact[]];

const opening: readonly Fact[] = [
  { type: 'class-opened', code: 'KQ7M-2P', secretHash: 'hash' },
  {
    ...{ type: 'run-started', run: 0, preset: 'board', configuration: presets.board, corpus: null },
    ...{ epochLength: 1000, probes: 3, speed: null },
  },
  { type: 'reached', run: 0, branch: 0, step: 9 },
];

function verdict(history: readonly Did[], kills: readonly number[] = []): Verdict {
  const asked = history.map(([at, command], k): Asked => ({
    ...{ id: `command ${k}`, command, askedAt: at, answeredAt: at + 10 },
    reply: { ok: true },
  }));
  const facts = [
    ...opening.map((fact) => ({ command: null, fact })),
    ...history.flatMap(([, , ...left], k) => left.map((fact) => ({ command: `command ${k}`, fact }))),
  ];
  const events = facts.map(({ command, fact }, at) => ({
    ...{ seq: at + 1, at, by: 'driver', command, version: FACT_VERSION, fact },
  }));
  return verdictOn({ events }, [{ asked }], kills);
}
const good: Verdict = { lost: [], doubled: [] };
const lost = (...what: readonly string[]): Verdict => ({ ...good, lost: what });
const doubled = (...what: readonly string[]): Verdict => ({ ...good, doubled: what });

test('CL5 a history without a fault has none', () => {
  const history: readonly Did[] = [
    [0, move, moved(2)],
    [100, view('graph'), viewed('graph')],
    [200, point(1), pinned(1)],
    [300, { type: 'hold', granularity: 'step', direction: 1 }, moved(3), moved(6)],
    [400, run, ran],
    [500, pause, paused],
  ];
  expect(verdict(history, [5000])).toEqual(good);
});

describe('CL5 what was acknowledged is lost', () => {
  test('a move more than a second before the kill, and none within it', () => {
    expect(verdict([[0, move]], [1500])).toEqual(lost('move command 0'));
    expect(verdict([[900, move]], [1500])).toEqual(good);
  });

  test('a view that changed something, not one that was so already', () => {
    const graph = [0, view('graph'), viewed('graph')] as const;
    expect(verdict([graph, [100, view('board')]], [5000])).toEqual(lost('view command 1'));
    expect(verdict([graph, [100, view('graph')]], [5000])).toEqual(good);
    expect(verdict([graph, [4500, view('board')], [5200, view('graph')]], [5000])).toEqual(good);
  });

  test('a pin, but for one that the next one took along within the second', () => {
    expect(verdict([[0, point(1)]], [5000])).toEqual(lost('point command 0'));
    expect(
      verdict([
        [0, point(1)],
        [300, point(2), pinned(2)],
      ]),
    ).toEqual(good);
    const late: readonly Did[] = [
      [0, point(1)],
      [1500, point(2), pinned(2)],
    ];
    expect(verdict(late)).toEqual(lost('point command 0'));
    // The next one may be lost, and then not the one before it, which had its second.
    const both: readonly Did[] = [
      [0, point(1)],
      [800, point(2)],
    ];
    expect(verdict(both, [1500])).toEqual(lost('point command 0'));
    expect(verdict([[0, point(1), pinned(2)]])).toEqual(lost('point command 0: it is another'));
  });

  test('a pause of a run that ran, not of one that had stopped by itself', () => {
    const running = [0, run, ran] as const;
    expect(verdict([running, [100, pause], [200, point(1), pinned(1)]])).toEqual(lost('pause command 1'));
    expect(
      verdict([
        [0, run, ran, { ...paused, because: 'epoch-limit' }],
        [100, pause],
      ]),
    ).toEqual(good);
  });
});

test('CL6 what was performed twice is doubled, a move, a seek, a view and a pin too; a held key leaves many', () => {
  expect(verdict([[0, move, moved(2), moved(3)]])).toEqual(doubled('move command 0'));
  const seek: Command = { type: 'seek', step: 3, operation: 0 };
  expect(verdict([[0, seek, moved(3), moved(3)]])).toEqual(doubled('seek command 0'));
  expect(verdict([[0, view('graph'), viewed('graph'), viewed('graph')]])).toEqual(doubled('view command 0'));
  expect(verdict([[0, point(1), pinned(1), pinned(1)]])).toEqual(doubled('point command 0'));
});
