/** Acts of chance upon a few classes, with texts and values of any kind. */
import fc from 'fast-check';
import type { StoredEvent } from '../store.ts';
import type { Act } from './model.ts';

export const CODES = ['A', 'B', 'C'];

const text = fc.string({ unit: 'binary', maxLength: 12 });
/** As JSON has it: without −0. */
const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);
const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'é\u0000"');
/** Without their seq, which depends on what was accepted before. */
const loose = fc.record({
  at: fc.integer({ min: 0, max: 2 ** 45 }),
  by: fc.option(text),
  command: fc.option(text),
  version: fc.integer({ min: 1, max: 9 }),
  fact: json,
});
const write = fc.record({
  events: fc.array(
    loose.map((event): StoredEvent => ({ ...event, seq: 0 })),
    { maxLength: 4 },
  ),
  rows: fc.array(fc.record({ id, value: json }), { maxLength: 4 }),
  erased: fc.array(id, { maxLength: 2 }),
  corpora: fc.array(
    fc.constantFrom('x', 'y').map((hash) => ({ hash, text: hash.repeat(9) })),
    { maxLength: 2 },
  ),
});
const code = fc.constantFrom(...CODES);
const stale = fc.constantFrom(0, 0, 0, 0, 0, 0, 1, -1);
export const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('create'), code, write }) },
  {
    weight: 8,
    arbitrary: fc.record({ type: fc.constant('append'), code, staleTerm: stale, staleAfter: stale, write }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('take'), code }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('delete'), code }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('cache'),
      code,
      key: text,
      bytes: fc.option(fc.uint8Array({ maxLength: 50 })),
    }),
  },
);
