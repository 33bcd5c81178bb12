/** ∂J/∂θ = (p − y) · ∂s/∂θ on one entry: what differentiating J instead of s changes (lecture S5). */
import type { Picture } from '../../picture/picture.ts';
import type { BoardEntry } from '../board/board-entry.ts';
import { isScalar, scalarOf, tensorOf } from '../board/tensors.ts';

export interface Bridge {
  /** p − y */
  readonly residual: number;
  readonly ofScore: number;
  readonly ofLoss: number;
}

/** Null where the entry's gradient is not yet, or ∂J/∂s is exactly 0 and nothing can be read back. */
export function bridgeOf(picture: Picture, { quantity, index }: BoardEntry): Bridge | null {
  const { header, p, objective, head } = picture;
  // With several labels it is a sum of as many arches, with a margin ∓1.
  if (head !== 'logistic') return null;
  // Without a label there is no J to bridge to.
  if (!header || header.gold === null || p === null || isScalar(quantity)) return null;
  const { state, values } = tensorOf(picture, quantity);
  if (state === 'not-yet') return null;
  const residual =
    objective === 'J' ? (scalarOf(picture, 'gradientOfS') ?? p - header.gold) : p - header.gold;
  const entry = values[index];
  if (objective === 's') return { residual, ofScore: entry, ofLoss: residual * entry };
  return residual === 0 ? null : { residual, ofScore: entry / residual, ofLoss: entry };
}
