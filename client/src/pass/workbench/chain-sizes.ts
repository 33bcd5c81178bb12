/** How large the chain's factors are drawn: to one scale, and where one does not fit, it alone is narrower (SPEC UI10). */
import type { ChainView, FactorView } from './factors.ts';
import { widthLimit } from './map.ts';

/** All in rem. An entry's side in a place of its own height, and the most that the tallest factor may have there. */
const CELL = 0.9;
const OUTLINE = 0.6;
const MOST_HEIGHT = 8;
/** In the lane an entry is at most so high. */
const MOST_CELL = 1.5;
/** In CSS pixels: smaller ones show nothing. */
const LEAST_CELL = 2;
/** A row that would be a hair is drawn higher. */
const LEAST_HEIGHT = 0.8;
/** An entry that is printed, with its sign and three decimals. */
const PRINTED = { width: 2.75, height: 1.1 } as const;
/** More columns than this are never printed. */
const PRINTED_COLUMNS = 16;
const WIDE = 9;
const LEAST_WIDE = 3;
/** A structured one has no picture in proportion, but words. */
const STRUCTURED = 13.5;
export const EDGES = 1.8;

export interface ChainSizesInput {
  readonly rem: number;
  /** Of the place for all of them, in CSS pixels. */
  readonly width: number;
  /** Of the place for the pictures; null where they make it themselves. */
  readonly height: number | null;
  /** One factor a line. */
  readonly narrow: boolean;
  readonly hasNumbers: boolean;
  /** What each takes however narrow its picture is: that of its name. */
  readonly names: readonly number[];
  /** With the gaps on both sides. */
  readonly sign: number;
}

export interface ChainSizes {
  widthOf(factor: FactorView): number;
  heightOf(factor: FactorView): number;
  /** How many times narrower than in proportion. */
  narrowing(factor: FactorView): number;
  /** Whether one is higher or lower than in proportion. */
  readonly distorted: boolean;
}

export function chainSizes({ factors, product }: ChainView, input: ChainSizesInput): ChainSizes {
  const { rem, height, narrow, hasNumbers, names, sign } = input;
  const all: readonly FactorView[] = [...factors, product];
  const tallest = Math.max(...factors.map(({ jacobian }) => jacobian.rows));
  const most = height ?? MOST_HEIGHT * rem;
  const side = (height === null ? (hasNumbers ? CELL : OUTLINE) : MOST_CELL) * rem;
  const room = input.width - sign * (all.length - 1);
  const isSmall = ({ jacobian: { kind, columns } }: FactorView): boolean =>
    kind === 'dense' && columns <= PRINTED_COLUMNS;
  /** What those that are never given way to take, their entries so wide. */
  const taken = (cell: number): number =>
    all.reduce(
      (sum, factor, k) => sum + (isSmall(factor) ? Math.max(names[k], factor.jacobian.columns * cell) : 0),
      0,
    );
  /** As large as they fit beside each other, to one scale. */
  const fitting = (largest: number): number => {
    let cell = largest;
    const isOver = (): boolean => taken(cell) > room - wide * LEAST_WIDE * rem;
    while (height !== null && input.width > 0 && cell > LEAST_CELL && isOver()) cell *= 0.96;
    return cell;
  };
  const wide = all.filter((factor) => !isSmall(factor)).length;
  const cellHeight = fitting(Math.min(side, most / tallest));
  const printed = PRINTED.width * rem;
  // By the width alone: two screens of one width draw the same, however high their lanes are.
  const isPrinted = height !== null && taken(printed) + wide * WIDE * rem <= room;
  const cellWidth = isPrinted ? printed : cellHeight;
  const inProportion = ({ jacobian: { kind, columns } }: FactorView): number =>
    kind === 'dense' ? columns * cellWidth : STRUCTURED * rem;
  const limit = narrow
    ? input.width - EDGES * rem
    : height === null
      ? widthLimit(all.map(inProportion), Math.max(...names), room)
      : Math.max(LEAST_WIDE * rem, (room - taken(cellWidth)) / Math.max(1, wide));
  const widthOf = (factor: FactorView): number =>
    Math.max(
      1,
      height !== null && isSmall(factor) ? inProportion(factor) : Math.min(inProportion(factor), limit),
    );
  const leastHeight = (isPrinted ? PRINTED.height : LEAST_HEIGHT) * rem;
  const heightOf = ({ jacobian: { kind, rows } }: FactorView): number =>
    kind === 'dense' ? Math.max(leastHeight, Math.min(rows * cellHeight, most)) : Math.min(most, 5 * rem);
  return {
    widthOf,
    heightOf,
    narrowing: (factor) => inProportion(factor) / widthOf(factor),
    distorted: all.some(
      (factor) =>
        factor.jacobian.kind === 'dense' &&
        Math.abs(heightOf(factor) - factor.jacobian.rows * cellHeight) > 0.5,
    ),
  };
}
