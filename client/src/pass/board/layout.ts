/**
 * The places of everything on the board: a pure function of its size and of the network's shape, so that the two lanes
 * share their columns to the pixel (SPEC UI3). Nothing here depends on a number that is drawn.
 */
import { desktopLayout } from './layout-desktop.ts';
import { phoneLayout } from './layout-phone.ts';
import type { Picture } from '../../picture/picture.ts';
import type { BoardLayout, BoardShape, LayoutInput } from './board-layout.ts';

/** Below this the vectors lie in rows under the matrices, or columns would be narrower than a finger. */
const PHONE_WIDTH = 44;

export const layoutOf = (input: LayoutInput): BoardLayout =>
  input.width < PHONE_WIDTH * input.rem ? phoneLayout(input) : desktopLayout(input);

export function shapeOf(
  picture: Pick<Picture, 'open' | 'layers' | 'u' | 's' | 'probabilities' | 'wordWidth'>,
): BoardShape {
  const { open, layers, u, s, probabilities, wordWidth } = picture;
  const { rows: units, columns: inputs } = open < 0 ? u : layers[open].W;
  return {
    units,
    topUnits: u.rows,
    inputs,
    words: open > 0 ? 1 : inputs / wordWidth,
    hasLayer: open >= 0,
    scores: s.rows,
    hasProbabilities: probabilities !== null,
    folded: layers.flatMap(({ b }, layer) =>
      layer === open ? [] : [{ layer, units: b.rows, side: layer < open ? 'below' : 'above' } as const],
    ),
  };
}
