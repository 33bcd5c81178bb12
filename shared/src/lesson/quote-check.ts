/** Whether a page's pass will have what its text quotes. */
import { headOf, type HeadName } from '../model/head.ts';
import type { ModelShape } from '../model/parameters.ts';
import type { ObjectiveName } from '../training/operations.ts';
import type { Quote, QuoteNumber, TensorRef } from './quote.ts';
import { isOfLayer, shapeOfTensor, type Shape } from './quote-tensors.ts';
import type { TextProblemName } from './text-problem.ts';

export interface QuoteSetting {
  readonly shape: ModelShape;
  readonly head: HeadName;
  readonly objective: ObjectiveName;
  /** The layer that the board opens, from 1. */
  readonly layer: number;
}

/** Null: it has. */
export function quoteProblem(quote: Quote, setting: QuoteSetting): TextProblemName | null {
  if (quote.kind === 'text') return null;
  if (quote.kind === 'shape' || quote.kind === 'size') return shapeIn(quote, setting) ? null : 'quote-layer';
  return numberProblem(quote, setting);
}

function numberProblem(quote: QuoteNumber, setting: QuoteSetting): TextProblemName | null {
  switch (quote.kind) {
    case 'number':
      return null;
    case 'scalar':
      if (quote.name === 'p') return headOf(setting.head).probability ? null : 'quote-head';
      return quote.name === 'J' && setting.objective === 's' ? 'quote-objective' : null;
    case 'entry': {
      const shape = shapeIn(quote, setting);
      return !shape ? 'quote-layer' : indexIn(quote, shape) === null ? 'quote-entry' : null;
    }
    case 'operator':
      return numberProblem(quote.of[0], setting) ?? numberProblem(quote.of[1], setting);
    case 'after':
      if (setting.objective === 's') return 'quote-objective';
      return isForward(quote.of) ? numberProblem(quote.of, setting) : 'quote-syntax';
    case 'before':
      return isForward(quote.of, true) ? numberProblem(quote.of, setting) : 'quote-syntax';
    case 'apply':
    case 'negative':
    case 'probe':
      return numberProblem(quote.of, setting);
  }
}

/** After an update there has been no way back yet. */
function isForward(quote: QuoteNumber, withProbes = false): boolean {
  switch (quote.kind) {
    case 'number':
      return true;
    case 'scalar':
      return quote.name !== 'η';
    case 'entry':
      return quote.tensor !== 'δ' && !quote.tensor.startsWith('∂');
    case 'operator':
      return quote.of.every((one) => isForward(one, withProbes));
    case 'apply':
    case 'negative':
      return isForward(quote.of, withProbes);
    case 'probe':
      return withProbes && isForward(quote.of);
    case 'after':
    case 'before':
      return false;
  }
}

/** The layer that is meant; of the open one as many as the network has at the most. */
export const layerOf = ({ layer }: TensorRef, open: number, { hidden }: Pick<ModelShape, 'hidden'>): number =>
  layer ?? Math.max(1, Math.min(open, hidden.length));

/** Null: there is no such layer, or it is asked of what has none. */
export function shapeIn(
  ref: TensorRef,
  { shape, layer }: Pick<QuoteSetting, 'shape' | 'layer'>,
): Shape | null {
  if (ref.layer !== null && !isOfLayer(ref.tensor)) return null;
  return shapeOfTensor(ref.tensor, layerOf(ref, layer, shape), shape);
}

/** Row-major, 0-based; null: there is no such entry. A matrix is asked by row and column. */
export function indexIn(
  { row, column }: { readonly row: number | null; readonly column: number | null },
  [rows, columns]: Shape,
): number | null {
  if (row === null) return rows * columns === 1 ? 0 : null;
  if (column === null) return columns === 1 && row < rows ? row : null;
  return row < rows && column < columns ? row * columns + column : null;
}
