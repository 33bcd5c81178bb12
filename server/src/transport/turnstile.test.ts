import { expect, test } from 'vitest';
import { Turnstile } from './turnstile.ts';

test('LM4 whoever joins waits for those of the same address, and not for those of another', async () => {
  const turnstile = new Turnstile();
  const order: string[] = [];
  const passes = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'c1'].map(async (who) => {
    await turnstile.pass(who[0]);
    order.push(who);
  });
  // Nobody comes in before the loop has been round.
  await Promise.resolve();
  expect(order).toEqual([]);
  await Promise.all(passes);
  expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4']);
});
