/** An entry by what it means, so that it is the same one wherever it is drawn. */

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

export interface Pointer {
  readonly quantity: QuantityName;
  /** The layer that is open where it is pointed, 1-based: W is this layer's, x its input. */
  readonly layer: number;
  /** Row-major in its tensor, 0-based. */
  readonly index: number;
}
