import { cleanName, NAME_LIMIT } from '@deltaboard/shared/protocol/people.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mathematicians, Names } from './names.ts';

describe('RM7 names', () => {
  test('without a wish a mathematician, each once before any twice', () => {
    const names = new Names();
    const given = mathematicians.map(() => names.take(''));
    expect(new Set(given).size).toBe(mathematicians.length);
    expect(given.every((name) => mathematicians.some((one) => one === name))).toBe(true);
    expect(names.take('')).toBe(`${mathematicians[0]} 2`);
  });

  test('duplicates are told apart, whatever their case and width; a freed name is free', () => {
    const names = new Names();
    expect([names.take('Kim'), names.take('kim'), names.take('ＫＩＭ')]).toEqual([
      'Kim',
      'kim 2',
      'ＫＩＭ 3',
    ]);
    names.release('kim 2');
    expect(names.take('Kim')).toBe('Kim 2');
  });

  test('what is left of a name is text: no control, no direction, no markup read', () => {
    expect(cleanName('  a\u202e\u0007\n b  ')).toBe('a b');
    expect(cleanName('\u200b\u202e ')).toBeNull();
    expect(cleanName('<b>Kim</b>')).toBe('<b>Kim</b>');
  });

  test.each(['\u3164', '\u2800', '\u115F', '\uFFA0', '\uFE0F'])(
    'PT1 nothing is seen of %j, so a mathematician’s name',
    (wish) => {
      expect(new Names().take(wish)).toBe(mathematicians[0]);
    },
  );

  test.each(['Ada\u034F Jr', 'Ada\uFE0F Jr', 'Ada\u180B Jr', 'Ada\u17B4 Jr', 'Ada Jr\u3164'])(
    'PT2 %j is Ada Jr to whoever reads it, so it has a number',
    (twin) => {
      const names = new Names();
      names.take('Ada Jr');
      expect(names.take(twin)).toBe('Ada Jr 2');
    },
  );

  test('any names at all come out distinct, not empty, and no longer than they may be', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 40 }), (wished) => {
        const names = new Names();
        const given = wished.map((wish) => names.take(wish));
        expect(new Set(given.map((name) => name.normalize('NFKC').toLowerCase())).size).toBe(given.length);
        for (const name of given) {
          expect(name.trim()).not.toBe('');
          expect([...name].length).toBeLessThanOrEqual(NAME_LIMIT);
        }
      }),
    );
  });
});
