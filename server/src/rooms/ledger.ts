/** The runs of a room as its log tells them: every change goes through the journal first. */
import {
  commandsOf,
  commitChange,
  settingsAt,
  type Run,
  type SettingChange,
} from '@deltaboard/shared/training/run.ts';
import type { RunSummary } from '@deltaboard/shared/protocol/state.ts';
import type { StepSettings } from '@deltaboard/shared/training/learner.ts';
import type { Journal } from '../store/journal.ts';
import type { ClassEvent, RunCommanded, RunStarted } from '../store/log.ts';
import { withRecord, type RecordedRun } from '../store/runs.ts';
import type { Clock } from './clock.ts';
import type { RunPlan } from './open-run.ts';

/** Where the class stands in the runs. */
export interface Place {
  readonly run: number;
  readonly branch: number;
  /** Updates of θ made. */
  readonly updates: number;
}

export class Ledger {
  readonly #journal: Journal;
  readonly #clock: Clock;
  #recorded: readonly RecordedRun[] = [];

  constructor(journal: Journal, clock: Clock) {
    this.#journal = journal;
    this.#clock = clock;
  }

  get count(): number {
    return this.#recorded.length;
  }

  get runs(): readonly RunSummary[] {
    return this.#recorded.map(summaryOf);
  }

  run(number: number): Run {
    return this.#recorded[number].run;
  }

  /** What the run was started with; opened again, it goes at the room's speed. */
  plan(number: number): RunPlan {
    const { preset, run } = this.#recorded[number];
    return { number, preset, configuration: run.configuration, speed: null };
  }

  /** The furthest step that the branch is known to have reached. */
  head({ run, branch }: Pick<Place, 'run' | 'branch'>): number {
    return this.run(run).branches[branch].head;
  }

  /** The settings of the next step. */
  settingsAt({ run: number, branch, updates }: Place): StepSettings {
    const run = this.run(number);
    return settingsAt(run.configuration, commandsOf(run, branch), updates);
  }

  /** Committed with the next group. */
  note(event: ClassEvent): void {
    this.#recorded = withRecord(this.#recorded, this.#journal.note(event));
  }

  /** Notes that the branch has grown; nothing where it has not. */
  reached({ run, branch, updates }: Place): void {
    if (updates > this.head({ run, branch })) this.note({ type: 'reached', run, branch, step: updates });
  }

  /** Rejects with nothing changed when the log did not take it (SPEC ST1). */
  start({ number, preset, configuration }: RunPlan): Promise<void> {
    return this.#commit({ kind: 'run-started', at: this.#clock.now(), run: number, preset, configuration });
  }

  /** The branch on which the change stands: a new one behind the head. Rejects as `start` does. */
  async change({ run, branch: from, updates: afterStep }: Place, change: SettingChange): Promise<number> {
    const { branch } = commitChange(this.run(run), from, afterStep, change);
    const at = this.#clock.now();
    await this.#commit({ kind: 'run-command', at, run, from, branch, afterStep, change });
    return branch;
  }

  /** Commits what was noted. */
  flush(): Promise<void> {
    return this.#journal.flush();
  }

  async #commit(record: RunStarted | RunCommanded): Promise<void> {
    await this.#journal.commit(record);
    this.#recorded = withRecord(this.#recorded, record);
  }
}

function summaryOf({ preset, run: { configuration, branches } }: RecordedRun): RunSummary {
  const { seed, input, hidden, head, nonLinearity, learningRate } = configuration;
  const { batch, optimiser, decay, trainVectors, corpus } = configuration;
  return {
    preset,
    configuration: {
      seed,
      input,
      hidden,
      head,
      nonLinearity,
      learningRate,
      batch,
      optimiser,
      decay,
      trainVectors,
      corpus: corpus.kind,
    },
    branches: branches.map(({ from, head }) => ({ from, head })),
  };
}
