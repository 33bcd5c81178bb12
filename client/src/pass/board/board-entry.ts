/** One entry on the board, and moving from entry to entry by what is drawn beside it. */
import type { Pointer } from '@deltaboard/shared/protocol/pointer.ts';
import { boxOf, cellBox, indexAt, type Box } from './grid.ts';
import type { BoardLayout } from './board-layout.ts';
import { quantityNames, type QuantityName } from './tensors.ts';

export interface BoardEntry {
  readonly quantity: QuantityName;
  /** Row-major index of the entry in its tensor, 0-based. */
  readonly index: number;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

export const sameEntry = (a: BoardEntry | null, b: BoardEntry | null): boolean =>
  a?.quantity === b?.quantity && a?.index === b?.index;

/** What is pointed at, where its layer (1-based) is the open one: W of another layer is another W. */
export const pointedIn = (pointer: Pointer | null, layer: number | null): BoardEntry | null =>
  pointer !== null && pointer.layer === layer ? { quantity: pointer.quantity, index: pointer.index } : null;

/** What is drawn at a point of the board. */
export function entryAt(layout: BoardLayout, x: number, y: number): BoardEntry | null {
  for (const quantity of quantityNames) {
    const index = indexAt(layout.grids[quantity], x, y);
    if (index !== null) return { quantity, index };
  }
  return null;
}

export const boxAt = (layout: BoardLayout, { quantity, index }: BoardEntry): Box =>
  cellBox(layout.grids[quantity], index);

/**
 * The neighbour in a direction: the next entry of the same tensor, else the entry of the nearest tensor that way, so
 * that arrows walk over the whole board. The same place at its rim.
 */
export function move(layout: BoardLayout, place: BoardEntry, direction: Direction): BoardEntry {
  const grid = layout.grids[place.quantity];
  const row = Math.floor(place.index / grid.columns) + { left: 0, right: 0, up: -1, down: 1 }[direction];
  const column = (place.index % grid.columns) + { left: -1, right: 1, up: 0, down: 0 }[direction];
  if (row >= 0 && row < grid.rows && column >= 0 && column < grid.columns) {
    return { ...place, index: row * grid.columns + column };
  }
  const { left, top, width, height } = cellBox(grid, place.index);
  const [x, y] = [left + width / 2, top + height / 2];
  const horizontal = direction === 'left' || direction === 'right';
  const forwards = direction === 'right' || direction === 'down';
  let nearest: BoardEntry | null = null;
  let least = Infinity;
  for (const quantity of quantityNames) {
    if (quantity === place.quantity || layout.grids[quantity].rows === 0) continue;
    const box = boxOf(layout.grids[quantity]);
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
          layout.grids[quantity],
          forwards ? box.left : near(Infinity, box.left, box.width),
          near(y, box.top, box.height),
        )
      : indexAt(
          layout.grids[quantity],
          near(x, box.left, box.width),
          forwards ? box.top : near(Infinity, box.top, box.height),
        );
    if (index === null) continue;
    least = cost;
    nearest = { quantity, index };
  }
  return nearest ?? place;
}
