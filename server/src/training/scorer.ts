/** Evaluates θ on the test split in slices, one evaluation at a time (SPEC EV2). */
import type { Evaluation } from '@deltaboard/shared/protocol/state.ts';
import type { Parameters } from '@deltaboard/shared/model/parameters.ts';
import type { NonLinearityName } from '@deltaboard/shared/model/non-linearity.ts';
import {
  createEvaluator,
  type EvaluationData,
  type Evaluator,
} from '@deltaboard/shared/training/evaluation.ts';

/** Multiplications between two looks at the clock: about a millisecond. */
const CHUNK = 500_000;

export interface Scorer {
  readonly isBusy: boolean;
  /** Of these parameters, which are copied. One that is under way is finished first. */
  begin(step: number, parameters: Parameters<Float32Array>, nonLinearity: NonLinearityName): void;
  /** Judges until it is through or `enough` says so. */
  advance(enough: () => boolean): void;
  /** Gives up an evaluation of a later step: it belongs to a branch that was left. */
  cutAt(step: number): void;
}

export function createScorer(test: EvaluationData, done: (evaluation: Evaluation) => void): Scorer {
  let current: {
    readonly step: number;
    readonly parameterCount: number;
    readonly evaluator: Evaluator;
  } | null = null;
  const advance = (enough: () => boolean): void => {
    while (current) {
      if (current.evaluator.advance(Math.ceil(CHUNK / current.parameterCount))) {
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
    begin(step, parameters, nonLinearity) {
      advance(() => false);
      const evaluator = createEvaluator(test, parameters, nonLinearity);
      current = { step, parameterCount: parameters.theta.length, evaluator };
    },
    advance,
    cutAt(step) {
      if (current && current.step > step) current = null;
    },
  };
}
