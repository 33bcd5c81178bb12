import { describe, expect, it } from 'vitest';
import { copiedUpTo, createRecordMemory, FIRST_LOSSES, LAST_LOSSES, recordOn } from './branch-record.ts';

const J = (step: number): number => 1 / step;

function recorded(steps: number) {
  const memory = createRecordMemory();
  const record = recordOn(memory);
  for (let step = 1; step <= steps; step++) record.add(J(step));
  return { memory, record };
}

describe('TR8 losses', () => {
  it('are exact for the first 1,000 and the last 100,000 steps', () => {
    const steps = 250_000;
    const { record } = recorded(steps);
    expect(record.held()).toEqual([
      { from: 1, to: FIRST_LOSSES },
      { from: steps - LAST_LOSSES + 1, to: steps },
    ]);
    for (const [from, to] of [
      [1, 1000],
      [steps - LAST_LOSSES + 1, steps - LAST_LOSSES + 900],
      [steps - 10, steps],
    ]) {
      const points = record.losses(from, to, 1);
      expect(points).toHaveLength(to - from + 1);
      for (const { step, count, J: known } of points)
        expect([count, ...known]).toEqual([1, J(step), J(step), J(step)]);
    }
    expect(record.losses(1001, steps - LAST_LOSSES, 1)).toEqual([]);
  });

  it('merge to exact least, mean and greatest', () => {
    const { record } = recorded(100);
    expect(record.losses(11, 25, 10)).toEqual([
      { step: 11, count: 10, J: [J(20), expect.closeTo(meanOf(11, 20), 15), J(11)] },
      { step: 21, count: 5, J: [J(25), expect.closeTo(meanOf(21, 25), 15), J(21)] },
    ]);
  });

  it('RN6 a branch begins with those up to where it left, and neither changes the other', () => {
    const { memory, record } = recorded(300);
    record.evaluated = 200;
    const branch = recordOn(copiedUpTo(memory, 120));
    expect([branch.last, branch.evaluated]).toEqual([120, 120]);
    branch.add(7);
    record.add(8);
    expect(branch.losses(119, 400, 1).map(({ J: [least] }) => least)).toEqual([J(119), J(120), 7]);
    expect(record.losses(119, 122, 1).map(({ J: [least] }) => least)).toEqual([119, 120, 121, 122].map(J));
    expect([record.last, record.evaluated]).toEqual([301, 200]);
  });

  it('what is cut is not held; what comes then is', () => {
    const { record } = recorded(LAST_LOSSES + 50_000);
    record.cutAt(60_000);
    record.add(3);
    expect(record.last).toBe(60_001);
    const [first, late] = record.held();
    expect(first).toEqual({ from: 1, to: FIRST_LOSSES });
    expect(late.to).toBe(60_001);
    for (const { step, J: known } of record.losses(late.from, 60_000, 1)) expect(known[1]).toBe(J(step));
    record.cutAt(10);
    expect(record.held()).toEqual([{ from: 1, to: 10 }]);
  });
});

function meanOf(from: number, to: number): number {
  let sum = 0;
  for (let step = from; step <= to; step++) sum += J(step);
  return sum / (to - from + 1);
}
