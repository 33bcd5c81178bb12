/**
 * How far two gradients agree, per tensor: max|a − b| / max(1, max|a|, max|b|) (SPEC GR4).
 */
import type { Reals } from '../model/matrix.ts';

export interface Agreement {
  readonly tensor: string;
  readonly difference: number;
  /** The entry of the largest difference, 0-based. */
  readonly entry: number;
}

export function agreement(tensor: string, a: Reals, b: Reals): Agreement {
  if (a.length !== b.length)
    throw new RangeError(`${tensor} has ${a.length} entries in one, ${b.length} in the other`);
  let largest = -1;
  let entry = 0;
  let scale = 1;
  for (let i = 0; i < a.length; i++) {
    const gap = Math.abs(a[i] - b[i]);
    // A NaN or an infinity on either side is a disagreement, never an agreement.
    if (!Number.isFinite(gap)) return { tensor, difference: Infinity, entry: i };
    if (gap > largest) {
      largest = gap;
      entry = i;
    }
    scale = Math.max(scale, Math.abs(a[i]), Math.abs(b[i]));
  }
  return { tensor, difference: Math.max(0, largest) / scale, entry };
}

/** The worst of all tensors named in both; throws RangeError when the names differ. */
export function worstAgreement(a: ReadonlyMap<string, Reals>, b: ReadonlyMap<string, Reals>): Agreement {
  let worst: Agreement = { tensor: '', difference: -1, entry: 0 };
  for (const [name, values] of a) {
    const others = b.get(name);
    if (!others) throw new RangeError(`${name} is missing in one gradient`);
    const found = agreement(name, values, others);
    if (found.difference > worst.difference) worst = found;
  }
  if (a.size !== b.size) throw new RangeError(`one gradient has ${a.size} tensors, the other ${b.size}`);
  return worst;
}
