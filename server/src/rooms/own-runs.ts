/** Runs of what somebody has brought: whether the class may still read it, and what becomes of them where it is deleted (SPEC DA2, DA3, RM13). */
import type { DataKind } from '@deltaboard/shared/protocol/library.ts';
import { stopped } from '@deltaboard/shared/class/commands/standing.ts';
import type { Refusal } from '@deltaboard/shared/refusal.ts';
import { namedOf, notKept, type OwnOfClass } from '../data/own.ts';
import type { ClassLog } from './class-log.ts';
import type { KeptRuns } from './kept-runs.ts';
import type { OpenRun } from './open-run.ts';
import { parkedAt, type PresentRun } from './present-run.ts';
import type { ReadyRuns } from './ready-runs.ts';
import type { Aside } from './serial-queue.ts';

export interface OwnRunsParts {
  readonly log: ClassLog;
  readonly present: PresentRun;
  readonly ready: ReadyRuns;
  readonly kept: KeptRuns;
  readonly own: OwnOfClass;
  /** A turn among what touches the run. */
  readonly inTurn: <T>(turn: (aside: Aside) => Promise<T>) => Promise<T>;
  /** What is known of the run is not what it was. */
  readonly changed: () => void;
  /** Nobody awaits it. */
  readonly later: (promise: Promise<unknown>) => void;
}

export class OwnRuns {
  readonly #parts: OwnRunsParts;
  readonly #giveUp: () => void;

  /** @param giveUp whatever takes long */
  constructor(parts: OwnRunsParts, giveUp: () => void) {
    this.#parts = parts;
    this.#giveUp = giveUp;
  }

  /** In the turn in which it takes its place: what it is made of may have been deleted while it was built. Rejects with a Refusal. */
  async require({ plan, trainer }: OpenRun): Promise<void> {
    if (namedOf(plan.configuration).length === 0) return;
    try {
      await this.#parts.own.require(plan.configuration);
    } catch (error) {
      await trainer.close();
      throw error;
    }
  }

  /** Its owner has deleted it: what is here of its runs goes, and the class is told so by name. */
  deleted(kind: DataKind, hash: string): void {
    const { ready, kept, later } = this.#parts;
    const isMadeOfIt = ({ plan }: OpenRun): boolean =>
      namedOf(plan.configuration).some(([of, named]) => of === kind && named === hash);
    kept.drop(isMadeOfIt);
    later(ready.drop(isMadeOfIt));
    later(this.#lose(isMadeOfIt, notKept(kind, hash)));
  }

  /** The present run, where it is one of these; one that is on its way in its place finds out by itself. */
  #lose(isOne: (run: OpenRun) => boolean, reason: Refusal): Promise<void> {
    const { log, present, kept, inTurn, changed } = this.#parts;
    return inTurn(async () => {
      const { run } = present;
      if (!run || !isOne(run)) return;
      this.#giveUp();
      const parked = await run.trainer.park();
      const { state } = log.newest;
      if (state.standing.status === 'running')
        await log.record({ facts: stopped(state, parkedAt(parked), 'driver') }, { by: null, command: null });
      present.enter(null);
      present.failed(reason);
      kept.drop((waiting) => waiting === run);
      changed();
      await run.trainer.close();
    });
  }
}
