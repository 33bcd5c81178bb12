/** What this server allows of a model, where that is less than what the format does. */
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { parameterCount } from '@deltaboard/shared/model/parameters.ts';
import { modelShape, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import type { Limits } from '../limits.ts';

type ModelLimits = Pick<Limits, 'layers' | 'width' | 'batch' | 'parameters' | 'corpus'>;

/** In the words of the schema. Throws Refusal 'configuration' that names path, value and bound, or 'corpus-too-large'. */
export function requireModel(configuration: Configuration, limits: ModelLimits): void {
  const { hidden, batch, corpus } = configuration;
  const bounds: readonly (readonly [path: string, value: number, limit: number, of?: string])[] = [
    ['hidden', hidden.length, limits.layers],
    ...hidden.map((units, layer) => [`hidden.${layer}`, units, limits.width] as const),
    ['batch', batch, limits.batch],
    ['hidden', parameterCount(modelShape(configuration)), limits.parameters, 'parameters'],
  ];
  for (const [path, value, limit, of = ''] of bounds)
    if (value > limit) throw new Refusal('configuration', { path, value, reason: `${of}<=${limit}` });
  if (corpus.kind === 'pasted' && corpus.text.length > limits.corpus)
    throw new Refusal('corpus-too-large', { characters: corpus.text.length, limit: limits.corpus });
}
