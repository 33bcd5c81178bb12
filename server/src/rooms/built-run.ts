/** The plan of a run that is to be built, and what the log says of it once it is. */
import type { BuiltRun } from '@deltaboard/shared/class/commands/playback.ts';
import { requireRun, settingsAfter } from '@deltaboard/shared/class/reading.ts';
import type { ClassState } from '@deltaboard/shared/class/state.ts';
import { NUMERICS_VERSION } from '@deltaboard/shared/training/configuration-limits.ts';
import { stepsDone } from '@deltaboard/shared/training/cursor.ts';
import { presets, presetSpeeds } from '@deltaboard/shared/training/presets.ts';
import { isDeepStrictEqual } from 'node:util';
import type { OpenRun, RunPlan } from './open-run.ts';

/** The run that a class opens with. */
export const openingPlan: RunPlan = {
  number: 0,
  preset: 'board',
  configuration: presets.board,
  corpus: null,
  speed: presetSpeeds.board,
};

type Chosen = Pick<RunPlan, 'configuration' | 'preset'>;

/** A preset with something changed is that preset no more. */
export const presetOf = ({ configuration, preset }: Chosen): RunPlan['preset'] =>
  preset !== null && isDeepStrictEqual(configuration, presets[preset]) ? preset : null;

/**
 * The present run anew, with the settings that it has come to.
 * @param updates of θ that it has made, as far as is known, while it runs
 */
export function anew(state: ClassState, { configuration, preset }: Chosen, updates: number): Chosen {
  const { standing } = state;
  const made = standing.status === 'paused' ? stepsDone(standing.cursor) : updates;
  const branch = standing.status === 'preparing' ? 0 : standing.cursor.branch;
  return {
    configuration: {
      ...configuration,
      ...settingsAfter(requireRun(state), branch, made),
      // It is a new run: what it is computed with is the newest.
      numerics: NUMERICS_VERSION,
    },
    preset,
  };
}

/** What the log says of a run that has been built. */
export function builtFact({ plan, description }: OpenRun): Omit<BuiltRun, 'parked'> {
  const { preset, corpus, speed } = plan;
  const { configuration, epochLength, probes } = description;
  const told =
    configuration.corpus.kind === 'pasted'
      ? { ...configuration, corpus: { kind: 'pasted', text: '' } as const }
      : configuration;
  return { preset, configuration: told, corpus, epochLength, probes: probes.length, speed };
}
