import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lazily } from './lazily.ts';
import { outdated } from './outdated.svelte.ts';

const sources = import.meta.glob<string>(['../**/*.{ts,svelte}', '!../**/*.test.ts', '!../testing/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('UI7 a part that cannot be loaded is asked for again until it can', async () => {
  let asked = 0;
  const part = lazily(
    () => {
      asked += 1;
      return asked < 3 ? Promise.reject(new Error('no connection')) : Promise.resolve('part');
    },
    () => Promise.resolve(false),
  );
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await part).toBe('part');
  expect(asked).toBe(3);
  expect(outdated.is).toBe(false);
});

test('UI7 a style that did not come is asked for again before its part', async () => {
  const link = document.head.appendChild(document.createElement('link'));
  link.rel = 'stylesheet';
  link.href = '/class/assets/AskDialog-C1.css';
  link.dispatchEvent(new Event('error'));
  const styles = () => [...document.head.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')];
  let asked = 0;
  const part = lazily(
    () => (asked++ ? Promise.resolve('part') : Promise.reject(new Error('no style'))),
    () => Promise.resolve(false),
  );
  await vi.advanceTimersByTimeAsync(1500);
  for (const fate of ['error', 'load']) {
    const [again, ...others] = styles();
    expect(others).toEqual([]);
    expect(again?.href).toBe(link.href);
    expect(again).not.toBe(link);
    expect(asked, 'the part waits for its style').toBe(1);
    again?.dispatchEvent(new Event(fate));
    await vi.advanceTimersByTimeAsync(1500);
  }
  expect(await part).toBe('part');
  for (const left of styles()) left.remove();
});

test('UI7 a style that is gone with its part keeps no other part from coming', async () => {
  const link = document.head.appendChild(document.createElement('link'));
  link.rel = 'stylesheet';
  link.href = '/class/assets/Laboratory-C1.css';
  link.dispatchEvent(new Event('error'));
  void lazily(
    () => Promise.reject(new Error('404')),
    () => Promise.resolve(true),
  );
  await vi.advanceTimersByTimeAsync(0);
  expect(await lazily(() => Promise.resolve('another'))).toBe('another');
  link.remove();
});

test('UI7 a part that is gone is asked for no more: the page is older than the server, and says so', async () => {
  let asked = 0;
  const gone = (): Promise<never> => {
    asked += 1;
    return Promise.reject(new Error('404'));
  };
  void lazily(gone, () => Promise.resolve(true));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toBe(1);
  expect(outdated.is).toBe(true);
});

test('UI7 every part of the page that comes later comes this way', () => {
  /** Named here, and loaded this way by `load`. */
  const NAMED = "async () => (await import('./";
  const around = Object.entries(sources).flatMap(([path, source]) =>
    [...source.matchAll(/\bimport\('/g)]
      .map(({ index }) => source.slice(Math.max(0, index - 80), index + 10))
      .filter((written) => !/lazily\((?:(?!;\n)[\s\S])*import\('/.test(written) && !written.includes(NAMED))
      .map((written) => `${path}: ${written}`),
  );
  expect(
    Object.values(sources)
      .join()
      .match(/\bimport\('/g)?.length,
  ).toBeGreaterThan(20);
  expect(around).toEqual([]);
});
