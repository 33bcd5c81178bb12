/** The update, a parameter at a time: the mean, L2, and θ before and after it. */
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import { gradientOf, type QuantityName, type Symbol } from '../board/tensors.ts';
import type { Update } from '../../picture/picture.ts';
import type { UpdateKey } from '../workbench/parts.ts';
import { numbered, type Card, type Column, type Parameter, type Place } from './parts.ts';

/** The parameters of the open layer, and u. */
export const parametersOf = ({ open }: { readonly open: number }): readonly Parameter[] =>
  open >= 0 ? ['W', 'b', 'u'] : ['u'];

/** Which of them an entry belongs to: W, or where there is none u. */
export function parameterOf(quantity: QuantityName | null, picture: { readonly open: number }): Parameter {
  const own: Partial<Record<QuantityName, Parameter>> = {
    b: 'b',
    gradientOfB: 'b',
    u: 'u',
    gradientOfU: 'u',
  };
  return (quantity && own[quantity]) || parametersOf(picture)[0];
}

/** @param key null: before the first pass, where the parameters stand and nothing else does */
export function updateCard(place: Place, parameter: Parameter, key: UpdateKey | null): Card {
  const part = partOf(place, parameter);
  const name = place.name(parameter);
  const before = place.column(parameter, null, part.take);
  return {
    quantity: parameter,
    ...columnsOf(place, parameter, key, before, part.take),
    rows: numbered(part.rows),
    sum: null,
    choosers: part.choosers,
    strips: [],
    row: part.row,
    column: null,
    index: part.index,
    name: key === 'theta' || key === null ? part.name : place.reads.partial(part.name),
  };

  function columnsOf(
    { picture }: Place,
    of: Parameter,
    operation: UpdateKey | null,
    theta: Column,
    take: (values: Reals) => Reals,
  ): Pick<Card, 'columns' | 'signs'> {
    if (operation === null) return { columns: [theta], signs: [''] };
    if (operation === 'theta') {
      const change: Update[Parameter] = picture.update?.[of] ?? null;
      const difference = change && take(change.difference.values);
      const delta: Symbol = { tex: `\\Delta ${name.tex}`, text: `Δ${name.text}` };
      const after =
        difference && theta.values && Float64Array.from(theta.values, (value, k) => value + difference[k]);
      const next: Symbol = { tex: `${name.tex} + \\Delta ${name.tex}`, text: `${name.text} + Δ${name.text}` };
      return {
        columns: [
          theta,
          place.numbers(delta, null, 'values', greatest(difference), difference),
          place.numbers(next, null, 'values', theta.scale, after),
        ],
        signs: ['', '+', '='],
      };
    }
    const made = place.column(gradientOf[of], 'downstream', take);
    if (operation === 'mean') {
      const { batch } = picture.method;
      const total = made.values && Float64Array.from(made.values, (value) => value * batch);
      const symbol: Symbol = { tex: `\\textstyle\\sum ${made.tex}`, text: `Σ ${made.text}` };
      return {
        columns: [place.numbers(symbol, null, 'gradients', greatest(total), total), made],
        signs: ['', `÷${batch} =`],
      };
    }
    if (of === 'b') return { columns: [made], signs: [''] };
    const { decay } = picture.method;
    const pull = theta.values && Float64Array.from(theta.values, (value) => decay * value);
    const mean = made.values && pull && Float64Array.from(made.values, (value, k) => value - pull[k]);
    const symbol: Symbol = { tex: `\\lambda ${name.tex}`, text: `λ${name.text}` };
    return {
      columns: [
        place.numbers({ tex: '\\nabla', text: '∇' }, null, 'gradients', made.scale, mean),
        place.numbers(symbol, null, 'values', greatest(pull), pull),
        made,
      ],
      signs: ['', '+', '='],
    };
  }
}

interface Part {
  readonly take: (values: Reals) => Reals;
  readonly rows: number;
  readonly row: number;
  readonly choosers: Card['choosers'];
  readonly name: Symbol;
  index(row: number): number;
}

/** b whole, of W and of U a row and a word of it. */
function partOf(place: Place, parameter: Parameter): Part {
  const { index, reads, hasLayer, isSoftmax } = place;
  const { rows, columns } = place.tensor(parameter);
  const isUnderX = parameter === 'W' || !hasLayer;
  const i = Math.floor(index / columns);
  const j = index % columns;
  if (!isUnderX) {
    // A vector; of several scores U lies on its side, a score at a time.
    return {
      take: (values) => Float64Array.from({ length: rows }, (_, k) => values[k * columns + j]),
      rows,
      row: i,
      choosers:
        columns === 1
          ? []
          : [{ kind: 'score', at: j, of: columns, name: null, index: (to) => i * columns + to }],
      name: parameter === 'b' ? reads.entry('b', i) : reads.U(i, j),
      index: (row) => row * columns + j,
    };
  }
  const { block } = place;
  const from = j - (j % block);
  return {
    take: (values) => values.subarray(i * columns + from, i * columns + from + block),
    rows: block,
    row: j - from,
    choosers: [
      ...(rows === 1
        ? []
        : [
            {
              kind: parameter === 'W' ? ('row' as const) : ('score' as const),
              at: i,
              of: rows,
              name: null,
              index: (to: number) => to * columns + j,
            },
          ]),
      ...place.wordChooser(i),
    ],
    name: parameter === 'W' ? reads.W(i, j) : reads.U(j, isSoftmax ? i : 0),
    index: (row) => i * columns + from + row,
  };
}

function greatest(values: Reals | null): number {
  let most = 0;
  for (const value of values ?? []) most = Math.max(most, Math.abs(value));
  return most || 1;
}
