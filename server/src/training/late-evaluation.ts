/**
 * An evaluation that was given up with a thread or by leaving its branch is made later: θ of its step is made again, in
 * slices, on a trajectory of its own, so that the run stays where it stands (SPEC EV2, TH2).
 */
import type { Trajectory } from '@deltaboard/shared/training/trajectory.ts';
import type { Checkpoint } from './checkpoints.ts';

export interface LateEvaluation {
  readonly isUnderWay: boolean;
  /** Of `step`; null: where the run itself begins. */
  begin(step: number, from: Checkpoint | null): void;
  /** Goes on until θ of the step is there, which is told, or `enough` says so. */
  advance(enough: () => boolean): void;
  /** Gives up that of a later step. */
  cutAt(step: number): void;
}

/** @param reached hears of the step with everything that moves, as it stands there; it copies what it needs */
export function createLateEvaluation(
  unroll: () => Trajectory,
  reached: (step: number, there: Trajectory) => void,
): LateEvaluation {
  let way: { readonly step: number; readonly trajectory: Trajectory } | null = null;
  return {
    get isUnderWay() {
      return way !== null;
    },
    begin(step, from) {
      const trajectory = unroll();
      if (from) trajectory.restore(from.snapshot, from.updates);
      way = { step, trajectory };
    },
    advance(enough) {
      while (way) {
        const { step, trajectory } = way;
        if (trajectory.updates === step) {
          way = null;
          return reached(step, trajectory);
        }
        trajectory.advance();
        if (enough()) return;
      }
    },
    cutAt(step) {
      if (way && way.step > step) way = null;
    },
  };
}
