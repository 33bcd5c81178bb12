/**
 * What stands on an edge of the network's graph: the local derivative by which the upstream gradient is multiplied, in the form of
 * the class's convention, with the shape that the equation has for it (lecture S8, S9).
 */
import type { Convention } from '../workbench/equation.ts';
import type { Shape, Term } from '../workbench/parts.ts';
import type { Terms } from '../workbench/terms.ts';
import type { Symbol } from '../board/tensors.ts';

export interface Local {
  /** Entry by entry, or a product. */
  readonly sign: '·' | '∘';
  /** Whether it stands before the upstream gradient: Wᵀδ. */
  readonly before: boolean;
  /** One under the other, factors of one product. */
  readonly lines: readonly Symbol[];
  readonly shape: Shape;
}

const ONE: Local = { sign: '·', before: false, lines: [{ tex: '1', text: '1' }], shape: [1, 1] };

const local = (
  { tex, text, shape }: Pick<Term, 'tex' | 'text' | 'shape'>,
  { sign = '·', before = false }: Partial<Pick<Local, 'sign' | 'before'>> = {},
): Local => ({ sign, before, lines: [{ tex, text }], shape: shape ?? [1, 1] });

const after = (term: Term): Local => local(term);
const before = (term: Term): Local => local(term, { before: true });

/** Through f: f′ entry by entry, or the diagonal of its Jacobian. */
export const throughF = (terms: Terms, convention: Convention): Local =>
  convention === 'shape'
    ? local({ ...terms.slopes('column'), tex: "f'", text: 'f′' }, { sign: '∘' })
    : local({ ...terms.slopes('diagonal'), tex: "\\operatorname{diag}f'", text: 'diag f′' });

/** Through +, which distributes: b's part, and that of the product. */
export const throughSum = (terms: Terms, convention: Convention): Local =>
  convention === 'shape' ? ONE : after(terms.identity());

/** From z to W. */
export const toWeights = (terms: Terms, convention: Convention): Local =>
  convention === 'shape' ? after(terms.local('x', 'row')) : after(terms.rowBlock('z'));

/** From z to the layer's input. */
export const toInput = (terms: Terms, convention: Convention): Local =>
  convention === 'shape' ? before(terms.local('W', 'transposed')) : after(terms.local('W', 'matrix'));

/** From h of a folded layer to the layer's input: through f, and then to the input. */
export function throughLayer(terms: Terms, convention: Convention): Local {
  const slopes = throughF(terms, 'jacobian');
  const weights = toInput(terms, convention);
  const [n] = slopes.shape;
  const m = convention === 'shape' ? weights.shape[0] : weights.shape[1];
  const lines = [...slopes.lines, ...weights.lines];
  return convention === 'shape'
    ? { sign: '·', before: true, lines: lines.toReversed(), shape: [m, n] }
    : { sign: '·', before: false, lines, shape: [n, m] };
}

/** From the scores to what U multiplies. */
export function toTop(terms: Terms, convention: Convention): Local {
  if (convention === 'jacobian') return after(terms.local('u', terms.isSoftmax ? 'matrix' : 'row'));
  return terms.isSoftmax ? before(terms.local('u', 'transposed')) : after(terms.local('u', 'column'));
}

/** From the scores to u or U. */
export function toScoreWeights(terms: Terms, convention: Convention): Local {
  const input = terms.hasLayer ? 'h' : 'x';
  if (!terms.isSoftmax) return after(terms.local(input, convention === 'shape' ? 'column' : 'row'));
  return convention === 'shape' ? after(terms.local(input, 'row')) : after(terms.rowBlock('s'));
}

/** From J to the scores. */
export function toScore(terms: Terms, convention: Convention): Local {
  const { head, J, example } = terms.picture;
  if (head === 'max-margin') {
    const slope = J === 0 ? '0' : example.window === 0 ? '-1' : '1';
    return local({ tex: `(${slope})`, text: `(${slope.replace('-', '−')})`, shape: [1, 1] });
  }
  const term = terms.residual(convention === 'shape' ? 'column' : 'row');
  return local({ ...term, tex: term.tex.replace(' - ', '{-}') });
}
