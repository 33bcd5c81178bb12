/** A run with its trainer and what the class has seen of each of its branches: the curve, the scores, the newest moment. */
import type { ToldLoss } from '@deltaboard/shared/protocol/events.ts';
import type { Speed } from '@deltaboard/shared/training/speed.ts';
import type { Evaluation, Moment, RunDescription } from '@deltaboard/shared/protocol/state.ts';
import type { PresetName } from '@deltaboard/shared/training/presets.ts';
import type { Run } from '@deltaboard/shared/training/run.ts';
import { appendPoints, type SeriesPoint } from '@deltaboard/shared/training/series.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import type { JudgedPart } from '@deltaboard/shared/evaluation/evaluation.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import {
  Cancelled,
  type Judged,
  type Parked,
  type BranchPlace,
  type Trainer,
  type TrainerFactory,
  type TrainerSink,
} from '../training/trainer.ts';
import type { Own } from '../data/own.ts';
import { upTo, type History, type KeptRun } from './run-history.ts';
import type { Working } from './long-work.ts';
import { lossPoints, widthOf } from './loss-points.ts';
import { SerialQueue } from './serial-queue.ts';

/** Scores that a latecomer is told; of more, every second one. */
const EVALUATIONS_LIMIT = 1024;

/** A run that is asked for. */
export interface RunPlan {
  readonly number: number;
  readonly preset: PresetName | null;
  /** With the whole of a pasted text. */
  readonly configuration: Configuration;
  /** The hash of a pasted text; null: the bundled corpus. */
  readonly corpus: string | null;
  /** The speed at which it opens; null: that of the room. */
  readonly speed: Speed | null;
}

/** What the trainer of a run says by itself, with the run that it speaks of. */
export type TrainerListener = {
  readonly [Event in Exclude<keyof TrainerSink, 'approached'>]: (
    run: OpenRun,
    ...said: Parameters<TrainerSink[Event]>
  ) => void;
};

/** How a run is opened: until it stands at its place, unless it is given up before. */
export interface Opening {
  readonly signal: AbortSignal;
  /** Null: inside step 1 with the forward pass done. */
  readonly at: BranchPlace | null;
  /** What was kept of it, from an earlier server. */
  readonly kept: KeptRun | null;
  readonly own: Own;
  /** So many of the steps of a long way have been made. */
  readonly approached: (made: number, of: number) => void;
}

export class OpenRun {
  readonly plan: RunPlan;
  readonly trainer: Trainer;
  readonly description: RunDescription;
  /** Where it stood when it was opened. */
  readonly opened: Parked;
  moment: Moment;
  /** Updates of θ made, as far as is known. */
  updates: number;
  #branch = 0;
  /** The branch that its trainer is on, where the class has not come to, or never will. */
  #followed = 0;
  /** Where its trainer went last; null once the class stands there, or while it is on its way. */
  #gone: Parked | null;
  readonly #ways = new SerialQueue();
  #approached: Working['approached'] = () => undefined;
  /** Of each branch the curve of ways that the class did not come after. */
  readonly #untold = new Map<number, readonly SeriesPoint[]>();
  readonly #histories = new Map<number, History>([[0, { series: [], evaluations: [] }]]);

  private constructor(plan: RunPlan, trainer: Trainer, opened: Awaited<ReturnType<Trainer['open']>>) {
    this.plan = plan;
    this.trainer = trainer;
    this.description = opened.description;
    // The curve of the way to the place is its history from the beginning.
    this.opened = this.#gone = { ...opened.parked, points: [] };
    this.moment = opened.parked.moment;
    this.updates = opened.parked.updates;
  }

  /** Builds the run. Rejects as `Trainer.open` does, or with the signal's reason when it is given up, with nothing left behind. */
  static async open(
    trainers: TrainerFactory,
    plan: RunPlan,
    log: Run,
    listener: TrainerListener,
    { signal, at, approached, kept, own }: Opening,
  ): Promise<OpenRun> {
    // It may have been given up before anything was begun.
    signal.throwIfAborted();
    let run: OpenRun | null = null;
    /** What was evaluated before the run was there to hear of it. */
    const early: [Evaluation, number][] = [];
    const { number, preset } = plan;
    const trainer = trainers(
      { run: log, number, preset, cache: kept?.trainer ?? null, own },
      {
        frame: (bytes) => run && listener.frame(run, bytes),
        moment: (moment, points) => run && listener.moment(run, moment, points),
        progressed: (updates, points) => run && listener.progressed(run, updates, points),
        evaluated: (...said) => (run ? listener.evaluated(run, ...said) : early.push(said)),
        approached: (made, of) => (run ? run.#approached(made, of) : approached(made, of)),
        stopped: (because, parked, hit) => run && listener.stopped(run, because, parked, hit),
        failed: (error, parked) => run && listener.failed(run, error, parked),
      },
    );
    // What goes wrong at it goes wrong once more when what was opened is closed.
    const giveUp = (): void => void trainer.close().catch(() => undefined);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      const opened = await trainer.open(at ?? undefined);
      run = new OpenRun(plan, trainer, opened);
      run.#begin(log, at?.branch ?? 0, opened.restored ? kept : null);
      run.append(opened.parked.points);
      signal.throwIfAborted();
    } catch (error) {
      await trainer.close();
      throw signal.aborted ? signal.reason : error;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
    for (const said of early) run.score(...said);
    return run;
  }

  /** @param kept what the trainer trusted: otherwise it makes the whole curve anew */
  #begin(log: Run, branch: number, kept: KeptRun | null): void {
    this.#branch = this.#followed = branch;
    for (const [of, history] of kept?.histories ?? []) this.#histories.set(of, history);
    this.#historyOf(log, branch);
  }

  /** The branch that the class is on, or has left it on; series and evaluations are those of it. */
  get branch(): number {
    return this.#branch;
  }

  /** Of every branch that was looked at, with what its trainer has told of it. */
  get histories(): ReadonlyMap<number, History> {
    return new Map(
      [...this.#histories].map(([branch, history]) => {
        const series = appendPoints(history.series, this.#untold.get(branch) ?? []);
        return [branch, { ...history, series }];
      }),
    );
  }

  /** Its trainer went there last, and the class has not come after. */
  isAt(parked: Parked): boolean {
    return this.#gone === parked;
  }

  /** Its trainer stands where the class does not. */
  get isAway(): boolean {
    return this.#gone !== null;
  }

  /** Resolves when its trainer is on no way. */
  settled(): Promise<void> {
    return this.#ways.add(() => undefined);
  }

  /**
   * Its trainer goes to a place of the log, once the way before has ended; the class stays where it is. Rejects with the signal's reason
   * when it is given up on the way, and then the trainer stands where it stood.
   */
  go(log: Run, place: BranchPlace, working: Working): Promise<Parked> {
    return this.#ways.add(() => this.#go(log, place, working));
  }

  async #go(
    log: Run,
    { branch, step, operation }: BranchPlace,
    { signal, approached }: Working,
  ): Promise<Parked> {
    signal.throwIfAborted();
    const [followed, gone] = [this.#followed, this.#gone];
    const giveUp = (): void => this.trainer.cancel();
    signal.addEventListener('abort', giveUp, { once: true });
    this.#approached = approached;
    this.#gone = null;
    try {
      if (branch !== followed) {
        this.trainer.follow(log, branch);
        this.#followed = branch;
        this.#historyOf(log, branch);
      }
      const there = await this.trainer.seek(step, operation);
      const points = appendPoints(this.#untold.get(branch) ?? [], there.points);
      this.#untold.set(branch, points);
      return (this.#gone = { ...there, points });
    } catch (error) {
      this.#followed = followed;
      this.#gone = gone;
      if (signal.aborted) throw signal.reason;
      throw error instanceof Cancelled ? new Refusal('given-up') : error;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** The class is on the branch that its trainer went to. */
  arrive(): void {
    this.#branch = this.#followed;
  }

  get series(): readonly SeriesPoint[] {
    return this.#history.series;
  }

  get evaluations(): readonly Evaluation[] {
    return this.#history.evaluations;
  }

  /** What the class is told of its branch: it stands, or runs, where the trainer does. */
  append(points: readonly SeriesPoint[]): void {
    this.#gone = null;
    this.#untold.delete(this.#branch);
    this.#become({ series: appendPoints(this.series, points) });
  }

  /** False when it says nothing new of the present branch: of another one, or what has been scored already. */
  score(evaluation: Evaluation, branch: number): boolean {
    const history = this.#histories.get(branch);
    const last = history?.evaluations.at(-1);
    if (!history || (last && evaluation.step <= last.step)) return false;
    const scored = [...history.evaluations, evaluation];
    const isFull = scored.length > EVALUATIONS_LIMIT;
    const evaluations = isFull ? scored.filter((_, i) => i % 2 === 0 || i === scored.length - 1) : scored;
    this.#histories.set(branch, { ...history, evaluations });
    return branch === this.#branch;
  }

  /** The log has grown here, or another branch is to be looked at. A new branch begins with what its parent had. */
  follow(log: Run, branch: number): void {
    this.trainer.follow(log, branch);
    this.#branch = this.#followed = branch;
    this.#historyOf(log, branch);
  }

  /** The trainer died, perhaps on its way to another branch, and is on this one again. */
  returnTo(branch: number): void {
    this.#branch = this.#followed = branch;
  }

  /** What was known of later steps is true no more. False when nothing was. */
  cutAt(step: number): boolean {
    const { series } = this;
    this.#become(upTo(this.#history, step));
    return this.series.length < series.length;
  }

  /**
   * J from step `from` to `to` of the branch, in at most LOSS_POINTS_LIMIT points. What could be shown step by step and
   * is held no more is made again if it may be.
   */
  async losses(from: number, to: number, mayReplay: () => boolean): Promise<readonly ToldLoss[]> {
    const { series } = this;
    const width = widthOf(from, to);
    // On another branch it has those of that one.
    const isHere = this.#followed === this.#branch;
    const held = isHere ? await this.trainer.losses(from, to, width) : [];
    const missing = isHere && width === 1 && held.length <= to - from;
    const again = missing && mayReplay() ? await this.trainer.replay(from, to) : null;
    return lossPoints(again ?? held, series, from, to);
  }

  /** How well θ of the branch labels a part of the corpus after so many updates; null as `Trainer.judge`. */
  async judge(updates: number, part: JudgedPart): Promise<Judged | null> {
    return this.#followed === this.#branch ? this.trainer.judge(updates, part) : null;
  }

  get #history(): History {
    const history = this.#histories.get(this.#branch);
    if (!history) throw new Error(`no history of branch ${this.#branch}`);
    return history;
  }

  #become(change: Partial<History>): void {
    this.#histories.set(this.#branch, { ...this.#history, ...change });
  }

  #historyOf(log: Run, branch: number): History {
    const { from } = log.branches[branch];
    const known = this.#histories.get(branch);
    if (known || !from) return known ?? { series: [], evaluations: [] };
    const history = upTo(this.#historyOf(log, from.branch), from.step);
    this.#histories.set(branch, history);
    return history;
  }
}
