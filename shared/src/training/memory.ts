/** How much room the arrays of a network take: kernels in WebAssembly have a memory that does not grow. */
import { parameterCount, type ModelShape } from '../model/parameters.ts';

/** Every array begins at a multiple of four floats; those of a learner and of a probe's pass beside it are two. */
const rounded = (length: number): number => length + 8;

/**
 * Float32s of θ, its sum of gradients and AdaGrad's, and of the passes of so many windows at once; `table`: entries of all
 * word vectors where they are trained, 0 where not.
 */
export function floatsOf(shape: ModelShape, windows: number, table = 0): number {
  const { inputs, hidden, outputs } = shape;
  const ofLayers = hidden.reduce((sum, units) => sum + 5 * rounded(windows * units), 0);
  return (
    3 * rounded(parameterCount(shape)) +
    ofLayers +
    3 * rounded(windows * inputs) +
    2 * rounded(windows * outputs) +
    2 * rounded(table)
  );
}
