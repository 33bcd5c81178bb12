/** The entry of one quantity that belongs to the place selected on the board: its row, its column, its word. */
import type { Place } from '../board/place.ts';
import { isScalar, type QuantityName } from '../board/tensors.ts';
import type { Picture } from '../picture/picture.ts';

const matrices: readonly QuantityName[] = ['W', 'gradientOfW'];
const strips: readonly QuantityName[] = ['x', 'gradientOfX'];

/** Without a selection the first unit, and the first entry of the centre word. */
export function selectedEntry(picture: Picture, quantity: QuantityName, place: Place | null): Place {
  const { rows: n, columns: m } = picture.layers[0].W;
  const centre = (picture.header?.radius ?? 0) * picture.wordWidth;
  let [i, j] = [0, centre];
  if (place && !isScalar(place.quantity)) {
    if (matrices.includes(place.quantity)) [i, j] = [Math.floor(place.index / m), place.index % m];
    else if (strips.includes(place.quantity)) j = place.index;
    else i = place.index;
  }
  // A pin of a larger network lies outside a smaller one.
  [i, j] = [Math.min(i, n - 1), Math.min(j, m - 1)];
  if (isScalar(quantity)) return { quantity, index: 0 };
  if (matrices.includes(quantity)) return { quantity, index: i * m + j };
  return { quantity, index: strips.includes(quantity) ? j : i };
}

/** The gradient of each value on the board. */
export const gradientsOf = {
  u: 'gradientOfU',
  z: 'delta',
  b: 'gradientOfB',
  W: 'gradientOfW',
  x: 'gradientOfX',
} as const satisfies Record<string, QuantityName>;
