import { history, life, people, type Moment } from '@deltaboard/shared/class/testing/histories.ts';
import { toldToOne } from '@deltaboard/shared/class/told.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { affectedBy } from './telling.ts';

test('CL7 CL8 whoever’s own part a decision changes is among those who are told theirs', () => {
  /** The property is about something. */
  let changes = 0;
  fc.assert(
    fc.property(life, (acts) => {
      const { moments } = history(acts);
      moments.slice(1).forEach((after, k) => {
        const before = moments[k];
        const affected = affectedBy({ events: after.made, before, after });
        const changed = people.filter((member) => ownPart(before, member) !== ownPart(after, member));
        const made = after.made.map(({ fact }) => fact.type);
        expect({ made, untold: changed.filter((member) => !affected.has(member)) }).toEqual({
          made,
          untold: [],
        });
        changes += changed.length;
      });
    }),
    { numRuns: Number(process.env['LAWS'] ?? 150) },
  );
  expect(changes).toBeGreaterThan(100);
});

const ownPart = ({ state, rows }: Moment, member: string): string =>
  JSON.stringify(toldToOne(state, rows, member, { name: `Guest ${member}`, role: 'viewer' }));
