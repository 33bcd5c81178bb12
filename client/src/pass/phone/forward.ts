/** The values of the forward pass, an operation per screen. */
import { subscript } from '../../language/format.ts';
import { type Symbol } from '../board/tensors.ts';
import {
  every,
  inInk,
  labelled,
  numbered,
  products,
  type Card,
  type Column,
  type Place,
  type Strip,
} from './parts.ts';
import type { ForwardKey } from '../workbench/parts.ts';

export function forwardCard(place: Place, key: ForwardKey): Card {
  switch (key) {
    case 'x':
      return windowCard(place);
    case 'z':
      return affineCard(place);
    case 'h':
      return activationCard(place);
    case 's':
      return scoreCard(place);
    case 'J':
      return lossCard(place);
  }
}

/** x: a column per word of the window. */
function windowCard(place: Place): Card {
  const { block, words, index, reads } = place;
  const columns = Array.from({ length: words }, (_, k): Column => {
    const word = place.word(k);
    return {
      ...place.column('x', null, (values) => values.subarray(k * block, (k + 1) * block)),
      tex: '',
      text: word,
    };
  });
  return {
    quantity: 'x',
    columns,
    signs: columns.map(() => ''),
    rows: numbered(block),
    sum: null,
    choosers: [],
    strips: [],
    row: index % block,
    column: Math.floor(index / block),
    index: (row, column) => column * block + row,
    name: reads.input(index),
  };
}

/** z = Wx + b, unit by unit, under it row i of W on x. */
function affineCard(place: Place): Card {
  const { index: i, reads, scales } = place;
  const z = place.column('z', null);
  const b = place.column('b', null);
  const W = place.name('W');
  const x = place.name('x');
  const Wx =
    z.values && b.values ? Float64Array.from(z.values, (value, k) => value - (b.values?.[k] ?? 0)) : null;
  const symbol: Symbol = { tex: `${W.tex}${x.tex}`, text: `${W.text}${x.text}` };
  return {
    quantity: 'z',
    columns: [place.numbers(symbol, null, 'values', scales.z ?? 1, Wx), b, z],
    signs: ['', '+', '='],
    rows: numbered(z.values?.length ?? b.values?.length ?? 0),
    sum: null,
    choosers: [],
    strips: [rowOfW(place, i), inputStrip(place)].flat(),
    row: i,
    column: null,
    index: (row) => row,
    name: reads.entry('z', i),
  };
}

export function rowOfW(place: Place, i: number): readonly Strip[] {
  const { values, columns, state } = place.tensor('W');
  if (state === 'not-yet') return [];
  const { tex, text } = place.name('W');
  return [
    {
      tex: `${tex}_{${i + 1}}`,
      text: `${text}${subscript(i + 1)}`,
      lane: 'values',
      scale: place.scales.W ?? 1,
      values: values.subarray(i * columns, (i + 1) * columns),
      words: place.words,
      at: null,
      index: () => null,
    },
  ];
}

export function inputStrip(
  place: Place,
  at: number | null = null,
  index: Strip['index'] = () => null,
): readonly Strip[] {
  const { values, state } = place.tensor('x');
  if (state === 'not-yet') return [];
  const { tex, text } = place.name('x');
  return [
    {
      tex: `${tex}^\\top`,
      text: `${text}ᵀ`,
      lane: 'values',
      scale: place.scales.x ?? 1,
      values,
      words: place.words,
      at,
      index,
    },
  ];
}

function activationCard(place: Place): Card {
  const { index: i, picture, reads } = place;
  const h = place.column('h', null);
  const z = place.column('z', null);
  return {
    quantity: 'h',
    columns: [z, h],
    signs: ['', '→'],
    rows: numbered(picture.layers[picture.open]?.b.rows ?? 0),
    sum: null,
    choosers: [],
    strips: [],
    row: i,
    column: null,
    index: (row) => row,
    name: reads.entry('h', i),
  };
}

/** Each product of u and h, and their sum. Without a layer those of one word of x at a time. */
function scoreCard(place: Place): Card {
  const { hasLayer, isSoftmax, reads, picture } = place;
  const k = isSoftmax ? place.index : 0;
  const { values: u, rows, columns } = place.tensor('u');
  const input = hasLayer ? 'h' : 'x';
  const units = hasLayer ? rows : columns;
  const weights = hasLayer ? every(u, k, columns, rows) : u.subarray(k * columns, (k + 1) * columns);
  const named: Symbol = isSoftmax
    ? { tex: `U_{\\text{${labelled(place)[k]}}}`, text: `U_${labelled(place)[k]}` }
    : { tex: 'u', text: 'u' };
  const s = place.tensor('s');
  const value = s.state === 'not-yet' ? null : s.values[k];
  const factor = place.column(input, null);
  const made = value === null ? null : products(weights, factor.values);
  const symbol: Symbol = { tex: `${named.tex}\\,${factor.tex}`, text: `${named.text} ${factor.text}` };
  return {
    quantity: 's',
    columns: [
      place.numbers(named, null, 'values', place.scales.u ?? 1, weights),
      factor,
      place.numbers(symbol, null, 'values', place.scales.s ?? 1, made),
    ],
    signs: ['', '·', '='],
    rows: numbered(units),
    sum: { ...reads.score(k), value, role: null },
    choosers: scoreChooser(place, k, picture.s.rows),
    strips: [],
    row: null,
    column: null,
    index: () => null,
    name: reads.score(k),
  };
}

/** Which score, where there are several. */
export const scoreChooser = (place: Place, k: number, scores: number): Card['choosers'] =>
  scores === 1 ? [] : [{ kind: 'score', at: k, of: scores, name: labelled(place)[k], index: (to) => to }];

/** From the scores to J. */
function lossCard(place: Place): Card {
  const { picture, isSoftmax } = place;
  const { J, p, scores } = picture;
  const J_ = { tex: 'J', text: 'J' };
  const plain = (tex: string, text: string, value: number | null): Column =>
    place.numbers({ tex, text }, null, 'values', null, value === null ? null : Float64Array.of(value));
  const common = {
    quantity: 'J',
    choosers: [],
    strips: [],
    column: null,
    index: () => null,
    name: J_,
  } as const;
  if (isSoftmax)
    return {
      ...common,
      columns: [place.column('s', null), place.column('p', null)],
      signs: ['', '→'],
      rows: labelled(place),
      sum: { ...J_, value: J, role: null },
      row: null,
    };
  const columns =
    scores === null
      ? [inInk(place.column('s', null)), plain('p', 'p', p), plain('J', 'J', J)]
      : [plain('s', 's', scores.s), plain('s_c', 's_c', scores.corrupted), plain('J', 'J', J)];
  return { ...common, columns, signs: ['', scores === null ? '→' : '', '→'], rows: [''], sum: null, row: 0 };
}
