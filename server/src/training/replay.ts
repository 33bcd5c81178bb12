/**
 * J of steps that are held no more, made again bit for bit: from the nearest checkpoint over the branch's own commands
 * (SPEC TR9). It only reads what a run shares, so that it can go on beside the run itself.
 */
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import type { LossPoint } from '@deltaboard/shared/training/series.ts';
import { snapshotLength } from '@deltaboard/shared/training/run-state.ts';
import type { TrainingData } from '@deltaboard/shared/training/training-data.ts';
import { createTrajectory, type Trajectory } from '@deltaboard/shared/training/trajectory.ts';
import { checkpointsOn } from './checkpoints.ts';
import type { BranchMemory } from './run-memory.ts';
import type { SlicedWork } from './work-beside.ts';

/** What a run shares with a thread that makes some of its steps again. */
export interface Replayed {
  readonly configuration: Configuration;
  readonly training: TrainingData;
  readonly branch: Pick<BranchMemory, 'commands' | 'lineage'>;
  readonly checkpoints: SharedArrayBuffer;
}

export interface ReplayOptions extends Replayed {
  /** The first and the last step, both of them computed before. */
  readonly from: number;
  readonly to: number;
}

/** At the nearest checkpoint after at most so many updates, or at the beginning. */
export function trajectoryNear(
  { configuration, training, branch, checkpoints }: Replayed,
  updates: number,
): Trajectory {
  const trajectory = createTrajectory(configuration, training, branch.commands);
  const length = snapshotLength(configuration, training);
  const nearest = checkpointsOn(checkpoints, length).nearest(branch.lineage, updates);
  if (nearest) trajectory.restore(nearest.snapshot, nearest.updates);
  return trajectory;
}

/** All losses, in order of steps. */
export function createReplay(options: ReplayOptions): SlicedWork<readonly LossPoint[]> {
  const { from, to } = options;
  const trajectory = trajectoryNear(options, from - 1);
  const points: LossPoint[] = [];
  return {
    slice(isOver) {
      while (trajectory.updates < to) {
        const { J } = trajectory.advance();
        const step = trajectory.updates;
        if (step >= from) points.push({ step, count: 1, J: [J, J, J] });
        if (isOver()) break;
      }
      return trajectory.updates < to ? null : points;
    },
  };
}
