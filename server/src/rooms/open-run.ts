/** A run with its trainer and what the class has seen of it: the curve, the scores and the newest exact moment. */
import type { Speed } from '@deltaboard/shared/protocol/state.ts';
import type { Evaluation, Moment, RunDescription } from '@deltaboard/shared/protocol/state.ts';
import type { PresetName } from '@deltaboard/shared/training/presets.ts';
import { newRun } from '@deltaboard/shared/training/run.ts';
import { appendPoints, seriesUpTo, type SeriesPoint } from '@deltaboard/shared/training/series.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import type { Parked, Trainer, TrainerFactory, TrainerSink } from '../training/trainer.ts';

/** Scores that a latecomer is told; of more, every second one. */
const EVALUATIONS_LIMIT = 1024;

/** A run that is asked for. */
export interface RunPlan {
  readonly number: number;
  readonly preset: PresetName | null;
  readonly configuration: Configuration;
  /** The speed at which it opens; null: that of the room. */
  readonly speed: Speed | null;
}

/** What the trainer of a run says by itself, with the run that it speaks of. */
export type RunListener = {
  readonly [Event in keyof TrainerSink]: (run: OpenRun, ...said: Parameters<TrainerSink[Event]>) => void;
};

export class OpenRun {
  readonly plan: RunPlan;
  readonly trainer: Trainer;
  readonly description: RunDescription;
  /** Where it stood when it was opened. */
  readonly opened: Parked;
  moment: Moment;
  /** Updates of θ made, as far as is known. */
  updates: number;
  #series: readonly SeriesPoint[] = [];
  #evaluations: readonly Evaluation[] = [];

  private constructor(plan: RunPlan, trainer: Trainer, opened: Awaited<ReturnType<Trainer['open']>>) {
    this.plan = plan;
    this.trainer = trainer;
    this.description = opened.description;
    this.opened = opened.parked;
    this.moment = opened.parked.moment;
    this.updates = opened.parked.updates;
  }

  /** Builds the run. Rejects as `Trainer.open` does, with nothing left behind. */
  static async open(trainers: TrainerFactory, plan: RunPlan, listener: RunListener): Promise<OpenRun> {
    let run: OpenRun | null = null;
    /** What was evaluated before the run was there to hear of it. */
    const early: Evaluation[] = [];
    const { number, preset } = plan;
    const trainer = trainers(
      { run: newRun(plan.configuration), number, preset },
      {
        frame: (bytes) => run && listener.frame(run, bytes),
        moment: (moment, points) => run && listener.moment(run, moment, points),
        progressed: (updates, points) => run && listener.progressed(run, updates, points),
        evaluated: (evaluation) => (run ? listener.evaluated(run, evaluation) : early.push(evaluation)),
        stopped: (because, parked) => run && listener.stopped(run, because, parked),
        failed: (error, parked) => run && listener.failed(run, error, parked),
      },
    );
    try {
      run = new OpenRun(plan, trainer, await trainer.open());
    } catch (error) {
      await trainer.close();
      throw error;
    }
    for (const evaluation of early) run.score(evaluation);
    return run;
  }

  get series(): readonly SeriesPoint[] {
    return this.#series;
  }

  get evaluations(): readonly Evaluation[] {
    return this.#evaluations;
  }

  append(points: readonly SeriesPoint[]): void {
    this.#series = appendPoints(this.#series, points);
  }

  /** False when it says nothing new: a replay of what has been scored already. */
  score(evaluation: Evaluation): boolean {
    const last = this.#evaluations.at(-1);
    if (last && evaluation.step <= last.step) return false;
    const scored = [...this.#evaluations, evaluation];
    const isFull = scored.length > EVALUATIONS_LIMIT;
    this.#evaluations = isFull ? scored.filter((_, i) => i % 2 === 0 || i === scored.length - 1) : scored;
    return true;
  }

  /** A branch starts at `step`: what lies behind belongs to the old one. */
  cutAt(step: number): void {
    this.#series = seriesUpTo(this.#series, step);
    this.#evaluations = this.#evaluations.filter((evaluation) => evaluation.step <= step);
  }
}
