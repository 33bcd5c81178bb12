/**
 * What a run is a pure function of, together with its commands (SPEC RN2).
 */
import type { Numerics } from '../kernels/kernels-of.ts';
import type { z } from '../schema.ts';
import { inputLength } from '../dataset/windows.ts';
import { headOf } from '../model/head.ts';
import type { ModelShape } from '../model/parameters.ts';
import type { configurationSchema } from './configuration-schema.ts';
import { planOf, type StepPlan } from './operations.ts';

/** Of a run that is to begin: with the newest numerics. */
export type NewConfiguration = Readonly<z.infer<typeof configurationSchema>>;

/** Of any run: one that began before keeps the numerics that it began with (SPEC NU10). */
export type Configuration = Omit<NewConfiguration, 'numerics'> & { readonly numerics: Numerics };

export const modelShape = (configuration: Configuration): ModelShape => ({
  inputs: inputLength(configuration.input),
  hidden: configuration.hidden,
  outputs: headOf(configuration.head).outputs,
});

export const stepPlan = (configuration: Configuration): StepPlan => planOf(configuration, configuration);
