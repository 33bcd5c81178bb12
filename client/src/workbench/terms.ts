/** The terms of an equation, with shapes and numbers taken from the picture. */
import { nonLinearities } from '@deltaboard/shared/model/non-linearity.ts';
import type { ObjectiveName } from '@deltaboard/shared/training/operations.ts';
import { texText } from '../board/reading.ts';
import { gradientOf, isScalar, quantitiesOf, tensorOf, type QuantityName } from '../board/tensors.ts';
import { fixed } from '../format.ts';
import type { Picture } from '../picture/picture.ts';
import type { Shape, Term, TermRole, TermValue } from './parts.ts';

type Form = 'row' | 'column' | 'matrix' | 'transposed';

export class Terms {
  readonly #picture: Picture;
  /** n and m */
  readonly #units: number;
  readonly #inputs: number;

  constructor(picture: Picture) {
    this.#picture = picture;
    const { rows, columns } = picture.layers[0].W;
    this.#units = rows;
    this.#inputs = columns;
  }

  get objective(): ObjectiveName {
    return this.#picture.objective;
  }

  /** A value of the forward pass: vectors are columns. */
  value(name: 'x' | 'W' | 'b' | 'z' | 'h' | 'u' | 's' | 'J'): Term {
    const { tex, text } = quantitiesOf(this.objective)[name];
    return this.#term(tex, text, [], name, name === 'W' ? 'matrix' : 'column');
  }

  transposed(name: 'u'): Term {
    return this.#term(`${name}^\\top`, `${name}ᵀ`, [], name, 'row');
  }

  /** x as the words of its window. */
  window(): Term {
    const words = this.#picture.header?.words ?? [];
    const text = `[${words.map((word) => (word === '' ? '0' : `x_${word}`)).join(' ')}]ᵀ`;
    return { ...this.value('x'), tex: windowTex(words), text };
  }

  /** σ(s) for y = 1, 1 − σ(s) for y = 0: p of the gold label. */
  probabilityOfGold(): Term {
    const { p, header } = this.#picture;
    const negative = header?.gold === 0;
    return this.#plain(
      negative ? '\\left(1 - \\sigma(s)\\right)' : '\\sigma(s)',
      negative ? '(1 − σ(s))' : 'σ(s)',
      [],
      [1, 1],
      p === null ? null : { form: 'scalar', value: negative ? 1 - p : p },
    );
  }

  /** ∂J/∂· or ∂s/∂·. */
  gradient(by: keyof typeof gradientOf, role: TermRole, form: 'row' | 'column'): Term {
    const { objective } = this;
    return this.#term(
      `\\dfrac{\\partial ${objective}}{\\partial ${by}}`,
      `∂${objective}/∂${by}`,
      [role],
      gradientOf[by],
      by === 'W' ? 'matrix' : form,
    );
  }

  /** δ where it is made: downstream of f. */
  madeDelta(form: 'row' | 'column'): Term {
    const made = this.gradient('z', 'downstream', form);
    return { ...made, roles: ['downstream', 'delta-made'] };
  }

  /** δ where it is used: upstream of W, b and x. */
  delta(form: 'row' | 'column'): Term {
    return this.#term('\\delta', 'δ', ['upstream', 'delta-used'], 'delta', form);
  }

  /** ∂J/∂W as the Jacobian: one row of n·m numbers. */
  flattenedW(): Term {
    const made = this.gradient('W', 'downstream', 'row');
    const { value } = made;
    return {
      ...made,
      shape: [1, this.#units * this.#inputs],
      value: value?.form === 'matrix' ? { form: 'row', values: value.values } : null,
    };
  }

  /** A local derivative that is one of the values. */
  local(name: 'h' | 'u' | 'x' | 'W', tex: string, text: string, form: Form): Term {
    return this.#term(tex, text, ['local'], name, form);
  }

  /** f′(z), entry by entry or as the diagonal of a Jacobian. */
  slopes(form: 'diagonal' | 'column'): Term {
    const slopes = slopesOf(this.#picture);
    const n = this.#units;
    return this.#plain(
      form === 'diagonal' ? "\\operatorname{diag}\\!\\left(f'(z)\\right)" : "f'(z)",
      form === 'diagonal' ? 'diag(f′(z))' : 'f′(z)',
      ['local'],
      form === 'diagonal' ? [n, n] : [n, 1],
      slopes && { form, values: slopes },
    );
  }

  identity(): Term {
    const n = this.#units;
    return this.#plain('I', 'I', ['local'], [n, n], { form: 'identity', size: n });
  }

  zByW(): Term {
    const n = this.#units;
    const { x } = this.#picture;
    const value: TermValue | null =
      x.state === 'not-yet' ? null : { form: 'row-block', x: x.values, rows: n };
    const shape: Shape = [n, n * this.#inputs];
    return this.#plain('\\dfrac{\\partial z}{\\partial W}', '∂z/∂W', ['local'], shape, value);
  }

  /** p − y */
  residual(): Term {
    const { p, header } = this.#picture;
    const value: TermValue | null =
      p === null || !header ? null : { form: 'number', text: `(${fixed(p)} − ${header.gold})` };
    return this.#plain('(p - y)', '(p − y)', ['local'], [1, 1], value);
  }

  number(text: string, value: number): Term {
    return this.#plain(text, text, ['local'], [1, 1], { form: 'scalar', value });
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
    if (isScalar(quantity)) {
      const value = this.#picture[quantity];
      return value === null ? null : { form: 'scalar', value };
    }
    const { state, rows, columns, values, rounded } = tensorOf(this.#picture, quantity);
    // A live W is rounded: none of its entries is written as if it were the number.
    if (state === 'not-yet' || rounded) return null;
    return form === 'row' || form === 'column' ? { form, values } : { form, values, rows, columns };
  }
}

/** f′ of every unit; null before z. */
export function slopesOf(picture: Picture): Float64Array | null {
  const [{ z }] = picture.layers;
  if (z.state === 'not-yet') return null;
  return Float64Array.from(z.values, nonLinearities[picture.nonLinearity].derivative);
}

/** x as the words of its window: \left[ x_museums … x_amazing \right]ᵀ; padding is zero. */
export const windowTex = (words: readonly string[]): string =>
  `\\left[\\,${words.map((word) => (word === '' ? '0' : `x_{\\text{${texText(word)}}}`)).join('\\;')}\\,\\right]^{\\!\\top}`;
