/** How well the network that the class looks at labels a part of the corpus, for the evaluation of whoever asks (SPEC EV5). */
import { asksOfPass } from '@deltaboard/shared/class/open-question.ts';
import type { ToldReport } from '@deltaboard/shared/protocol/events.ts';
import type { JudgedPart } from '@deltaboard/shared/evaluation/evaluation.ts';
import type { PressureLevel } from '@deltaboard/shared/protocol/admin.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { isGivenUp } from '../pressure.ts';
import type { ClassLog } from './class-log.ts';
import type { PresentRun } from './present-run.ts';

export class Judging {
  readonly #log: ClassLog;
  readonly #present: PresentRun;
  readonly #pressure: { readonly level: PressureLevel };

  constructor(log: ClassLog, present: PresentRun, pressure: { readonly level: PressureLevel }) {
    this.#log = log;
    this.#present = present;
    this.#pressure = pressure;
  }

  /**
   * Of the step that the class stands at, while it runs of the last that is known; null where another was asked for meanwhile, or the
   * server is under pressure. Rejects
   * with Refusal 'not-now' while there is no run, 'question-open' (SPEC EV9), 'not-the-driver' of a test part that the class has not opened (SPEC EV8).
   */
  async of(part: JudgedPart): Promise<ToldReport | null> {
    const run = this.#present.require('evaluation');
    const { state } = this.#log.newest;
    if (asksOfPass(state)) throw new Refusal('question-open', { command: 'evaluation' });
    const { view, standing } = state;
    if (part === 'test' && view.judgedPart !== 'test')
      throw new Refusal('not-the-driver', { command: 'evaluation' });
    // Under pressure it waits (SPEC DG2).
    if (isGivenUp('evaluations', this.#pressure.level)) return null;
    const { branch, plan, updates } = run;
    const step = standing.status === 'paused' ? standing.cursor.step - 1 : updates;
    const judged = await run.judge(step, part);
    return judged && { run: plan.number, branch, step, ...judged };
  }
}
