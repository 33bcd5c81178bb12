import { expect, test } from 'vitest';
import { createTerminal, table } from './terminal.ts';

/** A terminal of so many columns, whose clock the test moves. */
function terminalOf(isTTY: boolean, json: boolean, columns = 60) {
  let [out, err] = ['', ''];
  const clock = { now: 0 };
  const terminal = createTerminal(
    {
      out: { write: (text: string) => (out += text) },
      err: { write: (text: string) => (err += text), isTTY, columns },
      now: () => clock.now,
    },
    json,
  );
  return { terminal, clock, out: () => out, err: () => err };
}

test('PG3 on a terminal progress is drawn in one line, at most ten times a second, and gone before a result', () => {
  const { terminal, clock, out, err } = terminalOf(true, false);
  for (let step = 0; step < 1000; step++) {
    clock.now += 1;
    terminal.progress('train', step, 1000, `step ${step}`);
  }
  const drawn = err().split('\r\u001B[K').slice(1);
  expect(drawn).toHaveLength(10);
  expect(Math.max(...drawn.map((line) => [...line].length))).toBeLessThan(60);
  expect(err()).not.toContain('\n');
  terminal.say('epoch 1', { event: 'epoch' });
  expect(err().endsWith('\r\u001B[K')).toBe(true);
  expect(out()).toBe('epoch 1\n');
});

test.each([
  [false, false, 'done\n'],
  [true, true, '{"event":"end"}\n'],
])('PG3 terminal %s, JSON %s: results on the output, no bar', (isTTY, json, said) => {
  const { terminal, out, err } = terminalOf(isTTY, json);
  terminal.progress('train', 1, 2);
  terminal.warn('a warning');
  terminal.say('done', { event: 'end' });
  expect([out(), err()]).toEqual([said, 'a warning\n']);
});

test('PG3 a table has its columns under each other', () => {
  expect(
    table([
      ['', 'F1'],
      ['LOC', '66.3'],
      ['all', '7.0'],
    ]),
  ).toBe('       F1\nLOC  66.3\nall   7.0');
});
