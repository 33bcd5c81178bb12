import { describe, expect, test } from 'vitest';
import { manualClock } from '../rooms/testing/manual-clock.ts';
import { GROUP_COMMIT_MS, Journal } from './journal.ts';
import { createMemoryLog, type ClassEvent, type LogStore, type RunCommanded } from './log.ts';

const speed = (value: 1 | 2 | 4): ClassEvent => ({ type: 'speed', speed: value });
const command: RunCommanded = {
  kind: 'run-command',
  at: 0,
  run: 0,
  from: 0,
  branch: 0,
  afterStep: 3,
  change: { setting: 'learningRate', value: 0.1 },
};

function journalOn(log: LogStore) {
  const clock = manualClock();
  const errors: unknown[] = [];
  const journal = new Journal(log, 'room', clock, (error) => errors.push(error));
  const kinds = async (): Promise<readonly string[]> =>
    (await log.read('room')).map((record) =>
      record.kind !== 'class-event'
        ? record.kind
        : record.event.type === 'speed'
          ? `speed ${record.event.speed}`
          : '',
    );
  return { clock, journal, errors, kinds };
}

describe('ST2 class events are committed in groups', () => {
  test('after a second, in one append', async () => {
    const appended: number[] = [];
    const memory = createMemoryLog();
    const log: LogStore = {
      ...memory,
      append(room, records) {
        appended.push(records.length);
        return memory.append(room, records);
      },
    };
    const { clock, journal, kinds } = journalOn(log);
    journal.note(speed(1));
    clock.pass(GROUP_COMMIT_MS - 1);
    journal.note(speed(2));
    expect(await kinds()).toEqual([]);
    clock.pass(1);
    await journal.flush();
    expect(await kinds()).toEqual(['speed 1', 'speed 2']);
    expect(appended).toEqual([2]);
  });

  test('with the next run command, before it', async () => {
    const { journal, kinds } = journalOn(createMemoryLog());
    journal.note(speed(1));
    await journal.commit(command);
    expect(await kinds()).toEqual(['speed 1', 'run-command']);
  });

  test('when the store refused them, with the next group, in their order', async () => {
    const memory = createMemoryLog();
    let full = true;
    const log: LogStore = {
      ...memory,
      append: (room, records) =>
        full ? Promise.reject(new Error('disk full')) : memory.append(room, records),
    };
    const { clock, journal, errors, kinds } = journalOn(log);
    journal.note(speed(1));
    await expect(journal.commit(command)).rejects.toThrow('disk full');
    journal.note(speed(2));
    clock.pass(GROUP_COMMIT_MS);
    await expect(journal.flush()).rejects.toThrow('disk full');
    expect(errors).toHaveLength(1);
    full = false;
    journal.note(speed(4));
    await journal.flush();
    expect(await kinds()).toEqual(['speed 1', 'speed 2', 'speed 4']);
  });
});
