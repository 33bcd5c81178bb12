/** A gradient by hand, through the shown window: its chain of Jacobians as the workbench draws it (lecture S4–S8). */
import { localJacobians } from '@deltaboard/shared/gradient/by-hand.ts';
import { chainTo, type ChainTarget, type Factor } from '@deltaboard/shared/gradient/chain.ts';
import type { Jacobian } from '@deltaboard/shared/gradient/jacobian.ts';
import type { Matrix } from '@deltaboard/shared/model/matrix.ts';
import type { Target } from '@deltaboard/shared/protocol/view.ts';
import type { Operation } from '@deltaboard/shared/training/operations.ts';
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
import type { ComputedPass, Picture } from '../../picture/picture.ts';
import type { Convention } from './equation.ts';
import { opened } from './opened.ts';
import { gradientsOf } from './selected.ts';

/** A Jacobian of more entries is not drawn, and says so. */
export const DRAWN_LIMIT = 100_000;

/** Every gradient by hand: from the scores down to x. */
export const targetsOf = ({ layers }: Pick<Picture, 'layers'>): readonly Target[] => [
  'u',
  ...layers.flatMap((_, l): Target[] => {
    const layer = layers.length - l;
    return [`z${layer}`, `b${layer}`, `W${layer}`];
  }),
  'x',
];

export const tensorOfTarget = (target: Target): 'u' | 'x' | 'z' | 'b' | 'W' =>
  target === 'u' || target === 'x' ? target : (target[0] as 'z' | 'b' | 'W');

/** The layer (0-based) whose board the target stands on. */
export const layerOfTarget = (target: Target, { layers }: Pick<Picture, 'layers'>): number =>
  target === 'u' ? layers.length - 1 : target === 'x' ? 0 : Number(target.slice(1)) - 1;

/** What is derived at an operation unless another is chosen. */
export function targetAt(operation: Operation | null, picture: Pick<Picture, 'layers' | 'open'>): Target {
  const { layers, open } = picture;
  if (operation?.phase === 'backward') {
    const { tensor } = operation;
    if (tensor === 'u' || tensor === 'x') return tensor;
    if ('layer' in operation)
      return `${tensor === 'h' ? 'z' : (tensor as 'z' | 'b' | 'W')}${operation.layer}`;
  }
  return layers.length === 0 ? 'u' : `W${open + 1}`;
}

/** Its name as the board writes it; δ is told beside z. */
export function nameOfTarget(target: Target, picture: Picture): Symbol {
  const here = opened(picture, layerOfTarget(target, picture));
  const tensor = tensorOfTarget(target);
  if (tensor === 'u' && picture.head === 'softmax') return { tex: 'U', text: 'U' };
  return quantitiesOf(here)[tensor];
}

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

export interface ChainView {
  readonly target: Target;
  readonly factors: readonly FactorView[];
  /** In the present convention. */
  readonly product: FactorView;
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
  return { target, factors, product: productView(picture, target, convention) };
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

/** Rows and columns in letters: k scores, n units, m inputs of the layer. */
function lettersOf({ head }: Picture, of: Factor['of'], by: Factor['by']): string {
  const k = head === 'softmax' ? 'k' : '1';
  const rows = of === 'objective' ? '1' : of === 's' ? k : 'n';
  const columns: Readonly<Record<Factor['by'], string>> = {
    s: k,
    u: k === 'k' ? 'kn' : 'n',
    h: of === 'z' ? 'm' : 'n',
    z: 'n',
    b: 'n',
    W: 'nm',
    x: 'm',
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

/** What the chain comes to: as a Jacobian one row, in the shape convention shaped like its value. */
function resultOf(
  picture: Picture,
  tensor: ReturnType<typeof tensorOfTarget>,
  convention: Convention,
): Symbol {
  const { x, W } = quantitiesOf(picture);
  if (tensor === 'u' || picture.open < 0) return { tex: '', text: '' };
  const delta = layered('\\delta', picture.open, picture);
  switch (tensor) {
    case 'z':
      return delta;
    case 'b':
      return delta;
    case 'W':
      return convention === 'jacobian'
        ? {
            tex: `\\left[${delta.tex}_1 ${x.tex}^\\top \\,|\\, ${delta.tex}_2 ${x.tex}^\\top \\,|\\, \\dots\\right]`,
            text: `[${delta.text}₁${x.text}ᵀ | ${delta.text}₂${x.text}ᵀ | …]`,
          }
        : { tex: `${delta.tex}\\, ${x.tex}^\\top`, text: `${delta.text} ${x.text}ᵀ` };
    case 'x':
      return convention === 'jacobian'
        ? { tex: `${delta.tex}\\, ${W.tex}`, text: `${delta.text} ${W.text}` }
        : { tex: `${W.tex}^\\top ${delta.tex}`, text: `${W.text}ᵀ ${delta.text}` };
  }
}

function productView(whole: Picture, target: Target, convention: Convention): FactorView {
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
  const shape: Pick<Matrix, 'rows' | 'columns'> =
    convention === 'jacobian' ? { rows: 1, columns: length } : isMatrix ? own : { rows: length, columns: 1 };
  const ready = isThere(picture, quantity);
  const entry = (i: number): number =>
    isTurned ? tensor.values[(i % own.columns) * own.rows + Math.floor(i / own.columns)] : tensor.values[i];
  const letters = { u: isMatrix ? 'kn' : 'n', z: 'n', b: 'n', W: 'nm', x: 'm' }[kind];
  const matrixLetters = kind === 'W' ? 'n×m' : 'k×n';
  return {
    tex: `\\dfrac{\\partial ${of.tex}}{\\partial ${by.tex}}`,
    text: `∂${of.text}/∂${by.text}`,
    value: resultOf(picture, kind, convention),
    of: of.text,
    by: by.text,
    letters: convention === 'jacobian' ? `1×${letters}` : isMatrix ? matrixLetters : `${letters}×1`,
    from: null,
    jacobian: {
      kind: 'dense',
      ...shape,
      data: ready ? Float64Array.from({ length }, (_, i) => entry(i)) : new Float64Array(length),
    },
    lane: 'gradients',
    ready,
    note: kind === 'W' && convention === 'jacobian' ? 'rowNote' : null,
  };
}

/** Entries that the structure does not make zero. */
export function nonZeroOf(jacobian: Jacobian): number {
  switch (jacobian.kind) {
    case 'dense':
    case 'row-block':
      return jacobian.kind === 'dense' ? jacobian.data.length : jacobian.columns;
    case 'diagonal':
    case 'identity':
      return jacobian.rows;
  }
}

/** One entry, whether it is written out or not. 0-based. */
export function entryOf(jacobian: Jacobian, i: number, j: number): number {
  switch (jacobian.kind) {
    case 'dense':
      return jacobian.data[i * jacobian.columns + j];
    case 'diagonal':
      return i === j ? jacobian.entries[i] : 0;
    case 'identity':
      return i === j ? 1 : 0;
    case 'row-block':
      return Math.floor(j / jacobian.x.length) === i ? jacobian.x[j % jacobian.x.length] : 0;
  }
}
