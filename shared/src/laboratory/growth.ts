/** The three counts of multiplications (lecture S7) over depth and width. */
import { multiplications, type Multiplications } from '../gradient/multiplications.ts';
import type { ModelShape } from '../model/parameters.ts';

/** Widths on the axis: 1, 2, 4, … 512. */
export const widths: readonly number[] = Array.from({ length: 10 }, (_, k) => 1 << k);
export const depths: readonly number[] = [0, 1, 2, 3, 4];

/** The counts of networks of `depth` layers of n units each, for every width; inputs and scores stay. */
export const overWidth = (
  { inputs, outputs }: Pick<ModelShape, 'inputs' | 'outputs'>,
  depth: number,
): readonly { readonly at: number; readonly counts: Multiplications }[] =>
  widths.map((n) => ({ at: n, counts: multiplications({ inputs, hidden: uniform(depth, n), outputs }) }));

/** The same for every depth at one width. */
export const overDepth = (
  { inputs, outputs }: Pick<ModelShape, 'inputs' | 'outputs'>,
  width: number,
): readonly { readonly at: number; readonly counts: Multiplications }[] =>
  depths.map((depth) => ({
    at: depth,
    counts: multiplications({ inputs, hidden: uniform(depth, width), outputs }),
  }));

const uniform = (depth: number, n: number): readonly number[] => Array.from({ length: depth }, () => n);
