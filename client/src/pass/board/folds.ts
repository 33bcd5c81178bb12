/** The layers that are not open: narrow columns z | h over δ | ∂J/∂h, in the order of the chain. */
import type { Box, Grid } from './grid.ts';
import { cellSize } from './grid.ts';
import type { LayerPicture } from '../../picture/picture.ts';

/** In rem. */
export const FOLD_COLUMN = 1.25;
export const FOLD_WIDTH = 2 * FOLD_COLUMN + 0.15;

export const foldTensors = [
  'z',
  'h',
  'delta',
  'gradientOfH',
] as const satisfies readonly (keyof LayerPicture)[];
export type FoldTensor = (typeof foldTensors)[number];

export interface Fold {
  /** 0-based */
  readonly layer: number;
  readonly grids: Readonly<Record<FoldTensor, Grid>>;
  /** Over its values and under its gradients. */
  readonly symbols: readonly [Box, Box];
  /** Of both its lanes: what is pressed to open it. */
  readonly boxes: readonly [Box, Box];
}

/** The columns of one fold, each as high as the rows of the open layer. */
export function foldAt(
  layer: number,
  units: number,
  left: number,
  tops: readonly [values: number, gradients: number],
  {
    rem,
    rowsHeight,
    pixelRatio,
  }: { readonly rem: number; readonly rowsHeight: number; readonly pixelRatio: number },
): Pick<Fold, 'layer' | 'grids' | 'boxes'> {
  const width = Math.round(FOLD_COLUMN * rem);
  const apart = Math.round(0.15 * rem);
  const cellHeight = cellSize(rowsHeight, units, pixelRatio);
  const grid = (column: 0 | 1, top: number): Grid => ({
    left: left + column * (width + apart),
    top,
    rows: units,
    columns: 1,
    cellWidth: width,
    cellHeight,
    blocks: 1,
    gap: 0,
  });
  const box = (top: number): Box => ({ left, top, width: 2 * width + apart, height: rowsHeight });
  const [values, gradients] = tops;
  return {
    layer,
    grids: {
      z: grid(0, values),
      h: grid(1, values),
      delta: grid(0, gradients),
      gradientOfH: grid(1, gradients),
    },
    boxes: [box(values), box(gradients)],
  };
}

interface Across {
  readonly left: number;
  readonly width: number;
  readonly tops: readonly [values: number, gradients: number];
  readonly height: number;
  readonly pixelRatio: number;
}

/** On a phone: z and h side by side, δ and ∂J/∂h under them, each a row. */
export function foldAcross(
  layer: number,
  units: number,
  { left, width, tops: [values, gradients], height, pixelRatio }: Across,
): Fold {
  const half = Math.floor(width / 2) - 2;
  const grid = (column: 0 | 1, top: number): Grid => ({
    left: left + column * (half + 4),
    top,
    rows: 1,
    columns: units,
    cellWidth: cellSize(half, units, pixelRatio),
    cellHeight: height,
    blocks: 1,
    gap: 0,
  });
  const box = (top: number): Box => ({ left, top, width, height });
  const symbol = (top: number): Box => ({ left: 0, top, width: left, height });
  return {
    layer,
    grids: {
      z: grid(0, values),
      h: grid(1, values),
      delta: grid(0, gradients),
      gradientOfH: grid(1, gradients),
    },
    symbols: [symbol(values), symbol(gradients)],
    boxes: [box(values), box(gradients)],
  };
}
