/**
 * That killing a process loses nothing says nothing about a power cut: the system's buffers survive the one and not the other. So this
 * watches the system calls: of each append, the write into the log, the sync of it, and the word to the caller, in this order.
 */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './testing/folders.ts';
import { serverCommand } from './testing/processes.ts';
import { hasStrace, parse, traced } from './testing/strace.ts';

const APPENDS = 12;
const canTrace = hasStrace();
if (!canTrace) {
  console.warn(
    'NOT TESTED: that the disk is synced before an append is acknowledged (SPEC ST3). It needs strace.',
  );
}

test.skipIf(!canTrace)('ST3 the log is on the disk before an append is acknowledged', () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const calls = traced(
    serverCommand(data, 'CLASS', APPENDS),
    ['write', 'writev', 'pwrite64', 'pwritev', 'fsync', 'fdatasync'],
    join(folder, 'trace'),
  );
  const ofLog = calls.filter(({ args }) => args.includes('deltaboard.db-wal'));
  const writes = ofLog.filter(({ name }) => name.includes('write'));
  const syncs = ofLog.filter(({ name }) => name.includes('sync'));
  // From the word before to the word about it: the last write into the log, and a sync that began behind it.
  let before = calls.find(({ args }) => args.includes('open\\n'))?.began ?? Infinity;
  for (let seq = 1; seq <= APPENDS; seq++) {
    const said = calls.find(({ name, args }) => name === 'write' && args.includes(`acknowledged ${seq}\\n`));
    const word = said?.began ?? -1;
    expect(word, `the word about ${seq}`).toBeGreaterThan(before);
    const written = writes.findLast(({ ended }) => ended > before && ended < word);
    expect(written, `a write of ${seq} into the log`).toBeDefined();
    const synced = syncs.find(({ began, ended }) => began > (written?.ended ?? Infinity) && ended < word);
    expect(synced, `a sync of ${seq} before the word`).toBeDefined();
    before = word;
  }
});

test('a trace is read in its order, also where calls lie within one another', () => {
  const log = [
    '7 fdatasync(20</data/a-wal> <unfinished ...>',
    '8 write(1<pipe:[5]>, "acknowledged 1\\n", 15) = 15',
    '7 <... fdatasync resumed>)          = 0',
    '7 fsync(21</data/a>) = 0',
    '7 +++ exited with 0 +++',
  ];
  expect(parse(log.join('\n'))).toEqual([
    { name: 'write', args: '1<pipe:[5]>, "acknowledged 1\\n", 15', began: 1, ended: 1 },
    { name: 'fdatasync', args: '20</data/a-wal>', began: 0, ended: 2 },
    { name: 'fsync', args: '21</data/a>', began: 3, ended: 3 },
  ]);
});
