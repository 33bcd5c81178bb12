/**
 * Which steps of a branch are evaluated, and that each of them is: those that are passed, and the one that was missed
 * when a thread ended or its branch was left (SPEC EV2). All of it in slices.
 */
import type { Evaluation } from '@deltaboard/shared/protocol/state.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { evaluationDue, type EvaluationData } from '@deltaboard/shared/evaluation/evaluation.ts';
import type { StepSettings } from '@deltaboard/shared/training/learner.ts';
import { settingsAt, type RunCommand } from '@deltaboard/shared/training/run.ts';
import type { Trajectory } from '@deltaboard/shared/training/trajectory.ts';
import type { BranchRecord } from './branch-record.ts';
import type { Checkpoint } from './checkpoints.ts';
import { createLateEvaluation } from './late-evaluation.ts';
import { createScorer } from './scorer.ts';

/** The branch that the loop is on. */
export interface Followed {
  readonly commands: readonly RunCommand[];
  readonly record: BranchRecord;
}

export interface Evaluations {
  /** Scores are under way: no step that is evaluated too is made before they are there. */
  readonly isUnderWay: boolean;
  /** Whether θ after so many updates is to be evaluated, and has not been. */
  isDue(updates: number): boolean;
  /** Of what stands now. */
  begin(updates: number, nonLinearity: StepSettings['nonLinearity']): void;
  /** What was given up is evaluated before the run goes on: of one step at the most, begun from near it. */
  makeUp(nearest: (step: number) => Checkpoint | null): void;
  advance(enough: () => boolean): void;
  /** Of later steps than `kept` nothing is wanted any more; on another branch what is missed there is made instead. */
  cutAt(kept: number, isSame: boolean): void;
}

export function createEvaluations(
  configuration: Configuration,
  data: EvaluationData,
  trajectory: Trajectory,
  unrolled: () => Trajectory,
  followed: () => Followed,
  done: (evaluation: Evaluation) => void,
): Evaluations {
  const { head, evaluateEvery, trainVectors } = configuration;
  const scorer = createScorer(data, (evaluation) => {
    followed().record.evaluated = evaluation.step;
    done(evaluation);
  });
  const late = createLateEvaluation(unrolled, scoreLate);

  function begin(updates: number, there: Trajectory, nonLinearity: StepSettings['nonLinearity']): void {
    const { parameters } = there.learner.state;
    scorer.begin(updates, {
      parameters,
      numerics: configuration.numerics,
      nonLinearity,
      head,
      vectors: there.vectors,
      trainsVectors: trainVectors,
    });
  }

  function scoreLate(step: number, there: Trajectory): void {
    const { nonLinearity } = settingsAt(configuration, followed().commands, Math.max(0, step - 1));
    begin(step, there, nonLinearity);
  }

  return {
    get isUnderWay() {
      return late.isUnderWay || scorer.isBusy;
    },
    isDue: (updates) => evaluationDue(updates, evaluateEvery) && updates > followed().record.evaluated,
    begin: (updates, nonLinearity) => begin(updates, trajectory, nonLinearity),
    makeUp(nearest) {
      if (scorer.isBusy) return;
      const { last, evaluated } = followed().record;
      let step = last;
      while (step > evaluated && !evaluationDue(step, evaluateEvery)) step--;
      if (step <= evaluated) return;
      if (trajectory.updates === step) scoreLate(step, trajectory);
      else late.begin(step, nearest(step));
    },
    advance(enough) {
      late.advance(enough);
      if (!late.isUnderWay) scorer.advance(enough);
    },
    cutAt(kept, isSame) {
      scorer.cutAt(kept);
      late.cutAt(isSame ? kept : -1);
    },
  };
}
