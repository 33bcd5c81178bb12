import { expect, test, vi } from 'vitest';
import { lazily } from './lazily.ts';

test('UI7 a part that cannot be loaded is asked for again until it can', async () => {
  vi.useFakeTimers();
  let asked = 0;
  const part = lazily(() => {
    asked += 1;
    return asked < 3 ? Promise.reject(new Error('no connection')) : Promise.resolve('part');
  });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await part).toBe('part');
  expect(asked).toBe(3);
  vi.useRealTimers();
});
