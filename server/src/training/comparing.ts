/** One configuration trained from its beginning, judged on the development part on the way, beside the class's run and in slices (SPEC CR2, CR5). */
import {
  comparedSteps,
  type ComparedLength,
  type ComparedPoint,
  type ComparedSeed,
} from '@deltaboard/shared/evaluation/comparison.ts';
import { isToStop, UNWATCHED, watch } from '@deltaboard/shared/evaluation/early-stopping.ts';
import type { EntityScore } from '@deltaboard/shared/evaluation/entity-score.ts';
import {
  createEvaluator,
  type EvaluationData,
  type Evaluator,
} from '@deltaboard/shared/evaluation/evaluation.ts';
import { judgedTypes, reportOf } from '@deltaboard/shared/evaluation/report.ts';
import { headOf } from '@deltaboard/shared/model/head.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import type { TrainingData } from '@deltaboard/shared/training/training-data.ts';
import { createTrajectory } from '@deltaboard/shared/training/trajectory.ts';
import { windowsAtOnce } from './scorer.ts';
import type { SlicedWork } from './work-beside.ts';

export interface ComparingOptions extends ComparedLength {
  readonly configuration: Configuration;
  readonly training: TrainingData;
  readonly evaluation: EvaluationData;
  /** Of each window of the development part what the dictionary says, an index of `labels`. */
  readonly looked: Uint8Array;
  /** Updates of θ in all its epochs. */
  readonly steps: number;
}

/** Where there is nothing to find there is no F1 (SPEC EV4). */
const f1Of = (score: EntityScore | undefined): number | null => (score && score.gold > 0 ? score.f1 : null);

export function createComparing(options: ComparingOptions): SlicedWork<ComparedSeed> {
  const { configuration, training, evaluation, looked, steps, epochs, patience } = options;
  const { head, numerics, trainVectors } = configuration;
  const trajectory = createTrajectory(configuration, training);
  const { parameters } = trajectory.learner.state;
  const windows = windowsAtOnce(parameters.theta.length);
  const types = judgedTypes(headOf(head).outputs);
  const due = comparedSteps(steps, epochs);
  const points: ComparedPoint[] = [];
  let evaluator: Evaluator | null = null;
  let sum = 0;
  let made = 0;
  let diverged = false;
  let watched = UNWATCHED;

  const begin = (): Evaluator =>
    createEvaluator(
      evaluation,
      {
        parameters,
        nonLinearity: trajectory.settings.nonLinearity,
        vectors: trajectory.vectors,
        trainsVectors: trainVectors,
        ...{ numerics, head },
      },
      'dev',
    );

  function judged(labelled: Uint8Array): ComparedPoint {
    const { network } = reportOf('dev', evaluation.dev, labelled, looked, types);
    const location = network.byType.find(({ type }) => type === 'LOC')?.score;
    return {
      step: trajectory.updates,
      location: f1Of(location),
      all: f1Of(network.all),
      J: sum / Math.max(1, made),
    };
  }

  const ended = (why: ComparedSeed['ended']): ComparedSeed => ({
    points,
    best: watched.best?.step ?? null,
    ended: why,
  });

  return {
    slice(isOver) {
      for (let next = due.at(points.length); next !== undefined; next = due.at(points.length)) {
        while (trajectory.updates < next && !diverged) {
          const { J } = trajectory.advance();
          diverged = !Number.isFinite(J);
          sum += J;
          made++;
          if (isOver()) return null;
        }
        if (diverged) return ended('diverged');
        evaluator ??= begin();
        while (!evaluator.advance(windows)) if (isOver()) return null;
        const point = judged(evaluator.labelled());
        evaluator = null;
        sum = made = 0;
        points.push(point);
        watched = watch(watched, { step: point.step, score: point.all });
        if (isToStop(watched, patience)) return ended('patience');
      }
      return ended('epochs');
    },
  };
}
