/** Random small runs over the whole family, for property tests. */
import fc from 'fast-check';
import { headNames } from '../../model/head.ts';
import { nonLinearityNames } from '../../model/non-linearity.ts';
import type { Configuration } from '../configuration.ts';
import { optimisers } from '../learner.ts';
import { tinyConfiguration } from './tiny-run.ts';

export const configurations: fc.Arbitrary<Configuration> = fc
  .record({
    seed: fc.nat(0xffff),
    hidden: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 }),
    head: fc.constantFrom(...headNames),
    batch: fc.integer({ min: 1, max: 4 }),
    optimiser: fc.constantFrom(...optimisers),
    decay: fc.constantFrom(0, 0.01),
    trainVectors: fc.boolean(),
    nonLinearity: fc.constantFrom(...nonLinearityNames),
    learningRate: fc.double({ min: 0.001, max: 0.5, noNaN: true }),
    input: fc.record({
      radius: fc.nat(2),
      dimensions: fc.constant(10 as const),
      capitalisation: fc.boolean(),
    }),
    sampling: fc.constantFrom<Configuration['sampling']>(
      { kind: 'natural' },
      { kind: 'location-share', oneIn: 3 },
    ),
  })
  .map((drawn) => ({ ...tinyConfiguration, ...drawn }));
