/** What the places on the board follow from, and what they are. */
import type { Fold } from './folds.ts';
import type { Box, Grid } from './grid.ts';
import type { QuantityName } from './tensors.ts';

/** What of a network the places depend on. */
export interface BoardShape {
  /** n, rows of the open layer's W; without a layer those of U. */
  readonly units: number;
  /** Units of the last layer, rows of Uᵀ where a layer is open. */
  readonly topUnits: number;
  /** m, columns of that matrix. */
  readonly inputs: number;
  /** 2r + 1, blocks of columns where the input is x; over a layer 1. */
  readonly words: number;
  /** Whether a layer is open: else x lies on U. */
  readonly hasLayer: boolean;
  /** Columns of Uᵀ, entries of s. */
  readonly scores: number;
  /** Whether p stands beside s. */
  readonly hasProbabilities: boolean;
  /** The layers that are not open, 0-based, in the order of the chain. */
  readonly folded: readonly {
    readonly layer: number;
    readonly units: number;
    readonly side: 'below' | 'above';
  }[];
}

export interface LayoutInput extends BoardShape {
  /** CSS pixels that the board may fill. */
  readonly width: number;
  /** CSS pixels that it should fill where the number of rows leaves a choice. */
  readonly height: number;
  /** The main text's size in CSS pixels: every measure grows with it. */
  readonly rem: number;
  readonly pixelRatio: number;
  /** Whether it is read from afar, on a projector. */
  readonly far: boolean;
}

export interface BoardLayout {
  readonly form: 'desktop' | 'phone';
  readonly width: number;
  readonly height: number;
  readonly rem: number;
  /** Of what this network does not have: no rows and no columns (`NO_GRID`). */
  readonly grids: Readonly<Record<QuantityName, Grid>>;
  readonly folds: readonly Fold[];
  /** Beside the entries of s and of ∂J/∂s, where there are several: their names. */
  readonly scoreNames: readonly [Grid, Grid] | null;
  /** Where each symbol stands. */
  readonly symbols: Readonly<Record<QuantityName, Box>>;
  /** How each is made, in a few signs; left out where there is no room. */
  readonly formulas: Readonly<Partial<Record<QuantityName, Box>>>;
  /** Shape and scale; for a scalar what it is made of. The matrix's and the strip's share one box, one at each end. */
  readonly captions: Readonly<Record<QuantityName, Box>>;
  /** The words over x and under ∂J/∂x, where the open layer's input is x. */
  readonly words: readonly [Box, Box];
  readonly titles: { readonly values: Box; readonly gradients: Box };
  /** Which hue is which sign. */
  readonly legends: { readonly values: Box; readonly gradients: Box };
  /** Numbers 1 … n beside W and beside ∂J/∂W; null where rows are too thin. */
  readonly rowNumbers: readonly [Grid, Grid] | null;
  /** The rule between the lanes. */
  readonly middle: number;
  /** Height of the chains x → z → h → s → J; null where they are not drawn. */
  readonly spines: { readonly values: number; readonly gradients: number } | null;
}
