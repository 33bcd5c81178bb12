/** J of the steps of a range, for the timeline of whoever asks (SPEC TR8, TR9). */
import { asksOfPass } from '@deltaboard/shared/class/open-question.ts';
import type { PressureLevel } from '@deltaboard/shared/protocol/admin.ts';
import type { LossesReply } from '@deltaboard/shared/protocol/events.ts';
import type { Budget } from '../budget.ts';
import { isGivenUp } from '../pressure.ts';
import type { ClassLog } from './class-log.ts';
import type { PresentRun } from './present-run.ts';

export class Losses {
  readonly #log: ClassLog;
  readonly #present: PresentRun;
  readonly #replays: Budget;
  readonly #pressure: { readonly level: PressureLevel };

  /** `replays`: of each member. */
  constructor(
    log: ClassLog,
    present: PresentRun,
    replays: Budget,
    pressure: { readonly level: PressureLevel },
  ) {
    this.#log = log;
    this.#present = present;
    this.#replays = replays;
    this.#pressure = pressure;
  }

  /** Rejects with Refusal 'not-now' while there is no run. */
  async of(member: string, from: number, to: number): Promise<Extract<LossesReply, { ok: true }>> {
    const run = this.#present.require('losses');
    const { state } = this.#log.newest;
    const { branch, plan, updates } = run;
    // While a question is open nothing is told that lies past the cursor.
    const known = asksOfPass(state)
      ? updates
      : Math.max(updates, state.runs[plan.number].branches[branch].head);
    // Under pressure the curve answers (SPEC DG2).
    const mayReplay = (): boolean =>
      !isGivenUp('evaluations', this.#pressure.level) && this.#replays.spend(member);
    const points = await run.losses(from, Math.min(to, known), mayReplay);
    return { ok: true, run: plan.number, branch, points };
  }
}
