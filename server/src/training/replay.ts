/**
 * J of steps that are held no more, made again bit for bit: from the nearest checkpoint over the branch's own commands
 * (SPEC TR9). It only reads what a run shares, so that it can go on beside the run itself.
 */
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import type { LossPoint } from '@deltaboard/shared/training/series.ts';
import { snapshotLength } from '@deltaboard/shared/training/run-state.ts';
import type { TrainingData } from '@deltaboard/shared/training/training-data.ts';
import { createTrajectory } from '@deltaboard/shared/training/trajectory.ts';
import { checkpointsOn } from './checkpoints.ts';
import type { BranchMemory } from './run-memory.ts';

export interface ReplayOptions {
  readonly configuration: Configuration;
  readonly training: TrainingData;
  readonly branch: Pick<BranchMemory, 'commands' | 'lineage'>;
  readonly checkpoints: SharedArrayBuffer;
  /** The first and the last step, both of them computed before. */
  readonly from: number;
  readonly to: number;
}

export interface Replay {
  /** Goes on until all is made or `isOver` says so; all of it, in order of steps, or null. */
  slice(isOver: () => boolean): readonly LossPoint[] | null;
}

export function createReplay({
  configuration,
  training,
  branch,
  checkpoints,
  from,
  to,
}: ReplayOptions): Replay {
  const trajectory = createTrajectory(configuration, training, branch.commands);
  const length = snapshotLength(configuration, training);
  const nearest = checkpointsOn(checkpoints, length).nearest(branch.lineage, from - 1);
  if (nearest) trajectory.restore(nearest.snapshot, nearest.updates);
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
