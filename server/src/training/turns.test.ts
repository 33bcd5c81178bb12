import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTurnsMemory, turnsOn, type Lane, type Turns } from './turns.ts';

/** What the queue must do, as two lists. */
function createModel(slots: number) {
  let waiting: readonly { readonly seat: number; readonly lane: Lane }[] = [];
  let holding: readonly number[] = [];
  const settle = (): void => {
    while (holding.length < slots && waiting.length > 0) {
      const { seat } = waiting.find(({ lane }) => lane === 'first') ?? waiting[0];
      waiting = waiting.filter((other) => other.seat !== seat);
      holding = [...holding, seat];
    }
  };
  return {
    holding: () => holding,
    waiting: () => waiting.map(({ seat }) => seat),
    ask(seat: number, lane: Lane) {
      waiting = [...waiting, { seat, lane }];
      settle();
    },
    withdraw: (seat: number) => void (waiting = waiting.filter((other) => other.seat !== seat)),
    end(seat: number) {
      waiting = waiting.filter((other) => other.seat !== seat);
      holding = holding.filter((other) => other !== seat);
      settle();
    },
  };
}

const WORKERS = 6;
const event = fc.record({
  seat: fc.nat(WORKERS - 1),
  lane: fc.constantFrom<Lane>('first', 'in-line', 'in-line'),
  act: fc.constantFrom('go on', 'go on', 'go on', 'withdraw', 'die'),
});

const held = (turns: Turns, seats: readonly number[]): readonly number[] =>
  seats.filter((seat) => turns.holds(seat));

/**
 * The language's own, of which the one with this number ends the thread that comes to it.
 * @param woken what was notified
 */
function mortal(dies: number, woken: Set<number>): typeof Atomics {
  let done = 0;
  return new Proxy(Atomics, {
    get:
      (_, name: 'load' | 'notify') =>
      (...given: readonly unknown[]): unknown => {
        if (done++ === dies) throw new Death();
        if (name === 'notify') woken.add(Number(given[1]));
        return Reflect.apply(Atomics[name], Atomics, given);
      },
  });
}
class Death extends Error {}
/** Where a seat says what it does. */
const wordOf = (seat: number): number => 5 + 2 * seat;

describe('TH4 turns', () => {
  it('go to who waits longest, first those who go first; whoever leaves or ends takes none with it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.array(event, { maxLength: 60 }), (slots, events) => {
        const turns = turnsOn(createTurnsMemory(slots));
        const model = createModel(slots);
        const seats = Array.from({ length: WORKERS }, () => turns.sit());
        for (const { seat, lane, act } of events) {
          if (act === 'withdraw') {
            turns.withdraw(seat);
            model.withdraw(seat);
          } else if (act === 'die') {
            turns.vacate(seat);
            model.end(seat);
            expect(turns.sit()).toBe(seat);
          } else if (model.holding().includes(seat)) {
            turns.done(seat);
            model.end(seat);
          } else if (!model.waiting().includes(seat)) {
            turns.ask(seat, lane);
            model.ask(seat, lane);
          }
          expect(held(turns, seats)).toEqual(model.holding().toSorted());
          expect(turns.waiting).toBe(model.waiting().length / slots);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('TH5 a seek has the next turn, whoever waits for longer; among seeks who waits longest', () => {
    const turns = turnsOn(createTurnsMemory(1));
    const [busy, patient, seeking, later] = Array.from({ length: 4 }, () => turns.sit());
    turns.ask(busy, 'in-line');
    turns.ask(patient, 'in-line');
    turns.ask(seeking, 'first');
    turns.ask(later, 'first');
    const order = [busy, seeking, later, patient];
    for (const seat of order) {
      expect(held(turns, order)).toEqual([seat]);
      turns.done(seat);
    }
  });

  it('none is lost and nobody is passed over, at whichever instant a thread ends', () => {
    /** What the thread does until it dies: it queues; takes a turn and gives it back; queues and leaves. */
    const lives: readonly ((turns: Turns, seat: number) => void)[] = [
      (turns, seat) => turns.ask(seat, 'in-line'),
      (turns, seat) => {
        turns.ask(seat, 'first');
        turns.done(seat);
      },
      (turns, seat) => {
        turns.ask(seat, 'in-line');
        turns.withdraw(seat);
      },
      // It had a turn all along: giving it back it serves the others.
      (turns, seat) => turns.done(seat),
    ];
    let instants = 0;
    for (const [which, live] of lives.entries()) {
      for (const isTaken of [true, false]) {
        for (let dies = 0, ended = false; !ended; dies++) {
          const memory = createTurnsMemory(1);
          const woken = new Set<number>();
          const turns = turnsOn(memory, mortal(Infinity, woken));
          const [holder, first, second, dying] = Array.from({ length: 4 }, () => turns.sit());
          const had = isTaken && which === 3 ? dying : holder;
          if (isTaken) for (const seat of [had, first, second]) turns.ask(seat, 'in-line');
          try {
            live(turnsOn(memory, mortal(dies, woken)), dying);
            ended = true;
          } catch (error) {
            expect(error).toBeInstanceOf(Death);
            instants++;
          }
          // Before anybody has seen that it ended, others go on: at worst they are not served until then.
          if (isTaken) turns.done(had);
          else for (const seat of [first, second]) turns.ask(seat, 'in-line');
          turns.vacate(dying);
          expect(held(turns, [holder, first, second])).toEqual([first]);
          expect(woken, 'who was given a turn is told so').toContain(wordOf(first));
          turns.done(first);
          expect(held(turns, [holder, first, second])).toEqual([second]);
          turns.done(second);
          turns.ask(holder, 'in-line');
          expect(turns.holds(holder)).toBe(true);
        }
      }
    }
    expect(instants).toBeGreaterThan(60);
  });

  it('are counted round and round', () => {
    const memory = createTurnsMemory(1);
    const turns = turnsOn(memory);
    const [a, b, c] = Array.from({ length: 3 }, () => turns.sit());
    // That of `b` is the greatest number there is, and that of `c` the least.
    new Int32Array(memory)[2] = 0x7ffffffe;
    for (const seat of [a, b, c]) turns.ask(seat, 'in-line');
    turns.done(a);
    expect(held(turns, [a, b, c])).toEqual([b]);
    turns.done(b);
    expect(held(turns, [a, b, c])).toEqual([c]);
  });

  it('are refused where there are more threads than seats', () => {
    const turns = turnsOn(createTurnsMemory(1));
    expect(() => {
      for (;;) turns.sit();
    }).toThrow('more threads than seats');
  });
});
