/** The chain as lines: x → z → h → s → J along the top, and the gradients' way back along the bottom. */
import type { Picture } from '../../picture/picture.ts';
import { boxOf, type Grid } from './grid.ts';
import type { BoardLayout } from './board-layout.ts';
import { isLeftOut, isPresent, isThere, type QuantityName } from './tensors.ts';

export interface Segment {
  readonly path: string;
  /** Whether what it leads to has been computed. */
  readonly reached: boolean;
}

export interface Spine {
  readonly segments: readonly Segment[];
  readonly arrows: readonly string[];
}

/** In lines. */
const ELBOW = 8;
const ARROW = 4;

/** Null where the layout has no chain. `line`: CSS pixels of one. */
export function spineOf(layout: BoardLayout, picture: Picture, line = 1): Spine | null {
  if (!layout.spines) return null;
  const { symbols, grids, spines } = layout;
  const { values, gradients } = spines;

  const reached = (name: QuantityName): boolean => isThere(picture, name);
  const isHere = (name: QuantityName): boolean =>
    isPresent(name, picture) && !isLeftOut(name, picture.objective);
  const hasLayer = picture.open >= 0;
  /** The first thing after the matrix, and where its gradient stands. */
  const first = hasLayer ? 'z' : 's';
  const firstBack = hasLayer ? 'delta' : 'gradientOfS';
  const centre = (name: QuantityName): number => symbols[name].left + symbols[name].width / 2;

  /** From the right end of x's strip into the chain, or back. */
  const entrance = (strip: Grid, y: number, to: QuantityName): string => {
    const { left, top, width, height } = boxOf(strip);
    const from = top + height / 2;
    const turn = (hasLayer ? symbols.b : symbols.s).left;
    const way = Math.sign(y - from);
    const radius = Math.min(ELBOW * line, Math.abs(y - from) / 2);
    return [
      `M${left + width + 6 * line} ${from}H${turn - radius}Q${turn} ${from} ${turn} ${from + way * radius}`,
      `V${y - way * radius}Q${turn} ${y} ${turn + radius} ${y}H${centre(to)}`,
    ].join('');
  };
  const chain = (names: readonly QuantityName[], y: number): Segment[] =>
    names
      .filter(isHere)
      .slice(1)
      .map((name, k) => ({
        path: `M${centre(names.filter(isHere)[k])} ${y}H${centre(name)}`,
        reached: reached(name),
      }));
  /** A parameter hangs off the chain: the chain does not pass through it. */
  const hook = (name: QuantityName, y: number, into: QuantityName): Segment => {
    const { top, height } = symbols[name];
    return { path: `M${centre(name)} ${top > y ? top + 3 : top + height - 3}V${y}`, reached: reached(into) };
  };
  const between = (a: QuantityName, b: QuantityName): number =>
    (symbols[a].left + symbols[a].width + symbols[b].left) / 2;
  const back = boxOf(grids.gradientOfX);
  const arrow = (x: number, y: number, way: 1 | -1): string => {
    const [along, up] = [ARROW * line * way, ARROW * line];
    return `M${x - along} ${y - up}L${x + along} ${y}L${x - along} ${y + up}Z`;
  };

  return {
    segments: [
      { path: entrance(grids.x, values, first), reached: reached(first) },
      ...chain(['z', 'h', 's', 'J'], values),
      ...(hasLayer ? [hook('b', values, 'z'), hook('u', values, 's')] : []),
      { path: entrance(grids.gradientOfX, gradients, firstBack), reached: reached('gradientOfX') },
      ...chain(['gradientOfJ', 'gradientOfS', 'gradientOfH', 'delta'], gradients),
      ...(hasLayer
        ? [hook('gradientOfB', gradients, 'gradientOfB'), hook('gradientOfU', gradients, 'gradientOfU')]
        : []),
    ],
    arrows: [
      ...(hasLayer
        ? [
            arrow(between('b', 'z'), values, 1),
            arrow(between('z', 'h'), values, 1),
            arrow(between('u', 's'), values, 1),
            arrow(between('gradientOfU', 'gradientOfS'), gradients, -1),
            arrow(between('delta', 'gradientOfH'), gradients, -1),
          ]
        : []),
      ...(isHere('J')
        ? [arrow(between('s', 'J'), values, 1), arrow(between('gradientOfS', 'gradientOfJ'), gradients, -1)]
        : []),
      arrow(back.left + back.width + 7 * line, back.top + back.height / 2, -1),
    ],
  };
}
