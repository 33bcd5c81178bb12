/** The tensors on the board. One hidden layer is open; the others are folded beside it (folds.ts). */
import { labels } from '@deltaboard/shared/dataset/sentence.ts';
import {
  scalarNames,
  tensorNames,
  type QuantityName,
  type ScalarName,
  type TensorName,
} from '@deltaboard/shared/protocol/pointer.ts';
import type { NonLinearityName } from '@deltaboard/shared/model/non-linearity.ts';
import { subscript, superscript } from '../../language/format.ts';
import type { Picture, Tensor } from '../../picture/picture.ts';
import { notYet } from '../../picture/tensor.ts';

export { quantityNames, scalarNames, tensorNames } from '@deltaboard/shared/protocol/pointer.ts';
export type { QuantityName, ScalarName, TensorName } from '@deltaboard/shared/protocol/pointer.ts';

export type Lane = 'values' | 'gradients';

const ofLayer: readonly QuantityName[] = [
  'W',
  'b',
  'z',
  'h',
  'gradientOfW',
  'gradientOfB',
  'delta',
  'gradientOfH',
];

/** What decides which quantities there are. */
export type Family = Pick<Picture, 'open' | 'probabilities'>;

/** What the board holds of this network: without a layer no W, b, z and h, and p where there is a softmax. */
export const isPresent = (name: QuantityName, { open, probabilities }: Family): boolean =>
  (open >= 0 || !ofLayer.includes(name)) && (name !== 'p' || probabilities !== null);

export const presentTensors = (picture: Family): readonly TensorName[] =>
  tensorNames.filter((name) => isPresent(name, picture));

const NOTHING = notYet(0, 0);

export function tensorOf(picture: Picture, name: TensorName): Tensor {
  const { open, layers } = picture;
  switch (name) {
    case 'x':
      return open > 0 ? asRow(layers[open - 1].h) : picture.x;
    case 'gradientOfX':
      return open > 0 ? asRow(layers[open - 1].gradientOfH) : picture.gradientOfX;
    case 'p':
      return picture.probabilities ?? NOTHING;
    case 'u':
    case 's':
    case 'gradientOfU':
    case 'gradientOfS':
      return picture[name];
    default:
      return layers[open]?.[name] ?? NOTHING;
  }
}

/** The input of a layer lies over its columns. */
const asRow = (tensor: Tensor): Tensor => ({ ...tensor, rows: 1, columns: tensor.rows });

/** What has one entry is read as that entry; null while it is not there. */
export function scalarOf(picture: Picture, name: QuantityName): number | null {
  if (isScalar(name)) return picture[name];
  const { state, values } = tensorOf(picture, name);
  return state === 'not-yet' ? null : values[0];
}

export const isThere = (picture: Picture, name: QuantityName): boolean =>
  isScalar(name) ? picture[name] !== null : tensorOf(picture, name).state !== 'not-yet';

/** One number by itself, which is printed: J, and s where there is one score. */
export const isSingle = (name: QuantityName, { s }: Pick<Picture, 's'>): boolean =>
  isScalar(name) || ((name === 's' || name === 'gradientOfS') && s.rows === 1);

/** Where the gradient of each quantity stands. */
export const gradientOf = {
  J: 'gradientOfJ',
  s: 'gradientOfS',
  u: 'gradientOfU',
  h: 'gradientOfH',
  z: 'delta',
  b: 'gradientOfB',
  W: 'gradientOfW',
  x: 'gradientOfX',
} as const satisfies Record<string, QuantityName>;

export const isScalar = (name: QuantityName): name is ScalarName =>
  scalarNames.some((scalar) => scalar === name);

/** A symbol twice: typeset, and as plain text for the fallback and for assistive technology. */
export interface Symbol {
  readonly tex: string;
  readonly text: string;
}

/** The tensor's picture: whose palette, which symbol. */
export interface Quantity extends Symbol {
  readonly lane: Lane;
}

/** What decides how quantities are written. */
export type Notation = Pick<Picture, 'objective' | 'label' | 'open' | 'head' | 'example'> & {
  readonly layers: { readonly length: number };
};

/** What names a score: none where there is one, its label with softmax; of a pair's corrupted window c. */
function scoreMark({ head, label }: Pick<Notation, 'head' | 'label'>): Symbol {
  return head === 'softmax'
    ? { tex: `_{\\text{${labels[label]}}}`, text: `_${labels[label]}` }
    : { tex: '', text: '' };
}

/** What is differentiated, as the upper part of every ∂. */
export function numeratorOf(notation: Notation): Symbol {
  if (notation.objective === 'J') return { tex: 'J', text: 'J' };
  const { tex, text } = scoreMark(notation);
  return { tex: `s${tex}`, text: `s${text}` };
}

/**
 * A symbol of layer l (0-based): with a number above where there are several layers. Of a pair's corrupted window it has
 * a c below, where it is a value of the window.
 */
export function layered(symbol: string, l: number, { layers }: Pick<Notation, 'layers'>): Symbol {
  if (layers.length < 2) return { tex: symbol, text: plain(symbol) };
  // In braces: a transpose or an index goes on top of it.
  return { tex: `{${symbol}^{(${l + 1})}}`, text: `${plain(symbol)}⁽${superscript(l + 1)}⁾` };
}

const plain = (symbol: string): string => (symbol === '\\delta' ? 'δ' : symbol);

/** A value of the window that is shown: of the corrupted one with a c. */
const ofWindow = ({ tex, text }: Symbol, { example }: Pick<Notation, 'example'>): Symbol =>
  example.window === 0 ? { tex, text } : { tex: `${tex}_c`, text: `${text}_c` };

/** What the board writes over each quantity. */
export function quantitiesOf(notation: Notation): Readonly<Record<QuantityName, Quantity>> {
  const { open } = notation;
  const of = numeratorOf(notation);
  const at = (symbol: string): Symbol => layered(symbol, open, notation);
  const value = (symbol: Symbol): Quantity => ({ lane: 'values', ...symbol });
  const gradient = ({ tex, text }: Symbol): Quantity => ({
    lane: 'gradients',
    tex: `∂${of.tex}/∂${tex}`,
    text: `∂${of.text}/∂${text}`,
  });
  const shown = (symbol: Symbol): Symbol => ofWindow(symbol, notation);
  const input = shown(open > 0 ? layered('h', open - 1, notation) : { tex: 'x', text: 'x' });
  const z = shown(at('z'));
  const h = shown(at('h'));
  const delta = shown(at('\\delta'));
  const s = shown({ tex: 's', text: 's' });
  const u = notation.head === 'softmax' ? drawnName(open) : { tex: 'u', text: 'u' };
  return {
    x: value(input),
    W: value(at('W')),
    b: value(at('b')),
    z: value(z),
    h: value(h),
    u: value(u),
    s: value(s),
    p: value({ tex: 'p', text: 'p' }),
    J: value({ tex: 'J', text: 'J' }),
    gradientOfW: gradient(at('W')),
    gradientOfX: gradient(input),
    gradientOfB: gradient(at('b')),
    delta: {
      lane: 'gradients',
      tex: `∂${of.tex}/∂${z.tex}{=}${delta.tex}`,
      text: `∂${of.text}/∂${z.text} = ${delta.text}`,
    },
    gradientOfH: gradient(h),
    gradientOfU: gradient(u),
    gradientOfS: gradient(s),
    gradientOfJ: { lane: 'gradients', tex: '∂J/∂J', text: '∂J/∂J' },
  };
}

/** Of several scores U lies on its side over a layer, its rows beside those of h. */
const drawnName = (open: number): Symbol =>
  open < 0 ? { tex: 'U', text: 'U' } : { tex: 'U^\\top', text: 'Uᵀ' };

const gradients: readonly QuantityName[] = [...Object.values(gradientOf)];
export const laneOf = (name: QuantityName): Lane => (gradients.includes(name) ? 'gradients' : 'values');

/** Of the score there is no loss on top. */
export const isLeftOut = (name: QuantityName, objective: Picture['objective']): boolean =>
  objective === 's' && (name === 'J' || name === 'gradientOfJ');

/** s of which label, in the order of its entries; a number where they have no names. */
export const scoreName = ({ head }: Pick<Notation, 'head'>, k: number): string =>
  head === 'softmax' ? labels[k] : subscript(k + 1);

/** f as it is written in a formula. */
export const functionSymbols: Readonly<Record<NonLinearityName, Symbol>> = {
  logistic: { tex: '\\sigma', text: 'σ' },
  tanh: { tex: '\\tanh', text: 'tanh' },
  hardTanh: { tex: '\\operatorname{hardtanh}', text: 'hardtanh' },
  relu: { tex: '\\operatorname{ReLU}', text: 'ReLU' },
  leakyRelu: { tex: '\\operatorname{LReLU}', text: 'LReLU' },
  gelu: { tex: '\\operatorname{GELU}', text: 'GELU' },
  identity: { tex: '\\operatorname{id}', text: 'id' },
};
