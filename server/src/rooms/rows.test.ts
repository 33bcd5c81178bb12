import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withRows } from './rows.ts';

const id = fc.integer({ min: 0, max: 99 }).map((number) => `row ${number}`);
const act = fc.record({
  added: fc.array(fc.record({ id, value: fc.string() }), { maxLength: 3 }),
  erased: fc.array(id, { maxLength: 2 }),
});

test('LM3 rows are what a map would be, after any acts, and what they were before stays', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 200 }), (acts) => {
      const known = new Map<string, string>();
      let rows = withRows(new Map<string, unknown>(), [], []);
      for (const { added, erased } of acts) {
        const [before, was] = [rows, new Map(rows)];
        rows = withRows(rows, added, erased);
        for (const row of added) known.set(row.id, row.value);
        for (const one of erased) known.delete(one);
        expect(new Map(before)).toEqual(was);
      }
      expect(new Map(rows)).toEqual(known);
      expect([rows.size, new Set(rows.keys()), new Set(rows.values())]).toEqual([
        known.size,
        new Set(known.keys()),
        new Set(known.values()),
      ]);
      for (let number = 0; number < 100; number++) {
        expect(rows.get(`row ${number}`)).toBe(known.get(`row ${number}`));
        expect(rows.has(`row ${number}`)).toBe(known.has(`row ${number}`));
      }
    }),
    { numRuns: 30 },
  );
});
