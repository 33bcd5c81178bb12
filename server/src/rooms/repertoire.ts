/** The runs that can take the stage: a few are kept ready, any other is computed anew from its log. */
import { newRun } from '@deltaboard/shared/training/run.ts';
import type { Cursor } from '@deltaboard/shared/training/cursor.ts';
import type { Parked, TrainerFactory } from '../training/trainer.ts';
import type { Ledger } from './ledger.ts';
import { OpenRun, type RunListener, type RunPlan } from './open-run.ts';
import { outOfBounds, type Sight } from './sight.ts';

/** Runs kept ready beside the present one, each with its curve and at most CHECKPOINT_BYTES. */
export const READY_RUNS = 3;

export type PlaceInRun = Pick<Cursor, 'run' | 'branch' | 'step' | 'operation'>;

export class Repertoire {
  readonly #trainers: TrainerFactory;
  readonly #ledger: Ledger;
  readonly #listener: RunListener;
  /** The one that was left last is at the end. */
  #ready: readonly OpenRun[] = [];

  constructor(trainers: TrainerFactory, ledger: Ledger, listener: RunListener) {
    this.#trainers = trainers;
    this.#ledger = ledger;
    this.#listener = listener;
  }

  /** Rejects with a Refusal when it cannot be built. */
  build(plan: RunPlan): Promise<OpenRun> {
    return OpenRun.open(this.#trainers, plan, newRun(plan.configuration), this.#listener);
  }

  /** A run of the log: as it was left, or computed anew. */
  async recall(number: number): Promise<OpenRun> {
    const ready = this.#ready.find(({ plan }) => plan.number === number);
    const plan = this.#ledger.plan(number);
    return ready ?? OpenRun.open(this.#trainers, plan, this.#ledger.run(number), this.#listener);
  }

  /** `next` takes the place of `old`, whose thread is not needed. */
  swap(old: OpenRun, next: OpenRun): Promise<void> {
    this.#ready = [...this.#ready.filter((run) => run !== next), old].slice(-READY_RUNS);
    return old.trainer.close();
  }

  /** On its branch, to a place of it, with the whole curve up to the branch's head known. */
  async stand(run: OpenRun, { branch, step, operation }: PlaceInRun): Promise<Parked> {
    const { number } = run.plan;
    if (branch !== run.branch) run.follow(this.#ledger.run(number), branch);
    const parked = await run.trainer.seek(step, operation);
    const head = this.#ledger.head({ run: number, branch });
    if (parked.known >= head) return parked;
    run.append(parked.points);
    run.append((await run.trainer.seek(head + 1, 0)).points);
    return run.trainer.seek(step, operation);
  }

  /** Throws Refusal 'command' unless the place is known: at most one step beyond the branch's head. */
  require({ run, branch, step, operation }: PlaceInRun, sight: Sight): void {
    if (run >= this.#ledger.count) throw outOfBounds('run', run, `<${this.#ledger.count}`);
    const { length } = this.#ledger.run(run).branches;
    if (branch >= length) throw outOfBounds('branch', branch, `<${length}`);
    const furthest = this.#ledger.head({ run, branch }) + 1;
    if (step > furthest) throw outOfBounds('step', step, `<=${furthest}`);
    const most = sight.passLength(this.#ledger.plan(run));
    if (operation > most) throw outOfBounds('operation', operation, `<=${most}`);
  }
}
