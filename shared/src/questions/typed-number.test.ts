import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRounded, negated, readNumber, TYPED_LIMIT, TYPED_NUMBER } from './typed-number.ts';

/** Values of every size, the exact halves among them. */
const values = fc.oneof(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.integer({ min: -4096, max: 4096 }).map((k) => k / 256),
);
const finite = values.filter((value) => value !== 0 && Math.abs(value) > 1e-9);
const decimals = fc.integer({ min: 0, max: 12 });

/** As somebody writes a number with so many decimals, by another way than the one that grades: the engine's own printing. */
const written = (value: number, places: number): string => {
  const text = value.toFixed(places);
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
};
const leadingOf = (value: number): number => Number(value.toExponential().split('e')[1]);

describe('QU32 a typed number is right when it is the truth, correctly rounded', () => {
  test('δ₄ = 0.06017…: 0.06, 0.060 and 0.0602 are right, 0.061, 0.0600 and 0.1 are not', () => {
    const truth = 0.060_172_4;
    for (const right of ['0.06', '0.060', '0.0602', '0.06017', '6.0e-2', '6e-2']) {
      expect(isRounded(right, truth), right).toBe(true);
      expect(isRounded(`-${right}`, -truth), `-${right}`).toBe(true);
    }
    for (const wrong of ['0.061', '0.0600', '0.0601', '0.1', '0', '-0.06', '0.07', '60'])
      expect(isRounded(wrong, truth), wrong).toBe(false);
  });

  test('every rounding of the engine’s to two significant digits or more is right', () => {
    fc.assert(
      fc.property(finite, decimals, (truth, places) => {
        fc.pre(places >= 1 - leadingOf(truth));
        expect(isRounded(written(truth, places), truth)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('one unit of the last place further off is never right', () => {
    fc.assert(
      fc.property(finite, decimals, fc.constantFrom(-1, 1), (truth, places, to) => {
        fc.pre(places >= 1 - leadingOf(truth));
        const scale = 10 ** places;
        const steps = Math.round(truth * scale);
        fc.pre(Math.abs(steps) < 2 ** 52 && Math.abs(truth * scale - steps) < 0.49);
        // 110 is 109 to two digits: zeros at the end of an integer do not say how exact it means to be.
        fc.pre(places > 0 || (steps + to) % 10 !== 0);
        expect(isRounded(written((steps + to) / scale, places), truth)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test('fewer than two digits are right only where the others are zeros', () => {
    fc.assert(
      fc.property(finite, (truth) => {
        const leading = leadingOf(truth);
        fc.pre(leading <= 0);
        const one = written(truth, -leading);
        const two = written(truth, 1 - leading);
        // What the engine rounds twice may be even nowhere: only where both say the same is it asked.
        fc.pre(truth * 10 ** (1 - leading) !== Math.trunc(truth * 10 ** (1 - leading)) + 0.5);
        expect(isRounded(one, truth)).toBe(Number(one) === Number(two));
      }),
      { numRuns: 2000 },
    );
  });

  test('the sign belongs to it, and zero is right of exactly zero alone', () => {
    fc.assert(
      fc.property(finite, decimals, (truth, places) => {
        const text = written(truth, places);
        fc.pre(Number(text) !== 0);
        expect(isRounded(readNumber(negated(text)) ?? '', truth)).toBe(false);
        expect(isRounded((0).toFixed(places), truth)).toBe(false);
        expect(isRounded((0).toFixed(places), 0)).toBe(true);
        expect(isRounded(text, 0)).toBe(false);
      }),
    );
  });

  test('what lies exactly in the middle is rounded away from zero or to the even digit', () => {
    for (const sign of ['', '-']) {
      const of = (text: string): number => Number(sign + text);
      expect(isRounded(`${sign}0.13`, of('0.125'))).toBe(true);
      expect(isRounded(`${sign}0.12`, of('0.125'))).toBe(true);
      expect(isRounded(`${sign}0.38`, of('0.375'))).toBe(true);
      expect(isRounded(`${sign}0.37`, of('0.375'))).toBe(false);
    }
  });

  test('zeros at the end of a whole number are no digits: 1200 is 1234 to two', () => {
    expect(isRounded('1200', 1234.5)).toBe(true);
    expect(isRounded('1230', 1234.5)).toBe(true);
    expect(isRounded('1300', 1234.5)).toBe(false);
    expect(isRounded('1200.0', 1234.5)).toBe(false);
    expect(isRounded('10', 10.4)).toBe(true);
    expect(isRounded('1', 0.997)).toBe(true);
    expect(isRounded('1', 0.96)).toBe(false);
  });
});

describe('QU31 what is typed is read', () => {
  test.each([
    ['−0,43', '-0.43'],
    ['-0.43', '-0.43'],
    ['+0.430', '0.430'],
    ['.5', '0.5'],
    ['007', '7'],
    ['2.', '2'],
    [' 1 e-5 ', '1e-5'],
    ['0', '0'],
  ])('%s as %s', (typed, normal) => expect(readNumber(typed)).toBe(normal));

  test.each(['', '-', ',', 'x', '1,2,3', '1.2.3', '1e', '--1', 'NaN', '0x1', '1'.repeat(30)])(
    '“%s” is no number',
    (typed) => expect(readNumber(typed)).toBeNull(),
  );

  test('comma and point are one, and what is read is in the normal form, with its value and its digits', () => {
    fc.assert(
      fc.property(values, decimals, (value, places) => {
        const text = value.toFixed(places);
        const read = readNumber(text);
        expect(read).toBe(readNumber(text.replace('.', ',')));
        expect(read).toMatch(TYPED_NUMBER);
        expect(Number(read)).toBe(Number(text));
        expect(read?.split('.').at(1)?.length ?? 0).toBe(places);
        expect((read ?? '').length).toBeLessThanOrEqual(TYPED_LIMIT);
      }),
    );
  });

  test('the ± key changes the sign and nothing else, twice is nothing', () => {
    expect([negated('0,43'), negated('−0,43'), negated('')]).toEqual(['−0,43', '0,43', '−']);
    fc.assert(
      fc.property(values, decimals, (value, places) => {
        const text = written(value, places).replace('-', '−');
        expect(negated(negated(text))).toBe(text);
      }),
    );
  });
});
