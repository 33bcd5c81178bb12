/**
 * Whose turn it is to compute: a queue in shared memory, in which who waits longest is next (SPEC TH4). Nobody waits for
 * another's word: who changes something settles the queue, or leaves that to whoever is settling it. What a seat says of
 * itself is one number, so that a thread that ends at any instant leaves nothing half done.
 */

/** `first`: before all who are in line. */
export type Lane = 'first' | 'in-line';

/** More than a server has threads. */
export const SEATS = 1024;

/** What the queue holds beside its seats: who settles it, whether it is to be looked at again, and so on. */
const [SETTLER, UNSETTLED, LAST_TICKET, SLOTS, TAKEN] = [0, 1, 2, 3, 4];
const HEADER = 5;
/** Of a seat: what it does, and since when, as the number of its turn. */
const [STATE, TICKET] = [0, 1];
const SEAT = 2;

const [FREE, IDLE, IN_LINE, FIRST, HOLDS] = [0, 1, 2, 3, 4];
const NOBODY = 0;
/** The main thread as a settler; a seat is its number and one. */
const MAIN = SEATS + 1;

export interface Turns {
  /** Main thread: a seat for a worker. */
  sit(): number;
  /** Main thread: the worker of the seat has ended, wherever it was. */
  vacate(seat: number): void;
  /** Queues up. */
  ask(seat: number, lane: Lane): void;
  /** Leaves the queue, from any thread; a turn that it has already it keeps. */
  withdraw(seat: number): void;
  /** Waits until it is its turn, or it was withdrawn; withdraws it itself after so many ms. True: it is its turn. */
  wait(seat: number, patience: number): boolean;
  /** Its turn is over. */
  done(seat: number): void;
  /** Main thread: the turn of a seat is over, though it computes still. */
  revoke(seat: number): void;
  holds(seat: number): boolean;
  /** Seats that wait, a share of them for each slot. */
  readonly waiting: number;
}

export function createTurnsMemory(slots: number): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(4 * (HEADER + SEAT * SEATS));
  new Int32Array(memory)[SLOTS] = slots;
  return memory;
}

/** @param atomics those of the language; a test ends a thread at any one of them */
export function turnsOn(memory: SharedArrayBuffer, atomics: typeof Atomics = Atomics): Turns {
  const words = new Int32Array(memory);
  const stateOf = (seat: number): number => HEADER + SEAT * seat + STATE;
  const state = (seat: number): number => atomics.load(words, stateOf(seat));
  const ticket = (seat: number): number => atomics.load(words, HEADER + SEAT * seat + TICKET);
  const become = (seat: number, from: number, to: number): boolean =>
    atomics.compareExchange(words, stateOf(seat), from, to) === from;
  const count = (accept: (state: number) => boolean): number => {
    let found = 0;
    for (let seat = 0; seat < atomics.load(words, TAKEN); seat++) if (accept(state(seat))) found++;
    return found;
  };
  const isWaiting = (at: number): boolean => at === IN_LINE || at === FIRST;

  /** Who is next, with what it says of itself; null: nobody waits. */
  function next(): { readonly seat: number; readonly lane: number; readonly ticket: number } | null {
    let best = null;
    for (let seat = 0; seat < atomics.load(words, TAKEN); seat++) {
      const lane = state(seat);
      if (!isWaiting(lane)) continue;
      const found = { seat, lane, ticket: ticket(seat) };
      // Tickets go round: what counts is the distance.
      const isBefore =
        !best || lane > best.lane || (lane === best.lane && ((found.ticket - best.ticket) | 0) < 0);
      if (isBefore) best = found;
    }
    return best;
  }

  function grant(): void {
    let free = atomics.load(words, SLOTS) - count((at) => at === HOLDS);
    while (free > 0) {
      const found = next();
      if (!found) return;
      // It may have left meanwhile.
      if (!become(found.seat, found.lane, HOLDS)) continue;
      atomics.notify(words, stateOf(found.seat));
      free--;
    }
  }

  /** Gives the turns that can be given. Where another settles it looks again, for it is told to before it is seen. */
  function settle(by: number): void {
    atomics.store(words, UNSETTLED, 1);
    while (atomics.load(words, UNSETTLED) === 1) {
      if (atomics.compareExchange(words, SETTLER, NOBODY, by) !== NOBODY) return;
      atomics.store(words, UNSETTLED, 0);
      grant();
      atomics.store(words, SETTLER, NOBODY);
    }
  }

  function withdraw(seat: number): void {
    if (become(seat, IN_LINE, IDLE) || become(seat, FIRST, IDLE)) atomics.notify(words, stateOf(seat));
  }

  return {
    sit() {
      let seat = 0;
      while (state(seat) !== FREE) if (++seat === SEATS) throw new Error('more threads than seats');
      atomics.store(words, stateOf(seat), IDLE);
      atomics.store(words, TAKEN, Math.max(atomics.load(words, TAKEN), seat + 1));
      return seat;
    },
    vacate(seat) {
      atomics.store(words, stateOf(seat), FREE);
      // It may have ended while it settled: given a turn, but not told anybody.
      if (atomics.compareExchange(words, SETTLER, seat + 1, NOBODY) === seat + 1) {
        for (let other = 0; other < SEATS; other++) atomics.notify(words, stateOf(other));
      }
      settle(MAIN);
    },
    ask(seat, lane) {
      atomics.store(words, HEADER + SEAT * seat + TICKET, atomics.add(words, LAST_TICKET, 1));
      atomics.store(words, stateOf(seat), lane === 'first' ? FIRST : IN_LINE);
      settle(seat + 1);
    },
    withdraw,
    wait(seat, patience) {
      for (let at = state(seat); isWaiting(at); at = state(seat)) {
        if (atomics.wait(words, stateOf(seat), at, patience) === 'timed-out') withdraw(seat);
      }
      return state(seat) === HOLDS;
    },
    done(seat) {
      if (become(seat, HOLDS, IDLE)) settle(seat + 1);
    },
    revoke(seat) {
      if (become(seat, HOLDS, IDLE)) settle(MAIN);
    },
    holds: (seat) => state(seat) === HOLDS,
    get waiting() {
      return count(isWaiting) / atomics.load(words, SLOTS);
    },
  };
}
