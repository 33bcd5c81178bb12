/** The schema of a configuration. */
import { DIMENSIONS_LIMIT } from '../dataset/vectors/cut.ts';
import { headNames } from '../model/head.ts';
import { nonLinearityNames, type NonLinearityName } from '../model/non-linearity.ts';
import { z } from '../schema.ts';
import {
  BATCH_LIMIT,
  HIDDEN_LIMIT,
  LAYERS_LIMIT,
  LEARNING_RATE_FLOOR,
  NUMERICS_VERSION,
} from './configuration-limits.ts';
import { optimisers } from './learner.ts';

const nonLinearityName = z.enum(nonLinearityNames as [NonLinearityName, ...NonLinearityName[]]);
/** Above what float32 rounds to 0, with which θ would never move. */
export const learningRate = z.number().check(z.gt(LEARNING_RATE_FLOOR), z.lte(10));

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));

export const configurationSchema = z.strictObject({
  numerics: z.literal(NUMERICS_VERSION),
  seed: z.int().check(z.gte(0), z.lte(0xffffffff)),
  corpus: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('bundled') }),
    z.strictObject({
      kind: z.literal('pasted'),
      text: z.string(),
    }),
    /** A text that its owner keeps and has given to the class, by the SHA-256 of its bytes. */
    z.strictObject({ kind: z.literal('stored'), hash }),
  ]),
  /**
   * Absent: the bundled ones, in 10, 50 or 100 dimensions. Drawn from the seed; or those that somebody has brought, by the SHA-256 of their
   * cut.
   */
  vectors: z.optional(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('random') }),
      z.strictObject({ kind: z.literal('own'), hash }),
    ]),
  ),
  input: z.strictObject({
    radius: z.int().check(z.gte(0), z.lte(4)),
    dimensions: z.int().check(z.gte(1), z.lte(DIMENSIONS_LIMIT)),
    capitalisation: z.boolean(),
  }),
  sampling: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('natural') }),
    z.strictObject({ kind: z.literal('location-share'), oneIn: z.int().check(z.gte(2), z.lte(20)) }),
  ]),
  /** Units of each hidden layer, the first nearest to x; none: scores linear in x. */
  hidden: z.array(z.int().check(z.gte(1), z.lte(HIDDEN_LIMIT))).check(z.maxLength(LAYERS_LIMIT)),
  head: z.enum(headNames),
  /** The settings at step 0; run commands change them later. */
  nonLinearity: nonLinearityName,
  learningRate,
  /** B, examples a step. */
  batch: z.int().check(z.gte(1), z.lte(BATCH_LIMIT)),
  optimiser: z.enum(optimisers),
  /** λ of L2 on the weights. */
  decay: z.number().check(z.gte(0), z.lte(1)),
  /** Whether the word vectors are trained. */
  trainVectors: z.boolean(),
  /** A run pauses itself at the end of this epoch. */
  epochLimit: z.int().check(z.gte(1), z.lte(10_000)),
  /** Entity scores on the test split at step 0 and every this many steps, later fewer (`evaluationDue`). */
  evaluateEvery: z.int().check(z.gte(100), z.lte(1_000_000)),
});
