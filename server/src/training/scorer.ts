/** Evaluates θ on the test split in slices, one evaluation at a time (SPEC EV2). */
import type { Evaluation } from '@deltaboard/shared/protocol/state.ts';
import {
  createEvaluator,
  type Evaluated,
  type EvaluationData,
  type Evaluator,
} from '@deltaboard/shared/evaluation/evaluation.ts';

/** Multiplications between two looks at the clock: about a millisecond. */
const CHUNK = 500_000;

/** Windows between two looks at the clock. */
export const windowsAtOnce = (parameterCount: number): number => Math.ceil(CHUNK / parameterCount);

export interface Scorer {
  readonly isBusy: boolean;
  /** Of what stands now, which is copied. One that is under way is finished first. */
  begin(step: number, evaluated: Evaluated): void;
  /** Judges until it is through or `enough` says so. */
  advance(enough: () => boolean): void;
  /** Gives up an evaluation of a later step: it belongs to a branch that was left. */
  cutAt(step: number): void;
}

export function createScorer(data: EvaluationData, done: (evaluation: Evaluation) => void): Scorer {
  let current: {
    readonly step: number;
    readonly parameterCount: number;
    readonly evaluator: Evaluator;
  } | null = null;
  const advance = (enough: () => boolean): void => {
    while (current) {
      if (current.evaluator.advance(windowsAtOnce(current.parameterCount))) {
        const { step, evaluator } = current;
        current = null;
        done({ step, ...evaluator.score() });
      }
      if (enough()) return;
    }
  };
  return {
    get isBusy() {
      return current !== null;
    },
    begin(step, evaluated) {
      advance(() => false);
      const evaluator = createEvaluator(data, evaluated);
      current = { step, parameterCount: evaluated.parameters.theta.length, evaluator };
    },
    advance,
    cutAt(step) {
      if (current && current.step > step) current = null;
    },
  };
}
