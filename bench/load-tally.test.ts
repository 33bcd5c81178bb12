import { expect, test } from 'vitest';
import { Tally } from './load-tally.ts';

test('LD1 what came, what was left out of it, and how long it took, of all viewers together', () => {
  const tally = new Tally();
  for (const number of [4, 5, 6, 7]) tally.picture(0, number);
  for (const number of [4, 7]) tally.picture(1, number);
  tally.told(2);
  tally.told(2);
  for (const took of [3, 5, 40]) tally.heard(took);
  expect(tally.of(2, 3)).toEqual({
    delivered: 1,
    lost: 0.25,
    latency: { p50: 5, p95: 40, p99: 40 },
    unheard: 1,
  });
});

test('LD1 where nothing came nothing is claimed', () => {
  expect(new Tally().of(5, 2)).toEqual({ delivered: 0, lost: 0, latency: null, unheard: 0 });
});
