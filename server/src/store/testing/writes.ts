/** Events and writes as tests need them. */
import type { StoredEvent, Write } from '../store.ts';

export const event = (seq: number, fact: unknown = { type: 'noted', seq }): StoredEvent => ({
  seq,
  at: 1_700_000_000_000 + seq,
  by: seq % 2 === 0 ? null : 'member',
  command: seq % 3 === 0 ? null : `command-${seq}`,
  version: 1,
  fact,
});

/** So many events behind one. */
export const events = (count: number, after = 0): readonly StoredEvent[] =>
  Array.from({ length: count }, (_, index) => event(after + index + 1));

export const write = (count: number, after = 0, rest: Omit<Write, 'events'> = {}): Write => ({
  events: events(count, after),
  ...rest,
});

let codes = 0;

/** A code that no other class of this run of tests has. */
export const newCode = (): string => `CLASS-${++codes}`;
