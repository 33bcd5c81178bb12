/** One entry on the board, and moving from entry to entry by what is drawn beside it. */
import { boxOf, cellBox, indexAt, type Box } from './frame.ts';
import type { BoardLayout } from './layout.ts';
import { quantityNames, type QuantityName } from './tensors.ts';

export interface Place {
  readonly quantity: QuantityName;
  /** Row-major index of the entry in its tensor, 0-based. */
  readonly index: number;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

export const samePlace = (a: Place | null, b: Place | null): boolean =>
  a?.quantity === b?.quantity && a?.index === b?.index;

/** What is drawn at a point of the board. */
export function placeAt(layout: BoardLayout, x: number, y: number): Place | null {
  for (const quantity of quantityNames) {
    const index = indexAt(layout.frames[quantity], x, y);
    if (index !== null) return { quantity, index };
  }
  return null;
}

export const boxAt = (layout: BoardLayout, { quantity, index }: Place): Box =>
  cellBox(layout.frames[quantity], index);

/**
 * The neighbour in a direction: the next entry of the same tensor, else the entry of the nearest tensor that way, so
 * that arrows walk over the whole board. The same place at its rim.
 */
export function move(layout: BoardLayout, place: Place, direction: Direction): Place {
  const frame = layout.frames[place.quantity];
  const row = Math.floor(place.index / frame.columns) + { left: 0, right: 0, up: -1, down: 1 }[direction];
  const column = (place.index % frame.columns) + { left: -1, right: 1, up: 0, down: 0 }[direction];
  if (row >= 0 && row < frame.rows && column >= 0 && column < frame.columns) {
    return { ...place, index: row * frame.columns + column };
  }
  const { left, top, width, height } = cellBox(frame, place.index);
  const [x, y] = [left + width / 2, top + height / 2];
  const horizontal = direction === 'left' || direction === 'right';
  const forwards = direction === 'right' || direction === 'down';
  let nearest: Place | null = null;
  let least = Infinity;
  for (const quantity of quantityNames) {
    if (quantity === place.quantity || layout.frames[quantity].rows === 0) continue;
    const box = boxOf(layout.frames[quantity]);
    const start = horizontal ? box.left : box.top;
    const length = horizontal ? box.width : box.height;
    const distance = forwards ? start - (horizontal ? x : y) : (horizontal ? x : y) - (start + length);
    const across = horizontal ? y : x;
    const acrossStart = horizontal ? box.top : box.left;
    const acrossLength = horizontal ? box.height : box.width;
    const aside = Math.max(0, acrossStart - across, across - (acrossStart + acrossLength));
    // What lies in the way is preferred to what lies aside of it.
    const cost = distance + 4 * aside;
    if (distance < 0 || cost >= least) continue;
    const near = (at: number, from: number, span: number): number =>
      Math.min(from + span - 0.01, Math.max(from, at));
    const index = horizontal
      ? indexAt(
          layout.frames[quantity],
          forwards ? box.left : near(Infinity, box.left, box.width),
          near(y, box.top, box.height),
        )
      : indexAt(
          layout.frames[quantity],
          near(x, box.left, box.width),
          forwards ? box.top : near(Infinity, box.top, box.height),
        );
    if (index === null) continue;
    least = cost;
    nearest = { quantity, index };
  }
  return nearest ?? place;
}
