/** How each quantity on the board is made, as its label says it (lecture S4, S8, S9). */
import type { View } from '@deltaboard/shared/protocol/view.ts';
import type { Picture } from '../../picture/picture.ts';
import {
  functionSymbols,
  layered,
  numeratorOf,
  quantitiesOf,
  type Notation,
  type QuantityName,
  type Symbol,
} from './tensors.ts';

type Made = Readonly<Partial<Record<QuantityName, Symbol>>>;

/** Symbols and signs in a row, typeset and as text. */
const written = (tex: TemplateStringsArray, ...symbols: readonly Symbol[]): Symbol => ({
  tex: tex.raw.map((part, k) => part + (symbols[k]?.tex ?? '')).join(''),
  text: plain(tex.raw.map((part, k) => part + (symbols[k]?.text ?? '')).join('')),
});

const plain = (tex: string): string =>
  tex
    .replaceAll('^\\top ', 'ᵀ')
    .replaceAll('^\\top', 'ᵀ')
    .replaceAll('{-}', ' − ')
    .replaceAll('{+}', ' + ')
    .replaceAll('\\partial ', '∂')
    .replaceAll('\\cdot', '·')
    .replaceAll('\\circ', '∘')
    .replaceAll('\\otimes', '⊗')
    .replaceAll('\\textstyle\\sum ', 'Σ ')
    .replaceAll('\\mathrm{diag}', 'diag')
    .replaceAll('\\max', 'max')
    .replaceAll('\\log', 'log')
    .replaceAll(/\\operatorname\{(\w+)\}/g, '$1')
    .replaceAll('-', '−')
    .replaceAll("'", '′')
    .replaceAll(/\\[,;]/g, ' ');

/** @param brief where the columns are narrow for their type */
export function madeOf(
  picture: Notation & Pick<Picture, 'nonLinearity'>,
  convention: View['convention'],
  brief = false,
): Made {
  const { open, layers, head } = picture;
  const names = quantitiesOf(picture);
  const { x, W, b, z } = names;
  const f = functionSymbols[picture.nonLinearity];
  const top = layers.length === 0 ? names.x : topOf(picture);
  return {
    z: written`${W}${x} + ${b}`,
    h: written`${f}(${z})`,
    s: head === 'softmax' ? written`U${top}` : written`u^\top ${top}`,
    p: brief ? { tex: 'e^s/\\Sigma e^s', text: 'eˢ/Σeˢ' } : written`\operatorname{softmax}(s)`,
    J: losses[head],
    gradientOfS: ofScore(picture),
    ...(convention === 'jacobian' ? jacobians(picture, open) : shaped(picture, open, brief)),
  };
}

/** h of the last layer, what U multiplies. */
const topOf = (picture: Notation): Symbol => {
  const last = picture.layers.length - 1;
  if (picture.open === last) return quantitiesOf(picture).h;
  return layered('h', last, picture);
};

const losses: Readonly<Record<Picture['head'], Symbol>> = {
  logistic: written`-\log p(y)`,
  softmax: written`-\log p_y`,
  'max-margin': written`\max(0,1{-}s{+}s_c)`,
};

function ofScore({ objective, head, example }: Notation): Symbol {
  if (objective === 's') return head === 'softmax' ? { tex: 'e_k', text: 'eₖ' } : { tex: '1', text: '1' };
  switch (head) {
    case 'logistic':
      return written`p - y`;
    case 'softmax':
      return { tex: 'p - \\mathbf 1_y', text: 'p − 1_y' };
    case 'max-margin':
      return example.window === 0
        ? { tex: '-\\mathbf 1_{J>0}', text: '−1(J > 0)' }
        : { tex: '\\mathbf 1_{J>0}', text: '1(J > 0)' };
  }
}

/** Of θ the sum over the windows of the step, where there are several. */
const sign = ({ example }: Notation): Symbol =>
  example.of * example.windows > 1 ? written`\textstyle\sum ` : { tex: '', text: '' };

/** Each in the shape of what it is the derivative by. */
function shaped(picture: Notation, open: number, brief: boolean): Made {
  const { x, W, h, z, s } = quantitiesOf(picture);
  const of = numeratorOf(picture);
  const [delta, sum] = [deltaOf(picture, open), sign(picture)];
  const byS = written`\partial ${of}/\partial ${s}`;
  const isDeep = picture.layers.length > 1;
  // ∂J/∂x stands beside a strip: there is no room for ∂J/∂s again.
  if (open < 0) return { gradientOfU: written`= ${sum}${byS}\,${x}^\top` };
  return {
    gradientOfW: written`= ${sum}${delta}\,${x}^\top`,
    // With the numbers of layers it is longer than its gutter.
    ...(isDeep ? {} : { gradientOfX: written`= ${W}^\top${delta}` }),
    delta:
      isDeep || brief
        ? written`\partial ${of}/\partial ${h} \circ f'`
        : written`\partial ${of}/\partial ${h} \circ f'(${z})`,
    gradientOfH:
      open < picture.layers.length - 1
        ? written`${layered('W', open + 1, picture)}^\top${deltaOf(picture, open + 1)}`
        : picture.head === 'softmax'
          ? written`U^\top\,${byS}`
          : written`${byS} \cdot u`,
  };
}

/** Products of Jacobians, each of them a row. */
function jacobians(picture: Notation, open: number): Made {
  const { x, W, h, u, s } = quantitiesOf(picture);
  const of = numeratorOf(picture);
  const [delta, sum] = [deltaOf(picture, open), sign(picture)];
  const byS = written`\partial ${of}/\partial ${s}`;
  const U: Symbol = picture.head === 'softmax' ? { tex: 'U', text: 'U' } : written`${u}^\top`;
  if (open < 0) return { gradientOfU: written`= ${sum}${byS}\,(I \otimes ${x}^\top)` };
  return {
    gradientOfW: written`= ${sum}${delta}\,(I \otimes ${x}^\top)`,
    ...(picture.layers.length > 1 ? {} : { gradientOfX: written`= ${delta}\,${W}` }),
    delta: written`\partial ${of}/\partial ${h}\;\mathrm{diag} f'`,
    gradientOfH:
      open < picture.layers.length - 1
        ? written`${deltaOf(picture, open + 1)}\,${layered('W', open + 1, picture)}`
        : written`${byS} \cdot ${U}`,
  };
}

const deltaOf = (picture: Notation, layer: number): Symbol =>
  layer < 0 ? { tex: '\\delta', text: 'δ' } : layered('\\delta', layer, picture);
