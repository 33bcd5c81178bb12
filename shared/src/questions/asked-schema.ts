/** The schema of what a driver asks. Apart from what every page reads of a question: only a server, which validates, needs it. */
import { z } from '../schema.ts';
import { LAYERS_LIMIT } from '../training/configuration-limits.ts';
import { EXPRESSION_LIMIT } from '../scratch/limits.ts';
import {
  askableTensors,
  numberTensors,
  OPTION_LIMIT,
  OPTIONS_LIMIT,
  PROMPT_LIMIT,
  updatedTensors,
} from './askable.ts';

const layer = z.int().check(z.gte(1), z.lte(LAYERS_LIMIT));
const index = z.int().check(z.gte(0));
const typed = (limit: number) => z.string().check(z.minLength(1), z.maxLength(limit));

export const askedSchema = z.discriminatedUnion('kind', [
  /** The shape of the gradient by W of a layer, in the class's convention. */
  z.strictObject({ kind: z.literal('gradient-shape'), layer }),
  /** Which rows of the gradient by W are exactly zero. */
  z.strictObject({ kind: z.literal('vanishing-rows'), layer }),
  z.strictObject({ kind: z.literal('delta-sign'), layer, unit: index }),
  /** Why ∂b = δ. */
  z.strictObject({ kind: z.literal('bias-reason'), layer }),
  /** Is this entry exactly zero, not computed yet, or a number? */
  z.strictObject({ kind: z.literal('zero-or-not-yet'), tensor: z.enum(askableTensors), layer, entry: index }),
  z.strictObject({ kind: z.literal('where-gradients-add'), layer }),
  z.strictObject({ kind: z.literal('label-flips') }),
  z.strictObject({ kind: z.literal('p-after-update') }),
  z.strictObject({ kind: z.literal('delta-value'), layer, unit: index }),
  /** An entry of the gradient into the layer's input: of x, or of the h below. */
  z.strictObject({ kind: z.literal('downstream-value'), layer, entry: index }),
  z.strictObject({ kind: z.literal('sign'), tensor: z.enum(askableTensors), layer, entry: index }),
  z.strictObject({ kind: z.literal('magnitude'), tensor: z.enum(askableTensors), layer, entry: index }),
  /** What an entry, p or J will be: the number is typed. `entry` is 0 of what has only one. */
  z.strictObject({ kind: z.literal('number'), tensor: z.enum(numberTensors), layer, entry: index }),
  z.strictObject({ kind: z.literal('largest-unit'), tensor: z.enum(askableTensors), layer }),
  /** What the network will say of the window's word. */
  z.strictObject({ kind: z.literal('word-label') }),
  /** In which of two windows with this centre p is larger: the one in view or this probe's. */
  z.strictObject({ kind: z.literal('same-centre'), probe: index }),
  /** Which columns of W multiply the centre word where it stands one place further left. */
  z.strictObject({ kind: z.literal('block-of-word') }),
  /** What layers with f(z) = z can do that one matrix cannot. */
  z.strictObject({ kind: z.literal('depth-alone') }),
  /** The unit with the greatest f′(z). */
  z.strictObject({ kind: z.literal('passes-most'), layer }),
  /** ∂J/∂s. */
  z.strictObject({ kind: z.literal('score-gradient') }),
  z.strictObject({ kind: z.literal('bias-gradient'), layer, unit: index }),
  /** Whether the update raises an entry of u, b or W. */
  z.strictObject({
    kind: z.literal('update-direction'),
    tensor: z.enum(updatedTensors),
    layer,
    entry: index,
  }),
  /** What the update does to another window. */
  z.strictObject({ kind: z.literal('probe-after-update'), probe: index }),
  /** The gradient by a variable of a scratch graph, without a pass. */
  z.strictObject({
    kind: z.literal('graph-gradient'),
    expression: typed(EXPRESSION_LIMIT),
    values: z.record(typed(EXPRESSION_LIMIT), z.number()),
    variable: typed(EXPRESSION_LIMIT),
  }),
  /** What the word in a probe's window is: for the lobby, without a pass. */
  z.strictObject({ kind: z.literal('practice'), probe: index }),
  /** Typed by the driver: it has no truth and is not graded. */
  z.strictObject({
    kind: z.literal('free'),
    prompt: typed(PROMPT_LIMIT),
    options: z.array(typed(OPTION_LIMIT)).check(z.minLength(2), z.maxLength(OPTIONS_LIMIT)),
  }),
]);
