/**
 * How well θ of a step labels a part of the corpus (SPEC EV5): made again from the nearest checkpoint like a loss that is held no more, so
 * that the run stays where it stands, then judged, all in slices.
 */
import {
  createEvaluator,
  type EvaluationData,
  type Evaluator,
  type JudgedPart,
} from '@deltaboard/shared/evaluation/evaluation.ts';
import { judgedTypes, reportOf, type Report } from '@deltaboard/shared/evaluation/report.ts';
import { evaluatedAt } from '@deltaboard/shared/evaluation/standing.ts';
import { headOf } from '@deltaboard/shared/model/head.ts';
import { settingsAt } from '@deltaboard/shared/training/run.ts';
import { trajectoryNear, type Replayed } from './replay.ts';
import { windowsAtOnce } from './scorer.ts';
import type { SlicedWork } from './work-beside.ts';

export interface JudgingOptions extends Replayed {
  readonly evaluation: EvaluationData;
  /** Of each window of the part what the dictionary says of it, an index of `labels`. */
  readonly looked: Uint8Array;
  readonly part: JudgedPart;
  /** θ after so many updates, computed before. */
  readonly updates: number;
}

export function createJudging(options: JudgingOptions): SlicedWork<Report> {
  const { configuration, evaluation, looked, part, updates, branch } = options;
  const { head } = configuration;
  const trajectory = trajectoryNear(options, updates);
  let evaluator: Evaluator | null = null;
  const begin = (): Evaluator => {
    const { nonLinearity } = settingsAt(configuration, branch.commands, Math.max(0, updates - 1));
    return createEvaluator(evaluation, evaluatedAt(configuration, trajectory, nonLinearity), part);
  };
  return {
    slice(isOver) {
      while (trajectory.updates < updates) {
        trajectory.advance();
        if (isOver()) return null;
      }
      evaluator ??= begin();
      const windows = windowsAtOnce(trajectory.learner.state.parameters.theta.length);
      while (!evaluator.advance(windows)) if (isOver()) return null;
      const types = judgedTypes(headOf(head).outputs);
      return reportOf(part, evaluation[part], evaluator.labelled(), looked, types);
    },
  };
}
