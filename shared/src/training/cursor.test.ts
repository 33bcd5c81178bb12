import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  atOperation,
  granularities,
  moved,
  movedInPass,
  showsSamePass,
  shownStep,
  type Cursor,
  type Move,
  type StepLengths,
} from './cursor.ts';

const at = (step: number, operation: number): Cursor => ({ run: 0, branch: 0, step, example: 0, operation });
const beginning = at(1, 0);

/** The lengths of a step: its examples, and what comes after them. */
const lengthsOf = (example: number, batch: number, after: number, epochLength: number): StepLengths => ({
  example,
  batch,
  operations: batch * example + after,
  epochLength,
});
const lengths = fc
  .record({
    example: fc.integer({ min: 2, max: 20 }),
    batch: fc.integer({ min: 1, max: 5 }),
    after: fc.integer({ min: 1, max: 3 }),
    epochLength: fc.integer({ min: 1, max: 50 }),
  })
  .map(({ example, batch, after, epochLength }) => lengthsOf(example, batch, after, epochLength));
const granularity = fc.constantFrom(...granularities);
const situation = lengths.chain((known) =>
  fc.record({
    known: fc.constant(known),
    cursor: fc
      .record({ step: fc.integer({ min: 1, max: 500 }), operation: fc.nat(known.operations - 1) })
      .map(({ step, operation }) => atOperation(at(step, 0), operation, known)),
  }),
);

/** How far along the run, so that "further" can be said of any two cursors. */
const position = ({ step, operation }: Cursor, operations: number): number =>
  (step - 1) * operations + operation;

const repeat = (cursor: Cursor, move: Move, times: number, known: Parameters<typeof moved>[2]): Cursor =>
  Array.from({ length: times }).reduce<Cursor>((here) => moved(here, move, known), cursor);

describe('RN8 moves', () => {
  it('the K-th operation ends the step; back from there it is not performed yet', () => {
    const known = lengthsOf(13, 1, 1, 100);
    expect(moved(at(7, 13), { granularity: 'operation', direction: 1 }, known)).toEqual(at(8, 0));
    expect(moved(at(8, 0), { granularity: 'operation', direction: -1 }, known)).toEqual(at(7, 13));
    expect(moved(beginning, { granularity: 'operation', direction: -1 }, known)).toEqual(beginning);
  });

  it.each<[Cursor, Cursor, Cursor]>([
    [at(7, 5), at(8, 0), at(7, 0)],
    [at(7, 0), at(8, 0), at(6, 0)],
    [at(1, 5), at(2, 0), beginning],
    [beginning, at(2, 0), beginning],
  ])('a step from %o', (from, forward, back) => {
    const known = lengthsOf(13, 1, 1, 100);
    expect(moved(from, { granularity: 'step', direction: 1 }, known)).toEqual(forward);
    expect(moved(from, { granularity: 'step', direction: -1 }, known)).toEqual(back);
  });

  it.each<[Cursor, Cursor, Cursor]>([
    [at(150, 5), at(201, 0), at(101, 0)],
    [at(101, 0), at(201, 0), beginning],
    [at(101, 1), at(201, 0), at(101, 0)],
    [at(100, 13), at(101, 0), beginning],
  ])('an epoch from %o', (from, forward, back) => {
    const known = lengthsOf(13, 1, 1, 100);
    expect(moved(from, { granularity: 'epoch', direction: 1 }, known)).toEqual(forward);
    expect(moved(from, { granularity: 'epoch', direction: -1 }, known)).toEqual(back);
  });

  describe('three examples of 13 operations, their mean and the update', () => {
    const known = lengthsOf(13, 3, 2, 100);
    const in3 = (step: number, operation: number, example: number): Cursor => ({
      ...at(step, operation),
      example,
    });

    it.each<[Cursor, Cursor, Cursor]>([
      [in3(7, 0, 0), in3(7, 13, 0), in3(6, 39, 2)],
      [in3(7, 5, 0), in3(7, 13, 0), in3(7, 0, 0)],
      [in3(7, 13, 0), in3(7, 26, 1), in3(7, 0, 0)],
      [in3(7, 14, 1), in3(7, 26, 1), in3(7, 13, 0)],
      [in3(7, 39, 2), in3(8, 0, 0), in3(7, 26, 1)],
      [in3(7, 40, 2), in3(8, 0, 0), in3(7, 39, 2)],
      [in3(1, 0, 0), in3(1, 13, 0), in3(1, 0, 0)],
    ])('an example from %o', (from, forward, back) => {
      expect(moved(from, { granularity: 'example', direction: 1 }, known)).toEqual(forward);
      expect(moved(from, { granularity: 'example', direction: -1 }, known)).toEqual(back);
    });

    it('the example is that of the operation performed last', () => {
      const examples = [0, 1, 13, 14, 26, 27, 39, 40].map(
        (operation) => atOperation(at(7, 0), operation, known).example,
      );
      expect(examples).toEqual([0, 0, 0, 1, 1, 2, 2, 2]);
      expect(atOperation(at(7, 0), 41, known)).toEqual(at(8, 0));
    });

    it('an epoch of 100 examples ends with the 34th and the 67th step', () => {
      const epoch = (from: Cursor, direction: 1 | -1) =>
        moved(from, { granularity: 'epoch', direction }, known);
      expect(epoch(beginning, 1)).toEqual(at(35, 0));
      expect(epoch(at(35, 0), 1)).toEqual(at(68, 0));
      expect(epoch(at(68, 0), 1)).toEqual(at(101, 0));
      expect(epoch(in3(50, 20, 1), -1)).toEqual(at(35, 0));
      expect(epoch(at(35, 0), -1)).toEqual(beginning);
    });
  });

  it('n operations forward and n back are the same cursor, from anywhere', () => {
    fc.assert(
      fc.property(situation, fc.nat(200), ({ known, cursor }, n) => {
        const there = repeat(cursor, { granularity: 'operation', direction: 1 }, n, known);
        expect(position(there, known.operations) - position(cursor, known.operations)).toBe(n);
        expect(repeat(there, { granularity: 'operation', direction: -1 }, n, known)).toEqual(cursor);
      }),
    );
  });

  it('n back and n forward are the same cursor unless the beginning was in the way', () => {
    fc.assert(
      fc.property(situation, fc.nat(200), ({ known, cursor }, n) => {
        const there = repeat(cursor, { granularity: 'operation', direction: -1 }, n, known);
        const back = repeat(there, { granularity: 'operation', direction: 1 }, n, known);
        if (n <= position(cursor, known.operations)) expect(back).toEqual(cursor);
        else expect(there).toEqual(beginning);
      }),
    );
  });

  it('n steps, or epochs, forward and n back are the same cursor from a boundary of theirs', () => {
    fc.assert(
      fc.property(
        situation,
        fc.constantFrom('step' as const, 'epoch' as const),
        fc.nat(40),
        ({ known, cursor }, granularity, n) => {
          const boundary = moved(cursor, { granularity, direction: -1 }, known);
          const there = repeat(boundary, { granularity, direction: 1 }, n, known);
          expect(repeat(there, { granularity, direction: -1 }, n, known)).toEqual(boundary);
        },
      ),
    );
  });

  it('every move stays in normal form and goes its way', () => {
    fc.assert(
      fc.property(
        situation,
        granularity,
        fc.constantFrom<1 | -1>(1, -1),
        ({ known, cursor }, of, direction) => {
          const there = moved(cursor, { granularity: of, direction }, known);
          expect(there.step).toBeGreaterThanOrEqual(1);
          expect(there.operation).toBeGreaterThanOrEqual(0);
          expect(there.operation).toBeLessThan(known.operations);
          const way = position(there, known.operations) - position(cursor, known.operations);
          if (position(cursor, known.operations) > 0 || direction === 1)
            expect(Math.sign(way)).toBe(direction);
          else expect(there).toEqual(beginning);
        },
      ),
    );
  });

  it('a pass is shown from its first operation to the end of its step', () => {
    expect([at(5, 1), at(5, 13), at(6, 0)].map(shownStep)).toEqual([5, 5, 5]);
    expect(showsSamePass(at(5, 13), at(6, 0))).toBe(true);
    expect(showsSamePass(at(6, 0), at(6, 1))).toBe(false);
    expect(showsSamePass(at(5, 1), { ...at(5, 1), branch: 1 })).toBe(false);
  });

  it('a probe is walked from nothing to everything and back, and no further', () => {
    const walk = (from: number | null, direction: 1 | -1, moves: number) =>
      Array.from({ length: moves }).reduce<(number | null)[]>(
        (passed) => [...passed, movedInPass(passed[passed.length - 1], direction, 3)],
        [from],
      );
    expect(walk(null, -1, 4)).toEqual([null, 2, 1, 0, 0]);
    expect(walk(0, 1, 4)).toEqual([0, 1, 2, null, null]);
  });
});
