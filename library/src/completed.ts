/** A configuration as a class has it: with its text and its word vectors, which the library is given beside it. */
import { parseConfiguration } from '@deltaboard/shared/training/parse-configuration.ts';
import type { NewConfiguration } from '@deltaboard/shared/training/configuration.ts';
import type { RunConfiguration } from './configuration.ts';
import { vectorsHash, type WordVectors } from './vectors.ts';

/**
 * @throws Refusal 'configuration', whose `params` name path, value and reason; RangeError where it names other vectors than those that are
 *   given
 */
export function completed(configuration: RunConfiguration, given?: WordVectors): NewConfiguration {
  const own = given && ({ kind: 'own', hash: vectorsHash(given) } as const);
  const { vectors: named = own } = configuration;
  if (own && (named?.kind !== 'own' || named.hash !== own.hash))
    throw new RangeError(
      named?.kind === 'own'
        ? `the word vectors have the SHA-256 ${own.hash}, vectors.hash says ${named.hash}`
        : 'vectors.kind is random: no word vectors may be given beside it',
    );
  return parseConfiguration({
    ...configuration,
    ...(named && { vectors: named }),
    corpus: { kind: 'bundled' },
  });
}
