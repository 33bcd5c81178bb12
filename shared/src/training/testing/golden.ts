/**
 * Golden runs (SPEC NU4): 1,000 steps of a small run for each non-linearity. Runs anywhere; the hashes are compared by
 * `npm test` on its Node, by the browser tests in Chromium, and by a script on Node 20, 22 and 24.
 */
import type { NonLinearityName } from '../../model/non-linearity.ts';
import { toBytes } from '../../protocol/bytes.ts';
import { createTrajectory } from '../trajectory.ts';
import { tinyConfiguration, tinyData } from './tiny-run.ts';

export const GOLDEN_STEPS = 1000;

/** The bytes of θ after 1,000 steps. */
export function goldenTheta(nonLinearity: NonLinearityName): Uint8Array<ArrayBuffer> {
  const configuration = { ...tinyConfiguration, hidden: [7], nonLinearity };
  const trajectory = createTrajectory(configuration, tinyData(configuration).training);
  while (trajectory.updates < GOLDEN_STEPS) trajectory.advance();
  return toBytes(trajectory.pass.parameters.theta);
}
