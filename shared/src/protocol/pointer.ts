/** An entry by what it means, so that it is the same one wherever it is drawn. */
import * as z from 'zod/mini';
import { LAYERS_LIMIT } from '../training/configuration.ts';

/** `x`: the input of the open layer. `p`: softmax(s). */
export const tensorNames = [
  'x',
  'W',
  'b',
  'z',
  'h',
  'u',
  's',
  'p',
  'gradientOfW',
  'gradientOfX',
  'gradientOfB',
  'delta',
  'gradientOfH',
  'gradientOfU',
  'gradientOfS',
] as const;
export type TensorName = (typeof tensorNames)[number];

export const scalarNames = ['J', 'gradientOfJ'] as const;
export type ScalarName = (typeof scalarNames)[number];

export type QuantityName = TensorName | ScalarName;

export const quantityNames: readonly QuantityName[] = [...tensorNames, ...scalarNames];

export const pointerSchema = z.strictObject({
  quantity: z.enum([...tensorNames, ...scalarNames]),
  /** The layer that is open where it is pointed, 1-based: W is this layer's, x its input. */
  layer: z.int().check(z.gte(1), z.lte(LAYERS_LIMIT)),
  /** Row-major in its tensor, 0-based. */
  index: z.int().check(z.gte(0)),
});
export type Pointer = z.infer<typeof pointerSchema>;
