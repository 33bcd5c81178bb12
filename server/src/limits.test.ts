import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Budget } from './budget.ts';
import { defaultLimits, limitNames, limits, nameOf, rateOf, readLimits } from './limits.ts';
import { manualClock } from './rooms/testing/manual-clock.ts';

test('LM4 five hundred join from one address at once, and answer at once', () => {
  for (const name of ['joins', 'addressCommands', 'roomCommands'] as const) {
    const budget = new Budget(manualClock(), rateOf(defaultLimits, name));
    const spent = Array.from({ length: 500 }, () => budget.spend('198.51.100.7'));
    expect(spent.every(Boolean)).toBe(true);
  }
});

describe('LM1 one table of limits', () => {
  test('README shows it, row by row', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const [, section] = readme.split('\n## Limits\n');
    const rows = section
      .split('\n## ')[0]
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
      .map((cells) => cells.slice(1, -1))
      .slice(2);
    const number = new Intl.NumberFormat('en');
    const written = limitNames.map((name) => {
      const { value, of, what, beyond, seconds } = limits[name];
      const rate = seconds === undefined ? '' : seconds === 1 ? ' a second' : ` in ${seconds} s`;
      return [nameOf(name), number.format(value) + rate, of, what, beyond];
    });
    expect(rows).toEqual(written);
  });

  test('each is set in one way, by the environment or by a flag, which goes before it', () => {
    expect(readLimits([], {})).toEqual(defaultLimits);
    for (const name of limitNames) {
      const { least, most } = limits[name];
      const environment = { [`LIMIT_${nameOf(name).toUpperCase().replaceAll('-', '_')}`]: `${most}` };
      expect(readLimits([], environment)).toEqual({ ...defaultLimits, [name]: most });
      expect(readLimits([`${nameOf(name)}=${least}`], environment)).toEqual({
        ...defaultLimits,
        [name]: least,
      });
    }
  });

  test('what makes no sense is named', () => {
    expect(() => readLimits(['newrooms=3'], {})).toThrow('no limit "newrooms"; there are rooms, ');
    for (const text of ['', '0', '-1', '1.5', 'many', '1e3'])
      expect(() => readLimits([`rooms=${text}`], {})).toThrow(
        `The limit rooms is a number from 1 to 1000000000, not "${text}".`,
      );
    expect(() => readLimits([], { LIMIT_LAYERS: '5' })).toThrow('from 1 to 4, not "5"');
    expect(() => readLimits(['rooms'], {})).toThrow('not ""');
  });
});
