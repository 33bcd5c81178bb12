/** A gradient by hand: its chain of Jacobians as the workbench draws it (lecture S4–S8). */
import { localJacobians } from '@deltaboard/shared/gradient/by-hand.ts';
import { chainTo, type ChainTarget, type Factor } from '@deltaboard/shared/gradient/chain.ts';
import type { Jacobian } from '@deltaboard/shared/gradient/jacobian.ts';
import type { Matrix } from '@deltaboard/shared/model/matrix.ts';
import type { Operation } from '@deltaboard/shared/training/operations.ts';
import {
  functionSymbols,
  gradientOf,
  isScalar,
  tensorOf,
  type Lane,
  type QuantityName,
} from '../board/tensors.ts';
import type { ComputedPass, Picture } from '../picture/picture.ts';
import type { Convention } from './equation.ts';
import { gradientsOf } from './selected.ts';

/** A Jacobian of more entries is not drawn, and says so. */
export const DRAWN_LIMIT = 100_000;

export const targets = ['u', 'z', 'b', 'W', 'x'] as const;
export type Target = (typeof targets)[number];

/** What is derived at an operation unless another is chosen. */
export function targetAt(operation: Operation | null): Target {
  if (operation?.phase !== 'backward') return 'W';
  const { tensor } = operation;
  if (tensor === 'h') return 'z';
  return targets.find((target) => target === tensor) ?? 'W';
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
  const jacobians = localJacobians(pass.model, pass.activations, pass.objective, DRAWN_LIMIT);
  const of: ChainTarget =
    target === 'u' || target === 'x' ? { tensor: target } : { tensor: target, layer: 1 };
  const chain = chainTo(jacobians, of);
  // ∂s/∂s = 1 is left out, as in the lecture.
  const factors = (picture.objective === 's' ? chain.slice(1) : chain).map((factor) =>
    factorView(picture, factor),
  );
  return { target, factors, product: productView(picture, target, convention) };
}

function factorView(picture: Picture, { of, by, jacobian }: Factor): FactorView {
  const above = of === 'objective' ? picture.objective : of;
  return {
    tex: `\\dfrac{\\partial ${above}}{\\partial ${by}}`,
    text: `∂${above}/∂${by}`,
    value: values[`${of}/${by}`] ?? { tex: '', text: '' },
    of: above,
    by,
    letters: `${of === 'objective' || of === 's' ? '1' : 'n'}×${lengths[by]}`,
    from: originOf(picture, of),
    jacobian,
    lane: of === 'objective' ? 'gradients' : 'values',
    // It stands once the product has come to it.
    ready: isThere(picture, gradientOf[by]),
    note: notes[`${of}/${by}`] ?? null,
  };
}

/** Entries of each, row after row. */
const lengths: Readonly<Record<Factor['by'], string>> = {
  s: '1',
  u: 'n',
  h: 'n',
  z: 'n',
  b: 'n',
  W: 'nm',
  x: 'm',
};

function originOf({ nonLinearity }: Picture, of: Factor['of']): FactorView['from'] {
  const f = functionSymbols[nonLinearity];
  switch (of) {
    case 'objective':
      return { tex: 'J = -\\log p(y)', text: 'J = −log p(y)' };
    case 's':
      return { tex: 's = u^\\top h', text: 's = uᵀh' };
    case 'h':
      return { tex: `h = ${f.tex}(z)`, text: `h = ${f.text}(z)` };
    case 'z':
      return { tex: 'z = Wx + b', text: 'z = Wx + b' };
  }
}

const values: Readonly<Record<string, { readonly tex: string; readonly text: string }>> = {
  'objective/s': { tex: 'p - y', text: 'p − y' },
  's/u': { tex: 'h^\\top', text: 'hᵀ' },
  's/h': { tex: 'u^\\top', text: 'uᵀ' },
  'h/z': { tex: "\\operatorname{diag}(f'(z))", text: 'diag(f′(z))' },
  'z/b': { tex: 'I', text: 'I' },
  'z/W': { tex: 'I \\otimes x^\\top', text: 'I ⊗ xᵀ' },
  'z/x': { tex: 'W', text: 'W' },
};

const notes: Readonly<Record<string, FactorNote>> = {
  'h/z': 'diagonalNote',
  'z/b': 'identityNote',
  'z/W': 'blocks',
};

/** What the chain comes to: as a Jacobian one row, in the shape convention shaped like its value. */
const results: Readonly<Record<Convention, Readonly<Record<Target, readonly [tex: string, text: string]>>>> =
  {
    jacobian: {
      u: ['', ''],
      z: ['\\delta', 'δ'],
      b: ['\\delta', 'δ'],
      W: ['\\left[\\delta_1 x^\\top \\,|\\, \\delta_2 x^\\top \\,|\\, \\dots\\right]', '[δ₁xᵀ | δ₂xᵀ | …]'],
      x: ['\\delta\\, W', 'δ W'],
    },
    shape: {
      u: ['', ''],
      z: ['\\delta', 'δ'],
      b: ['\\delta', 'δ'],
      W: ['\\delta\\, x^\\top', 'δ xᵀ'],
      x: ['W^\\top \\delta', 'Wᵀ δ'],
    },
  };

function productView(picture: Picture, target: Target, convention: Convention): FactorView {
  const { objective } = picture;
  const quantity = gradientsOf[target];
  const tensor = tensorOf(picture, quantity);
  const length = tensor.rows * tensor.columns;
  const shape: Pick<Matrix, 'rows' | 'columns'> =
    convention === 'jacobian'
      ? { rows: 1, columns: length }
      : target === 'W'
        ? { rows: tensor.rows, columns: tensor.columns }
        : { rows: length, columns: 1 };
  const [tex, text] = results[convention][target];
  const ready = isThere(picture, quantity);
  return {
    tex: `\\dfrac{\\partial ${objective}}{\\partial ${target}}`,
    text: `∂${objective}/∂${target}`,
    value: { tex, text },
    of: objective,
    by: target,
    letters:
      convention === 'jacobian' ? `1×${lengths[target]}` : target === 'W' ? 'n×m' : `${lengths[target]}×1`,
    from: null,
    jacobian: {
      kind: 'dense',
      ...shape,
      data: ready ? Float64Array.from(tensor.values) : new Float64Array(length),
    },
    lane: 'gradients',
    ready,
    note: target === 'W' && convention === 'jacobian' ? 'rowNote' : null,
  };
}

const isThere = (picture: Picture, quantity: QuantityName): boolean =>
  isScalar(quantity) ? picture[quantity] !== null : tensorOf(picture, quantity).state !== 'not-yet';

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
