/** The bits of θ against those of a run that nobody interrupted. */
import { createCatalogue } from '../../server/src/data/catalogue.ts';
import { loadCorpus } from '../../server/src/data/corpus.ts';
import { loadVectors } from '../../server/src/data/vectors.ts';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { Moment } from '@deltaboard/shared/protocol/state.ts';
import { shownStep } from '@deltaboard/shared/training/cursor.ts';
import { commandsOf, type Run } from '@deltaboard/shared/training/run.ts';
import { createTrajectory } from '@deltaboard/shared/training/trajectory.ts';
import { fileURLToPath } from 'node:url';

const folder = (path: string): string => fileURLToPath(new URL(`../../server/data/${path}`, import.meta.url));

/** Whether θ of a moment has the bits of a run that was never interrupted. */
export type Reference = (run: Run, moment: Moment) => Promise<boolean>;

export function createReference(): Reference {
  const catalogue = createCatalogue(loadVectors(folder('vectors/')), loadCorpus(folder('corpus/')));
  return async (run, moment) => {
    const { training } = await catalogue.open(run.configuration);
    const trajectory = createTrajectory(run.configuration, training, commandsOf(run, moment.cursor.branch));
    const before = Math.max(0, shownStep(moment.cursor) - 1);
    while (trajectory.updates < before) trajectory.advance();
    const { theta } = trajectory.learner.state.parameters;
    return Buffer.from(fromBytes(moment.theta).buffer).equals(Buffer.from(theta.slice().buffer));
  };
}
