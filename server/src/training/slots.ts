/**
 * max(1, cores − 1) workers compute at a time, a slice each and in turn, so that twenty running rooms never starve the
 * sockets and none of them starves another (SPEC TH2, TH4).
 */
import type { PressureLevel } from '@deltaboard/shared/protocol/admin.ts';
import { createTurnsMemory, SEATS, turnsOn, type Lane } from './turns.ts';

/** Milliseconds a slice computes at the most: alone, and where many wait. */
export const SLICE = 10;
const SHORTEST_SLICE = 4;

/** A worker's flags. PARK: it is wanted to stop. CALL: a message waits that is not to wait for a turn. */
export const flags = ['park', 'call'] as const;
export type Flag = (typeof flags)[number];

export interface Slots {
  /** Main thread: a seat for a worker. */
  sit(): number;
  /** Main thread: of a worker that has ended; what it held is free. */
  vacate(seat: number): void;
  /** Raises a flag of a worker; if it waits for its turn it leaves the queue at once. */
  call(seat: number, flag: Flag): void;
  isUp(seat: number, flag: Flag): boolean;
  lower(seat: number, flag: Flag): void;
  /**
   * Waits for a turn and computes a slice in it, of at most so many ms; null where a flag was raised first, or it would
   * have to wait longer than `patience`.
   */
  run<T>(seat: number, lane: Lane, slice: (length: number) => T, patience?: number): T | null;
  /** A piece of work beside the slices: a sign at its beginning and at its end. */
  work<T>(seat: number, task: () => T): T;
  /** Main thread: the number of signs that a worker has given, and whether it is at work since the last one. */
  sign(seat: number): number;
  isWorking(seat: number): boolean;
  /** Main thread: the slot of a worker that computes for far longer than a slice is another's; what it computes still, it computes beside. */
  revoke(seat: number): void;
  /** Workers that wait, a share of them for each slot. */
  readonly waiting: number;
  /** What the server gives up at present, as every worker sees it (SPEC DG2). */
  readonly level: PressureLevel;
  /** Main thread. */
  degrade(level: PressureLevel): void;
}

/** What every worker that computes is given. */
export interface SlotHolder {
  readonly slots: SlotMemory;
  readonly seat: number;
}

/** Shared: the queue, the flags and signs of each seat, and the server's level of pressure. */
export interface SlotMemory {
  readonly turns: SharedArrayBuffer;
  readonly flags: SharedArrayBuffer;
  readonly signs: SharedArrayBuffer;
  readonly level: SharedArrayBuffer;
}

export const createSlotMemory = (cores: number): SlotMemory => ({
  turns: createTurnsMemory(Math.max(1, cores - 1)),
  flags: new SharedArrayBuffer(4 * flags.length * SEATS),
  signs: new SharedArrayBuffer(4 * SEATS),
  level: new SharedArrayBuffer(4),
});

/** The more wait for a slot, the shorter a slice: a round stays short, and a slice longer than what surrounds it. */
export const sliceLength = (waiting: number): number => Math.max(SHORTEST_SLICE, SLICE / (1 + waiting / 4));

export function slotsOn(memory: SlotMemory): Slots {
  const turns = turnsOn(memory.turns);
  const raised = new Int32Array(memory.flags);
  /** Odd while it works. */
  const signs = new Uint32Array(memory.signs);
  const level = new Int32Array(memory.level);
  const place = (seat: number, flag: Flag): number => flags.length * seat + flags.indexOf(flag);
  const isUp = (seat: number, flag: Flag): boolean => Atomics.load(raised, place(seat, flag)) === 1;
  const isCalled = (seat: number): boolean => flags.some((flag) => isUp(seat, flag));
  const lower = (seat: number, flag: Flag): void => void Atomics.store(raised, place(seat, flag), 0);
  function work<T>(seat: number, task: () => T): T {
    Atomics.add(signs, seat, 1);
    try {
      return task();
    } finally {
      Atomics.add(signs, seat, 1);
    }
  }

  return {
    sit() {
      const seat = turns.sit();
      for (const flag of flags) lower(seat, flag);
      Atomics.store(signs, seat, 0);
      return seat;
    },
    vacate: (seat) => turns.vacate(seat),
    call(seat, flag) {
      Atomics.store(raised, place(seat, flag), 1);
      turns.withdraw(seat);
    },
    isUp,
    lower,
    work,
    sign: (seat) => Atomics.load(signs, seat),
    isWorking: (seat) => Atomics.load(signs, seat) % 2 === 1,
    revoke: (seat) => turns.revoke(seat),
    get waiting() {
      return turns.waiting;
    },
    get level() {
      return Atomics.load(level, 0) as PressureLevel;
    },
    degrade: (to) => void Atomics.store(level, 0, to),
    run(seat, lane, slice, patience = Infinity) {
      turns.ask(seat, lane);
      // Who is called from now on is withdrawn; who was called before sees it here.
      if (isCalled(seat)) turns.withdraw(seat);
      if (!turns.wait(seat, patience)) return null;
      try {
        return isCalled(seat) ? null : work(seat, () => slice(sliceLength(turns.waiting)));
      } finally {
        turns.done(seat);
      }
    },
  };
}
