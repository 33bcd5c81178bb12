/** What is evaluated of a run where it stands. */
import type { Configuration } from '../training/configuration.ts';
import type { StepSettings } from '../training/learner.ts';
import type { Trajectory } from '../training/trajectory.ts';
import type { Evaluated } from './evaluation.ts';

/** @param nonLinearity that of the last update, which may not be the next one's */
export const evaluatedAt = (
  { numerics, head, trainVectors }: Pick<Configuration, 'numerics' | 'head' | 'trainVectors'>,
  { learner, vectors }: Pick<Trajectory, 'learner' | 'vectors'>,
  nonLinearity: StepSettings['nonLinearity'],
): Evaluated => ({
  numerics,
  parameters: learner.state.parameters,
  nonLinearity,
  head,
  vectors,
  trainsVectors: trainVectors,
});
