/** A room's runs as the fold of its log: the room keeps them this way, and a recovery gets the same ones. */
import type { PresetName } from '@deltaboard/shared/training/presets.ts';
import { commitChange, newRun, reached, type Run } from '@deltaboard/shared/training/run.ts';
import type { LogRecord } from './log.ts';

export interface RecordedRun {
  readonly preset: PresetName | null;
  readonly run: Run;
}

/** The runs after one more record. Throws when the log contradicts itself: it is then another room's, or damaged. */
export function withRecord(runs: readonly RecordedRun[], record: LogRecord): readonly RecordedRun[] {
  switch (record.kind) {
    case 'run-started': {
      if (record.run !== runs.length) throw new Error(`run ${record.run} started after ${runs.length} runs`);
      return [...runs, { preset: record.preset, run: newRun(record.configuration) }];
    }
    case 'run-command': {
      const { run, from, branch, afterStep, change } = record;
      const known = recorded(runs, run);
      const changed = commitChange(known.run, from, afterStep, change);
      if (changed.branch !== branch) throw new Error(`a change made branch ${changed.branch}, not ${branch}`);
      return runs.with(run, { ...known, run: changed.run });
    }
    case 'class-event': {
      if (record.event.type !== 'reached') return runs;
      const { run, branch, step } = record.event;
      const known = recorded(runs, run);
      return runs.with(run, { ...known, run: reached(known.run, branch, step) });
    }
  }
}

export const runsOf = (records: readonly LogRecord[]): readonly RecordedRun[] =>
  records.reduce<readonly RecordedRun[]>(withRecord, []);

function recorded(runs: readonly RecordedRun[], run: number): RecordedRun {
  const known = runs.at(run);
  if (!known) throw new Error(`no run ${run}`);
  return known;
}
