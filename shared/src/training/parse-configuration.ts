/** A configuration at the door, the same on both sides: what is wrong is named with its path, its value and the bound. */
import { MAXIMUM_CHARACTERS } from '../dataset/split.ts';
import { parameterCount } from '../model/parameters.ts';
import { Refusal } from '../refusal.ts';
import { parseWith } from '../schema.ts';
import { BUNDLED_DIMENSIONS, PARAMETER_LIMIT } from './configuration-limits.ts';
import { configurationSchema } from './configuration-schema.ts';
import { modelShape, type NewConfiguration } from './configuration.ts';

/** The validated configuration; throws Refusal 'configuration' that names path, value and reason, or 'corpus-too-large'. */
export function parseConfiguration(value: unknown): NewConfiguration {
  const configuration = parseWith(configurationSchema, value, 'configuration');
  const { corpus } = configuration;
  if (corpus.kind === 'pasted' && corpus.text.length > MAXIMUM_CHARACTERS) {
    throw new Refusal('corpus-too-large', { characters: corpus.text.length, limit: MAXIMUM_CHARACTERS });
  }
  const { dimensions } = configuration.input;
  if (!configuration.vectors && !BUNDLED_DIMENSIONS.includes(dimensions)) {
    throw new Refusal('configuration', {
      path: 'input.dimensions',
      value: dimensions,
      reason: BUNDLED_DIMENSIONS.join('|'),
    });
  }
  const count = parameterCount(modelShape(configuration));
  if (count > PARAMETER_LIMIT) {
    throw new Refusal('configuration', {
      path: 'hidden',
      value: count,
      reason: `parameters<=${PARAMETER_LIMIT}`,
    });
  }
  return configuration;
}
