/**
 * What a run is a pure function of, together with its commands (SPEC RN2). Validated at the door by the same schema on
 * both sides; its errors name the path, the value and the bound.
 */
import * as z from 'zod/mini';
import { MAXIMUM_CHARACTERS } from '../dataset/split.ts';
import { inputLength } from '../dataset/windows.ts';
import { headNames, headOf } from '../model/head.ts';
import { nonLinearityNames, type NonLinearityName } from '../model/non-linearity.ts';
import { parameterCount, type ModelShape } from '../model/parameters.ts';
import { Refusal } from '../refusal.ts';
import { optimisers } from './learner.ts';
import { planOf, type StepPlan } from './operations.ts';

export const NUMERICS_VERSION = 1;
export const HIDDEN_LIMIT = 512;
export const LAYERS_LIMIT = 4;
export const BATCH_LIMIT = 64;
/** Above this θ would not be a small transparent network any more; a snapshot stays below 4 MB. */
export const PARAMETER_LIMIT = 1_000_000;

const nonLinearityName = z.enum(nonLinearityNames as [NonLinearityName, ...NonLinearityName[]]);
export const learningRate = z.number().check(z.gt(0), z.lte(10));

export const configurationSchema = z.strictObject({
  numerics: z.literal(NUMERICS_VERSION),
  seed: z.int().check(z.gte(0), z.lte(0xffffffff)),
  corpus: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('bundled') }),
    z.strictObject({
      kind: z.literal('pasted'),
      text: z.string(),
    }),
  ]),
  input: z.strictObject({
    radius: z.int().check(z.gte(0), z.lte(4)),
    dimensions: z.union([z.literal(10), z.literal(50), z.literal(100)]),
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

export type Configuration = Readonly<z.infer<typeof configurationSchema>>;

export const modelShape = (configuration: Configuration): ModelShape => ({
  inputs: inputLength(configuration.input),
  hidden: configuration.hidden,
  outputs: headOf(configuration.head).outputs,
});

export const stepPlan = (configuration: Configuration): StepPlan => planOf(configuration, configuration);

/** The validated configuration; throws Refusal 'configuration' that names path, value and reason, or 'corpus-too-large'. */
export function parseConfiguration(value: unknown): Configuration {
  const configuration = parseWith(configurationSchema, value, 'configuration');
  const { corpus } = configuration;
  if (corpus.kind === 'pasted' && corpus.text.length > MAXIMUM_CHARACTERS) {
    throw new Refusal('corpus-too-large', { characters: corpus.text.length, limit: MAXIMUM_CHARACTERS });
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

/** Validates at the door: the first issue becomes a Refusal with path, value and a terse, untranslated bound. */
export function parseWith<T>(schema: z.ZodMiniType<T>, value: unknown, code: 'configuration' | 'command'): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const at = issue.path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
  throw new Refusal(code, { path: issue.path.join('.') || '.', value: printed(at), reason: reasonOf(issue) });
}

function printed(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[…]' : '{…}';
  const text = typeof value === 'number' && Number.isNaN(value) ? 'NaN' : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function reasonOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return issue.inclusive === false ? `<${issue.maximum}` : `<=${issue.maximum}`;
    case 'too_small':
      return issue.inclusive === false ? `>${issue.minimum}` : `>=${issue.minimum}`;
    case 'invalid_value':
      return issue.values.join('|');
    case 'invalid_type':
      return issue.expected;
    case 'unrecognized_keys':
      return `unknown: ${issue.keys.join(', ').slice(0, 60)}`;
    default:
      return issue.code;
  }
}
