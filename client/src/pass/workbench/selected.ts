/** The entry of one quantity that belongs to the place selected on the board: its row, its column, its word. */
import type { BoardEntry } from '../board/board-entry.ts';
import { isScalar, tensorOf, type QuantityName } from '../board/tensors.ts';
import type { Picture } from '../../picture/picture.ts';

const strips: readonly QuantityName[] = ['x', 'gradientOfX'];

/** Without a selection the first unit, and the first entry of the centre word. */
export function selectedEntry(
  picture: Picture,
  quantity: QuantityName,
  place: BoardEntry | null,
): BoardEntry {
  if (isScalar(quantity)) return { quantity, index: 0 };
  const { columns: m } = tensorOf(picture, 'x');
  const centre = picture.open > 0 ? 0 : (picture.header?.radius ?? 0) * picture.wordWidth;
  const [i, j] = place && !isScalar(place.quantity) ? entryOf(picture, place, m, centre) : [0, centre];
  const { rows, columns } = tensorOf(picture, quantity);
  if (strips.includes(quantity)) return { quantity, index: Math.min(j, columns - 1) };
  // A pin of a larger network lies outside a smaller one.
  const row = Math.min(i, rows - 1);
  const column = columns === m ? Math.min(j, m - 1) : 0;
  return { quantity, index: row * columns + column };
}

/** Row and column in W of the place: a strip has only a column, a vector only a row. */
function entryOf(picture: Picture, place: BoardEntry, m: number, centre: number): readonly [number, number] {
  if (isScalar(place.quantity)) return [0, centre];
  if (strips.includes(place.quantity)) return [0, place.index];
  const { columns } = tensorOf(picture, place.quantity);
  if (columns === m && m > 1) return [Math.floor(place.index / columns), place.index % columns];
  return [Math.floor(place.index / Math.max(1, columns)), centre];
}

/** The gradient of each value on the board. */
export const gradientsOf = {
  u: 'gradientOfU',
  z: 'delta',
  b: 'gradientOfB',
  W: 'gradientOfW',
  x: 'gradientOfX',
} as const satisfies Record<string, QuantityName>;
