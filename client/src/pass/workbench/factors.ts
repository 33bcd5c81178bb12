/** A gradient by hand, through the shown window: its chain of Jacobians as the workbench draws it (lecture S4–S8). */
import { localJacobians } from '@deltaboard/shared/gradient/by-hand.ts';
import { chainTo, type ChainTarget, type Factor } from '@deltaboard/shared/gradient/chain.ts';
import type { Jacobian } from '@deltaboard/shared/gradient/jacobian.ts';
import type { Target } from '@deltaboard/shared/protocol/view.ts';
import { subscript } from '../../language/format.ts';
import { madeOf } from '../board/made.ts';
import {
  gradientOf,
  isThere,
  layered,
  numeratorOf,
  quantitiesOf,
  tensorOf,
  type Lane,
  type Symbol,
} from '../board/tensors.ts';
import type { ComputedPass } from '../../picture/computed-pass.ts';
import type { Picture } from '../../picture/picture.ts';
import type { Convention } from './equation.ts';
import { opened } from './opened.ts';
import { gradientsOf } from './selected.ts';
import { layerOfTarget, nameOfTarget, tensorOfTarget } from './targets.ts';

/** A Jacobian of more entries is not drawn, and says so. */
export const DRAWN_LIMIT = 100_000;

export type FactorNote = 'identityNote' | 'diagonalNote' | 'blocks' | 'rowNote' | null;

export interface FactorView {
  /** ∂h/∂z */
  readonly tex: string;
  readonly text: string;
  /** What it is: diag(f′(z)). */
  readonly value: { readonly tex: string; readonly text: string };
  readonly of: string;
  readonly by: string;
  /** The shape in letters: n×nm. */
  readonly letters: string;
  /** The equation that it is the derivative of; null for the product. */
  readonly from: { readonly tex: string; readonly text: string } | null;
  readonly jacobian: Jacobian;
  /** Local derivatives have the colours of the values they are; products those of gradients. */
  readonly lane: Lane;
  /** Whether the pass has come this far. */
  readonly ready: boolean;
  readonly note: FactorNote;
}

export const shapeOf = ({ jacobian: { rows, columns } }: FactorView): string => `${rows}×${columns}`;

/** The product of the chain: the one row that it multiplies to. */
export interface ProductView extends FactorView {
  /** Of so many equal parts: of a matrix its rows, one after the other. */
  readonly blocks: number;
  /** In the shape convention the row is then put into the shape of its value; null where it stays a row. */
  readonly reshaped: {
    readonly value: Symbol;
    readonly letters: string;
    readonly rows: number;
    readonly columns: number;
  } | null;
}

export interface ChainView {
  readonly target: Target;
  readonly factors: readonly FactorView[];
  readonly product: ProductView;
}

export function chainView(
  picture: Picture,
  pass: ComputedPass,
  target: Target,
  convention: Convention,
): ChainView {
  const jacobians = localJacobians(pass.model, pass.windows, pass.objective, DRAWN_LIMIT)[pass.window];
  const tensor = tensorOfTarget(target);
  const of: ChainTarget =
    tensor === 'u' || tensor === 'x' ? { tensor } : { tensor, layer: layerOfTarget(target, picture) + 1 };
  const chain = chainTo(jacobians, of);
  // ∂s/∂s = 1 is left out, as in the lecture; of several scores it says which.
  const isOne = picture.objective === 's' && picture.head !== 'softmax';
  const factors = (isOne ? chain.slice(1) : chain).map((factor) => factorView(picture, factor));
  const columns = factors.at(-1)?.letters.split('×')[1] ?? '1';
  return { target, factors, product: productView(picture, target, convention, columns) };
}

function factorView(whole: Picture, { of, by, layer, jacobian }: Factor): FactorView {
  // Above the last layer are the scores; what a layer's z is differentiated by may be the h below it.
  const below = of === 'z' && by === 'h';
  const picture = opened(whole, Math.max(1, layer) - 1);
  const names = quantitiesOf(picture);
  const several = whole.head === 'softmax';
  const nameOf = (name: Factor['by'] | 's'): Symbol => {
    if (name === 'u' && several) return { tex: 'U', text: 'U' };
    return below && name === 'h' ? names.x : names[name];
  };
  const up = of === 'objective' ? numeratorOf(whole) : nameOf(of);
  const down = nameOf(by);
  const quantity = below ? 'gradientOfX' : gradientOf[by];
  return {
    tex: `\\dfrac{\\partial ${up.tex}}{\\partial ${down.tex}}`,
    text: `∂${up.text}/∂${down.text}`,
    value: valueOf(picture, of, by),
    of: up.text,
    by: down.text,
    letters: lettersOf(picture, of, by),
    from: originOf(picture, of),
    jacobian,
    lane: of === 'objective' ? 'gradients' : 'values',
    // It stands once the product has come to it.
    ready: isThere(picture, quantity),
    note: notes[`${of}/${by}`] ?? null,
  };
}

/** k scores, n units, m inputs of the open layer; of several layers each has its own n, which is the next one's m. */
function sizesOf({ head, layers, open }: Picture): Readonly<Record<'k' | 'n' | 'm', string>> {
  const unitsOf = (layer: number): string => (layers.length > 1 ? `n${subscript(layer + 1)}` : 'n');
  return { k: head === 'softmax' ? 'k' : '1', n: unitsOf(open), m: open > 0 ? unitsOf(open - 1) : 'm' };
}

/** Rows and columns in letters. */
function lettersOf(picture: Picture, of: Factor['of'], by: Factor['by']): string {
  const { k, n, m } = sizesOf(picture);
  const rows = of === 'objective' ? '1' : of === 's' ? k : n;
  const under = picture.layers.length > 0 ? n : m;
  const columns: Readonly<Record<Factor['by'], string>> = {
    s: k,
    u: k === 'k' ? `k${under}` : under,
    h: of === 'z' ? m : n,
    z: n,
    b: n,
    W: `${n}${m}`,
    x: m,
  };
  return `${rows}×${columns[by]}`;
}

function originOf(picture: Picture, of: Factor['of']): FactorView['from'] {
  const made = madeOf(picture, 'shape');
  const names = quantitiesOf(picture);
  const equals = (left: Symbol, right: Symbol | undefined): Symbol => ({
    tex: `${left.tex} = ${right?.tex ?? ''}`,
    text: `${left.text} = ${right?.text ?? ''}`,
  });
  return of === 'objective' ? equals(names.J, made.J) : equals(names[of], made[of]);
}

function valueOf(picture: Picture, of: Factor['of'], by: Factor['by']): Symbol {
  const { x, z, h, W } = quantitiesOf(picture);
  const several = picture.head === 'softmax';
  const hasLayer = picture.open >= 0;
  const transposed = ({ tex, text }: Symbol): Symbol => ({ tex: `${tex}^\\top`, text: `${text}ᵀ` });
  const blocks = (one: Symbol): Symbol => ({ tex: `I \\otimes ${one.tex}^\\top`, text: `I ⊗ ${one.text}ᵀ` });
  switch (`${of}/${by}`) {
    case 'objective/s':
      return madeOf(picture, 'shape').gradientOfS ?? { tex: '', text: '' };
    case 's/u':
      return several ? blocks(hasLayer ? h : x) : transposed(hasLayer ? h : x);
    case 's/h':
    case 's/x':
      return several ? { tex: 'U', text: 'U' } : { tex: 'u^\\top', text: 'uᵀ' };
    case 'h/z':
      return { tex: `\\operatorname{diag}(f'(${z.tex}))`, text: `diag(f′(${z.text}))` };
    case 'z/b':
      return { tex: 'I', text: 'I' };
    case 'z/W':
      return blocks(x);
    default:
      return W;
  }
}

const notes: Readonly<Record<string, FactorNote>> = {
  'h/z': 'diagonalNote',
  'z/b': 'identityNote',
  'z/W': 'blocks',
};

/** What the chain comes to: one row, which the shape convention puts into the shape of its value. */
function resultOf(
  picture: Picture,
  tensor: ReturnType<typeof tensorOfTarget>,
  convention: Convention,
): { readonly row: Symbol; readonly reshaped: Symbol } {
  const { x, W } = quantitiesOf(picture);
  const none = { tex: '', text: '' };
  if (tensor === 'u' || picture.open < 0) return { row: none, reshaped: none };
  const delta = layered('\\delta', picture.open, picture);
  // Where δ is a column, the row is its transpose.
  const row = convention === 'jacobian' ? delta : { tex: `${delta.tex}^\\top`, text: `${delta.text}ᵀ` };
  switch (tensor) {
    case 'z':
    case 'b':
      return { row, reshaped: delta };
    case 'W':
      return {
        row: {
          tex: `\\left[${delta.tex}_1 ${x.tex}^\\top \\,|\\, ${delta.tex}_2 ${x.tex}^\\top \\,|\\, \\dots\\right]`,
          text: `[${delta.text}₁${x.text}ᵀ | ${delta.text}₂${x.text}ᵀ | …]`,
        },
        reshaped: { tex: `${delta.tex}\\, ${x.tex}^\\top`, text: `${delta.text} ${x.text}ᵀ` },
      };
    case 'x':
      return {
        row: { tex: `${row.tex}\\, ${W.tex}`, text: `${row.text} ${W.text}` },
        reshaped: { tex: `${W.tex}^\\top ${delta.tex}`, text: `${W.text}ᵀ ${delta.text}` },
      };
  }
}

function productView(whole: Picture, target: Target, convention: Convention, columns: string): ProductView {
  const picture = opened(whole, layerOfTarget(target, whole));
  const kind = tensorOfTarget(target);
  const of = numeratorOf(whole);
  const by = nameOfTarget(target, whole);
  const quantity = gradientsOf[kind];
  const tensor = tensorOf(picture, quantity);
  const length = tensor.rows * tensor.columns;
  const isMatrix = kind === 'W' || (kind === 'u' && whole.head === 'softmax');
  // U lies on its side over a layer: the Jacobian's row goes through U's own rows.
  const isTurned = kind === 'u' && isMatrix && whole.layers.length > 0;
  const own = isTurned
    ? { rows: tensor.columns, columns: tensor.rows }
    : { rows: tensor.rows, columns: tensor.columns };
  const ready = isThere(picture, quantity);
  const entry = (i: number): number =>
    isTurned ? tensor.values[(i % own.columns) * own.rows + Math.floor(i / own.columns)] : tensor.values[i];
  const { row, reshaped } = resultOf(picture, kind, convention);
  const { k, n, m } = sizesOf(picture);
  const matrixLetters = kind === 'W' ? `${n}×${m}` : `${k}×${whole.layers.length > 0 ? n : m}`;
  return {
    tex: `\\dfrac{\\partial ${of.tex}}{\\partial ${by.tex}}`,
    text: `∂${of.text}/∂${by.text}`,
    value: row,
    of: of.text,
    by: by.text,
    letters: `1×${columns}`,
    from: null,
    jacobian: {
      kind: 'dense',
      rows: 1,
      columns: length,
      data: ready ? Float64Array.from({ length }, (_, i) => entry(i)) : new Float64Array(length),
    },
    lane: 'gradients',
    ready,
    note: kind === 'W' ? 'rowNote' : null,
    blocks: isMatrix ? own.rows : 1,
    reshaped:
      convention === 'jacobian'
        ? null
        : {
            value: reshaped,
            letters: isMatrix ? matrixLetters : `${columns}×1`,
            rows: isMatrix ? own.rows : length,
            columns: isMatrix ? own.columns : 1,
          },
  };
}
