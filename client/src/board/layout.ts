/**
 * The places of everything on the board: a pure function of its size and of the network's shape, so that the two lanes
 * share their columns to the pixel (SPEC UI3). Nothing here depends on a number that is drawn.
 */
import { deskLayout } from './layout-desk.ts';
import { phoneLayout } from './layout-phone.ts';
import type { Box, Frame } from './frame.ts';
import type { QuantityName, TensorName } from './tensors.ts';

export interface LayoutInput {
  /** CSS pixels that the board may fill. */
  readonly width: number;
  /** CSS pixels that it should fill where the number of rows leaves a choice. */
  readonly height: number;
  /** The main text's size in CSS pixels: every measure grows with it. */
  readonly rem: number;
  readonly pixelRatio: number;
  /** n, rows of W. */
  readonly units: number;
  /** m, columns of W. */
  readonly inputs: number;
  /** 2r + 1, blocks of columns. */
  readonly words: number;
}

export interface BoardLayout {
  readonly form: 'desk' | 'phone';
  readonly width: number;
  readonly height: number;
  readonly rem: number;
  readonly frames: Readonly<Record<QuantityName, Frame>>;
  /** Where each symbol stands. */
  readonly symbols: Readonly<Record<QuantityName, Box>>;
  /** How each is made, in a few signs; left out where there is no room. */
  readonly formulas: Readonly<Partial<Record<QuantityName, Box>>>;
  /** Shape and scale; for a scalar what it is made of. The matrix's and the strip's share one box, one at each end. */
  readonly captions: Readonly<Record<TensorName, Box>> & Readonly<Partial<Record<QuantityName, Box>>>;
  /** The words over x and under ∂J/∂x. */
  readonly words: readonly [Box, Box];
  readonly titles: { readonly values: Box; readonly gradients: Box };
  /** Which hue is which sign. */
  readonly legends: { readonly values: Box; readonly gradients: Box };
  /** Numbers 1 … n beside W and beside ∂J/∂W; null where rows are too thin. */
  readonly rowNumbers: readonly [Frame, Frame] | null;
  /** The rule between the lanes. */
  readonly middle: number;
  /** Height of the chains x → z → h → s → J; null where they are not drawn. */
  readonly spines: { readonly values: number; readonly gradients: number } | null;
}

/** Below this the vectors lie in rows under the matrices, or columns would be narrower than a finger. */
const PHONE_WIDTH = 44;

export const layoutOf = (input: LayoutInput): BoardLayout =>
  input.width < PHONE_WIDTH * input.rem ? phoneLayout(input) : deskLayout(input);
