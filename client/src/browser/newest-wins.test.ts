import { expect, test } from 'vitest';
import { newestWins } from './newest-wins.ts';

/** Answers are given by the test. */
function asking() {
  const asked: number[] = [];
  const answers: (() => void)[] = [];
  const ask = newestWins((wish: number) => {
    asked.push(wish);
    return new Promise<void>((resolve) => answers.push(resolve));
  }, 0);
  return { asked, answers, ask };
}

test('UI12 one at a time; of those that wait only the newest is asked for, and the last always is', async () => {
  const { asked, answers, ask } = asking();
  const done = ask(1);
  for (const wish of [2, 3, 4]) void ask(wish);
  expect(asked).toEqual([1]);
  answers[0]();
  await expect.poll(() => asked).toEqual([1, 4]);
  answers[1]();
  await done;
  expect(asked).toEqual([1, 4]);
});

test('UI12 when all is answered the next wish is asked for at once', async () => {
  const { asked, answers, ask } = asking();
  const first = ask(1);
  answers[0]();
  await first;
  void ask(2);
  expect(asked).toEqual([1, 2]);
});
