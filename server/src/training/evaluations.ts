/**
 * Which steps of a branch are evaluated, and that each of them is, in their order: those that are passed, those that were put off while the
 * server was pressed (SPEC DG2), and the one that was missed when a thread ended or its branch was left (SPEC EV2). All of it in slices.
 */
import type { Evaluation } from '@deltaboard/shared/protocol/state.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import {
  evaluationDue,
  nextEvaluation,
  type EvaluationData,
} from '@deltaboard/shared/evaluation/evaluation.ts';
import { evaluatedAt } from '@deltaboard/shared/evaluation/standing.ts';
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
  /** Steps that have been made are not evaluated yet; it may be put off. */
  readonly isBehind: boolean;
  /** It is put off at present. */
  readonly isPutOff: boolean;
  /** Scores are under way. */
  readonly isUnderWay: boolean;
  /** They are those of the newest step that is evaluated: no other one is made before they are there. */
  readonly isAwaited: boolean;
  /** Whether θ after so many updates is to be evaluated, and has not been. */
  isDue(updates: number): boolean;
  /** Of what stands now; where an earlier step is missing still, or while it is put off, it is made up. */
  begin(updates: number, nonLinearity: StepSettings['nonLinearity']): void;
  /** The first step that is missing is evaluated, begun from near it; nothing where none is, or while it is put off. */
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
  isPutOff: () => boolean,
  done: (evaluation: Evaluation) => void,
): Evaluations {
  const { evaluateEvery } = configuration;
  const scorer = createScorer(data, (evaluation) => {
    const { record } = followed();
    record.evaluated = Math.max(record.evaluated, evaluation.step);
    done(evaluation);
  });
  const late = createLateEvaluation(unrolled, scoreLate);
  /** Of the one that was begun last. */
  let begun = -1;
  const isBegun = (): boolean => late.isUnderWay || scorer.isBusy;
  const isMissing = (after: number): boolean =>
    nextEvaluation(after, evaluateEvery) <= followed().record.last;

  function score(updates: number, there: Trajectory, nonLinearity: StepSettings['nonLinearity']): void {
    begun = updates;
    scorer.begin(updates, evaluatedAt(configuration, there, nonLinearity));
  }

  function scoreLate(step: number, there: Trajectory): void {
    const { nonLinearity } = settingsAt(configuration, followed().commands, Math.max(0, step - 1));
    score(step, there, nonLinearity);
  }

  return {
    get isBehind() {
      return isBegun() || isMissing(followed().record.evaluated);
    },
    get isPutOff() {
      return isPutOff();
    },
    get isUnderWay() {
      return isBegun() && !isPutOff();
    },
    get isAwaited() {
      return isBegun() && !isPutOff() && !isMissing(begun);
    },
    isDue: (updates) => evaluationDue(updates, evaluateEvery) && updates > followed().record.evaluated,
    begin(updates, nonLinearity) {
      const isFirst = nextEvaluation(followed().record.evaluated, evaluateEvery) === updates;
      if (isFirst && !isBegun() && !isPutOff()) score(updates, trajectory, nonLinearity);
    },
    makeUp(nearest) {
      if (isBegun() || isPutOff()) return;
      const { last, evaluated } = followed().record;
      const step = nextEvaluation(evaluated, evaluateEvery);
      if (step > last) return;
      begun = step;
      if (trajectory.updates === step) scoreLate(step, trajectory);
      else late.begin(step, nearest(step));
    },
    advance(enough) {
      if (isPutOff()) return;
      late.advance(enough);
      if (!late.isUnderWay) scorer.advance(enough);
    },
    cutAt(kept, isSame) {
      scorer.cutAt(kept);
      late.cutAt(isSame ? kept : -1);
    },
  };
}
