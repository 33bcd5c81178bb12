/** Where a run stops by itself so that the class sees it (SPEC RN11); validated at the door by the same schema. */
import { z } from '../schema.ts';

export const BREAKPOINTS_LIMIT = 16;

export const breakpointSchema = z.discriminatedUnion('kind', [
  /** J is not a finite number. A run stops there anyway (SPEC TR7). */
  z.strictObject({ kind: z.literal('not-finite') }),
  /** The greatest of the RMS per entry of ∂J/∂W, ∂J/∂b and ∂J/∂u is above the bound. */
  z.strictObject({ kind: z.literal('rms-above'), bound: z.number().check(z.gt(0), z.lte(1e6)) }),
  /** The centre word of the window, in lower case. */
  z.strictObject({ kind: z.literal('word'), word: z.string().check(z.minLength(1), z.maxLength(60)) }),
  /** p ≥ 0.5 is not what the label says. */
  z.strictObject({ kind: z.literal('misclassified') }),
  /** |∂J/∂s| = |p − y| is above the bound. */
  z.strictObject({
    kind: z.literal('score-gradient-above'),
    bound: z.number().check(z.gte(0), z.lt(1)),
  }),
  /** The window's label is LOCATION. */
  z.strictObject({ kind: z.literal('location') }),
  /** The step with this number, ≥ 1. */
  z.strictObject({ kind: z.literal('step'), step: z.int().check(z.gte(1)) }),
]);

export type Breakpoint = Readonly<z.infer<typeof breakpointSchema>>;

/** What a kind asks for beside itself; null: nothing. */
export function valueOf(breakpoint: Breakpoint): number | string | null {
  if ('bound' in breakpoint) return breakpoint.bound;
  if ('word' in breakpoint) return breakpoint.word;
  return 'step' in breakpoint ? breakpoint.step : null;
}

/** Whether two stop a run for the same reason: a list has each once, and it is named by itself, not by its place. */
export const areSame = (a: Breakpoint, b: Breakpoint): boolean =>
  a.kind === b.kind && valueOf(a) === valueOf(b);
