/** What the log says of a run that is built, and the run that a class opens with. */
import type { BuiltRun } from '@deltaboard/shared/class/commands/playback.ts';
import { presets, presetSpeeds } from '@deltaboard/shared/training/presets.ts';
import type { OpenRun, RunPlan } from './open-run.ts';

/** The run that a class opens with. */
export const openingPlan: RunPlan = {
  number: 0,
  preset: 'board',
  configuration: presets.board,
  corpus: null,
  speed: presetSpeeds.board,
};

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
