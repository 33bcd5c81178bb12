import { presets } from '@deltaboard/shared/training/presets.ts';
import { describe, expect, test } from 'vitest';
import type { LogRecord, RunCommanded } from './log.ts';
import { runsOf } from './runs.ts';

const started: LogRecord = {
  kind: 'run-started',
  at: 0,
  run: 0,
  preset: 'board',
  configuration: presets.board,
};
const reached = (step: number, branch = 0): LogRecord => ({
  kind: 'class-event',
  at: 0,
  event: { type: 'reached', run: 0, branch, step },
});
const rate = (value: number, afterStep: number, from: number, branch: number): RunCommanded => ({
  kind: 'run-command',
  at: 0,
  run: 0,
  from,
  branch,
  afterStep,
  change: { setting: 'learningRate', value },
});

describe('ST1 the log is the truth of the runs', () => {
  test('a change behind the head starts a branch, and the old one stays', () => {
    const records = [
      started,
      reached(10),
      rate(0.1, 10, 0, 0),
      reached(20),
      rate(0.2, 5, 0, 1),
      reached(7, 1),
    ];
    expect(runsOf(records)[0].run.branches).toEqual([
      {
        from: null,
        commands: [{ afterStep: 10, change: { setting: 'learningRate', value: 0.1 } }],
        head: 20,
      },
      {
        from: { branch: 0, step: 5 },
        commands: [{ afterStep: 5, change: { setting: 'learningRate', value: 0.2 } }],
        head: 7,
      },
    ]);
  });

  test('a log that contradicts itself is refused', () => {
    expect(() => runsOf([reached(3)])).toThrow('no run 0');
    expect(() => runsOf([started, started])).toThrow('run 0 started after 1 runs');
    expect(() => runsOf([started, reached(10), rate(0.2, 5, 0, 0)])).toThrow('branch 1, not 0');
  });
});
