/** The terms of an equation, with shapes and numbers taken from the picture, whose open layer is the equation's. */
import { labels } from '@deltaboard/shared/dataset/sentence.ts';
import { nonLinearities } from '@deltaboard/shared/model/non-linearity.ts';
import { texText } from '../board/reader.ts';
import {
  gradientOf,
  isScalar,
  layered,
  numeratorOf,
  quantitiesOf,
  scalarOf,
  tensorOf,
  type QuantityName,
  type Symbol,
} from '../board/tensors.ts';
import { fixed } from '../../language/format.ts';
import type { Picture } from '../../picture/picture.ts';
import type { Shape, Term, TermRole, TermValue } from './parts.ts';

type Form = 'row' | 'column' | 'matrix' | 'transposed';
export type ValueName = 'x' | 'W' | 'b' | 'z' | 'h' | 'u' | 's' | 'J';

export class Terms {
  readonly #picture: Picture;
  readonly #names: ReturnType<typeof quantitiesOf>;
  /** n */
  readonly #units: number;

  constructor(picture: Picture) {
    this.#picture = picture;
    this.#names = quantitiesOf(picture);
    this.#units = picture.open < 0 ? 1 : picture.layers[picture.open].W.rows;
  }

  get picture(): Picture {
    return this.#picture;
  }

  /** Several scores: U, s and p are not u, s and p of LOCATION. */
  get isSoftmax(): boolean {
    return this.#picture.head === 'softmax';
  }

  get hasLayer(): boolean {
    return this.#picture.open >= 0;
  }

  /** A value of the forward pass: vectors are columns. */
  value(name: ValueName): Term {
    const { tex, text } = this.#nameOf(name);
    return this.#term(tex, text, [], name, name === 'W' ? 'matrix' : 'column');
  }

  /** uᵀ, or U with several scores. */
  scoreWeights(): Term {
    return this.isSoftmax
      ? this.#term('U', 'U', [], 'u', this.hasLayer ? 'transposed' : 'matrix')
      : this.#term('u^\\top', 'uᵀ', [], 'u', 'row');
  }

  /** What U multiplies. */
  top(): Term {
    return this.value(this.hasLayer ? 'h' : 'x');
  }

  /** x as the words of its window. */
  window(): Term {
    const words = this.#picture.header?.words ?? [];
    const text = `[${words.map((word) => (word === '' ? '0' : `x_${word}`)).join(' ')}]ᵀ`;
    return { ...this.value('x'), tex: windowTex(words), text };
  }

  /** σ(s) for y = 1, 1 − σ(s) for y = 0: p of the gold label; of several p_y. */
  probabilityOfGold(): Term {
    const { p, probabilities, header } = this.#picture;
    const gold = header?.gold ?? null;
    if (this.isSoftmax) {
      const name = gold === null ? { tex: 'y', text: 'y' } : labelled(gold);
      const value = gold === null ? undefined : probabilities?.values[gold];
      return this.#plain(
        `p_{${name.tex}}`,
        `p_${name.text}`,
        [],
        [1, 1],
        value === undefined ? null : { form: 'scalar', value },
      );
    }
    const negative = gold === 0;
    return this.#plain(
      negative ? '\\left(1 - \\sigma(s)\\right)' : '\\sigma(s)',
      negative ? '(1 − σ(s))' : 'σ(s)',
      [],
      [1, 1],
      p === null ? null : { form: 'scalar', value: negative ? 1 - p : p },
    );
  }

  /** A score of the pair. */
  scoreOfPair(which: 's' | 'corrupted'): Term {
    const value = this.#picture.scores?.[which] ?? null;
    const [tex, text] = which === 's' ? ['s', 's'] : ['s_c', 's_c'];
    return this.#plain(tex, text, [], [1, 1], value === null ? null : { form: 'scalar', value });
  }

  /** ∂J/∂· or ∂s/∂·. */
  gradient(by: ValueName, role: TermRole, form: 'row' | 'column'): Term {
    const of = numeratorOf(this.#picture);
    const { tex, text } = this.#nameOf(by === 'u' && this.isSoftmax ? 'U' : by);
    const isMatrix = by === 'W' || (by === 'u' && this.isSoftmax);
    return this.#term(
      `\\dfrac{\\partial ${of.tex}}{\\partial ${tex}}`,
      `∂${of.text}/∂${text}`,
      [role],
      gradientOf[by],
      !isMatrix ? form : by === 'u' && this.hasLayer ? 'transposed' : 'matrix',
    );
  }

  /** δ where it is made: downstream of f. */
  madeDelta(form: 'row' | 'column'): Term {
    const made = this.gradient('z', 'downstream', form);
    return { ...made, roles: ['downstream', 'delta-made'] };
  }

  deltaName(): Symbol {
    return layered('\\delta', Math.max(0, this.#picture.open), this.#picture);
  }

  /** δ where it is used: upstream of W, b and the layer's input. */
  delta(form: 'row' | 'column'): Term {
    const { tex, text } = this.deltaName();
    return this.#term(tex, text, ['upstream', 'delta-used'], 'delta', form);
  }

  /** ∂J/∂W or ∂J/∂U as the Jacobian: one row. */
  flattened(by: 'W' | 'u'): Term {
    const made = this.gradient(by, 'downstream', 'row');
    const { value } = made;
    const { rows, columns } = tensorOf(this.#picture, gradientOf[by]);
    return {
      ...made,
      shape: [1, rows * columns],
      value:
        value?.form === 'matrix' || value?.form === 'transposed'
          ? { form: 'row', values: rowMajor(value) }
          : (value ?? null),
    };
  }

  /** A local derivative that is one of the values. */
  local(name: 'h' | 'u' | 'x' | 'W', form: Form): Term {
    const { tex, text } = this.#nameOf(name === 'u' && this.isSoftmax ? 'U' : name);
    const isTurned = form === 'row' || form === 'transposed';
    // U of a layer is drawn on its side: what is transposed here lies as it is drawn.
    const drawn: Form =
      name === 'u' && this.isSoftmax && this.hasLayer ? (form === 'matrix' ? 'transposed' : 'matrix') : form;
    return this.#term(isTurned ? `${tex}^\\top` : tex, isTurned ? `${text}ᵀ` : text, ['local'], name, drawn);
  }

  /** f′(z), entry by entry or as the diagonal of a Jacobian. */
  slopes(form: 'diagonal' | 'column'): Term {
    const slopes = slopesOf(this.#picture);
    const n = this.#units;
    const { tex, text } = this.#nameOf('z');
    return this.#plain(
      form === 'diagonal' ? `\\operatorname{diag}\\!\\left(f'(${tex})\\right)` : `f'(${tex})`,
      form === 'diagonal' ? `diag(f′(${text}))` : `f′(${text})`,
      ['local'],
      form === 'diagonal' ? [n, n] : [n, 1],
      slopes && { form, values: slopes },
    );
  }

  identity(): Term {
    const n = this.#units;
    return this.#plain('I', 'I', ['local'], [n, n], { form: 'identity', size: n });
  }

  /** ∂z/∂W, or ∂s/∂U: the input in block i of row i. */
  rowBlock(of: 'z' | 's'): Term {
    const input = tensorOf(this.#picture, of === 'z' || !this.hasLayer ? 'x' : 'h');
    const rows = of === 'z' ? this.#units : this.#picture.s.rows;
    const entries = input.rows * input.columns;
    const value: TermValue | null =
      input.state === 'not-yet' ? null : { form: 'row-block', x: input.values, rows };
    const [up, down] =
      of === 'z'
        ? [this.#nameOf('z'), this.#nameOf('W')]
        : [
            { tex: 's', text: 's' },
            { tex: 'U', text: 'U' },
          ];
    return this.#plain(
      `\\dfrac{\\partial ${up.tex}}{\\partial ${down.tex}}`,
      `∂${up.text}/∂${down.text}`,
      ['local'],
      [rows, rows * entries],
      value,
    );
  }

  /** p − y, or with several labels the vector p less one for the gold label. */
  residual(form: 'row' | 'column'): Term {
    const { p, probabilities, header } = this.#picture;
    const gold = header?.gold ?? null;
    if (this.isSoftmax) {
      const values =
        probabilities && probabilities.state !== 'not-yet' && gold !== null
          ? Float64Array.from(probabilities.values, (entry, k) => entry - (k === gold ? 1 : 0))
          : null;
      const k = this.#picture.s.rows;
      return this.#plain(
        '(p - \\mathbf 1_y)',
        '(p − 1_y)',
        ['local'],
        form === 'row' ? [1, k] : [k, 1],
        values && { form, values },
      );
    }
    const value: TermValue | null =
      p === null || !header ? null : { form: 'number', text: `(${fixed(p)} − ${header.gold})` };
    return this.#plain('(p - y)', '(p − y)', ['local'], [1, 1], value);
  }

  number(tex: string, value: number, text = tex, roles: Term['roles'] = ['local']): Term {
    return this.#plain(tex, text, roles, [1, 1], { form: 'scalar', value });
  }

  /** 1 for the label that is differentiated, 0 for every other. */
  oneHot(form: 'row' | 'column'): Term {
    const { s, label } = this.#picture;
    const values = Float64Array.from({ length: s.rows }, (_, k) => (k === label ? 1 : 0));
    const name = labelled(label);
    return this.#plain(
      `e_{${name.tex}}`,
      `e_${name.text}`,
      ['local'],
      form === 'row' ? [1, s.rows] : [s.rows, 1],
      {
        form,
        values,
      },
    );
  }

  /** A matrix of numbers by another name, in the shape of the open W, or without a layer of U. */
  matrix(tex: string, text: string, values: Float64Array | null): Term {
    const { rows, columns } = tensorOf(this.#picture, this.hasLayer ? 'W' : 'u');
    return this.#plain(tex, text, [], [rows, columns], values && { form: 'matrix', values, rows, columns });
  }

  /** A sign that is no number. */
  symbol(tex: string, text: string, value: TermValue | null = null): Term {
    return this.#plain(tex, text, [], null, value);
  }

  #nameOf(name: ValueName | 'U'): Symbol {
    return name === 'U' ? { tex: 'U', text: 'U' } : this.#names[name];
  }

  #plain(
    tex: string,
    text: string,
    roles: Term['roles'],
    shape: Shape | null,
    value: TermValue | null,
  ): Term {
    return { kind: 'term', tex, text, roles, shape, value, quantity: null, around: null };
  }

  #term(tex: string, text: string, roles: Term['roles'], quantity: QuantityName, form: Form): Term {
    const value = this.#valueOf(quantity, form);
    return { ...this.#plain(tex, text, roles, this.#shapeOf(quantity, form), value), quantity };
  }

  #shapeOf(quantity: QuantityName, form: Form): Shape {
    if (isScalar(quantity)) return [1, 1];
    const { rows, columns } = tensorOf(this.#picture, quantity);
    const length = rows * columns;
    switch (form) {
      case 'row':
        return [1, length];
      case 'column':
        return [length, 1];
      case 'matrix':
        return [rows, columns];
      case 'transposed':
        return [columns, rows];
    }
  }

  #valueOf(quantity: QuantityName, form: Form): TermValue | null {
    if (isScalar(quantity) || ((quantity === 's' || quantity === 'gradientOfS') && !this.isSoftmax)) {
      const value = scalarOf(this.#picture, quantity);
      return value === null ? null : { form: 'scalar', value };
    }
    const { state, rows, columns, values, rounded } = tensorOf(this.#picture, quantity);
    // A live W is rounded: none of its entries is written as if it were the number.
    if (state === 'not-yet' || rounded) return null;
    return form === 'row' || form === 'column' ? { form, values } : { form, values, rows, columns };
  }
}

const labelled = (label: number): Symbol => ({
  tex: `\\text{${labels[label]}}`,
  text: labels[label],
});

/** The entries of a matrix row after row, as the Jacobian's one row has them: of one on its side column after column. */
function rowMajor(value: Extract<TermValue, { form: 'matrix' | 'transposed' }>): Float64Array {
  const { values, rows, columns } = value;
  if (value.form === 'matrix') return Float64Array.from(values);
  return Float64Array.from(values, (_, entry) => values[(entry % rows) * columns + Math.floor(entry / rows)]);
}

/** f′ of every unit of the open layer; null before z. */
export function slopesOf(picture: Picture): Float64Array | null {
  const z = picture.layers[picture.open]?.z;
  if (!z || z.state === 'not-yet') return null;
  return Float64Array.from(z.values, nonLinearities[picture.nonLinearity].derivative);
}

/** x as the words of its window: \left[ x_museums … x_amazing \right]ᵀ; padding is zero. */
export const windowTex = (words: readonly string[]): string =>
  `\\left[\\,${words.map((word) => (word === '' ? '0' : `x_{\\text{${texText(word)}}}`)).join('\\;')}\\,\\right]^{\\!\\top}`;
