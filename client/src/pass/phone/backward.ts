/** The gradients of the backward pass, an operation per screen: upstream, local, downstream, row by row. */
import { headOf } from '@deltaboard/shared/model/head.ts';
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import { subscript } from '../../language/format.ts';
import { layered, type Symbol, type TensorName } from '../board/tensors.ts';
import { Terms } from '../workbench/terms.ts';
import type { Differentiated } from '../workbench/parts.ts';
import { scoreChooser } from './forward.ts';
import {
  every,
  inInk,
  labelled,
  numbered,
  products,
  repeated,
  type Card,
  type Column,
  type Place,
  type Strip,
} from './parts.ts';

export function backwardCard(place: Place, tensor: Differentiated): Card {
  switch (tensor) {
    case 'J':
      return beginningCard(place);
    case 's':
      return throughLossCard(place);
    case 'u':
      return ofScoreWeights(place);
    case 'h':
      return intoActivations(place);
    case 'z':
      return throughNonLinearity(place);
    case 'b':
      return ofBias(place);
    case 'W':
      return ofWeights(place);
    case 'x':
      return intoInput(place);
  }
}

const PRODUCT_OF_U: Symbol = { tex: '\\partial s\\,U', text: '∂s U' };
const plain = { sum: null, choosers: [], strips: [], column: null } as const;
const unitRows = (place: Place): readonly string[] =>
  numbered(place.picture.layers[place.picture.open]?.b.rows ?? 0);

function beginningCard(place: Place): Card {
  const value = place.picture.gradientOfJ;
  const name = place.name('gradientOfJ');
  const values = value === null ? null : Float64Array.of(value);
  return {
    ...plain,
    quantity: 'gradientOfJ',
    columns: [place.numbers(name, 'downstream', 'gradients', null, values)],
    signs: [''],
    rows: [''],
    row: 0,
    index: () => null,
    name,
  };
}

/** ∂J/∂J times what the head says; of s a 1. */
function throughLossCard(place: Place): Card {
  const { picture, isSoftmax, index, reads } = place;
  const made = place.column('gradientOfS', 'downstream');
  const k = isSoftmax ? index : 0;
  const rows = labelled(place);
  const name = reads.partial(reads.score(k));
  const common = { ...plain, quantity: 'gradientOfS', rows: isSoftmax ? rows : [''], row: k, name } as const;
  const only = { ...common, index: (row: number) => (isSoftmax ? row : null) };
  if (picture.objective === 's') return { ...only, columns: [isSoftmax ? made : inInk(made)], signs: [''] };
  const local = new Terms(picture).residual('column');
  const top = picture.gradientOfJ;
  const upstream = place.numbers(
    place.name('gradientOfJ'),
    'upstream',
    'gradients',
    null,
    repeated(top, rows.length),
  );
  if (isSoftmax) {
    const values = local.value?.form === 'column' ? local.value.values : null;
    const slope = place.numbers(local, 'local', 'values', 1, values);
    return { ...only, columns: [upstream, slope, made], signs: ['', '·', '='] };
  }
  const slope = slopeOfLoss(place);
  return {
    ...only,
    columns: [upstream, place.numbers(slope, 'local', 'values', null, slope.values), inInk(made)],
    signs: ['', '·', '='],
  };
}

/** ∂J/∂s as the head has it, of its one score: p − y, or of a pair ∓1 where the margin is not reached. */
function slopeOfLoss({ picture }: Place): Symbol & { readonly values: Reals | null } {
  const { head, p, header, J, example } = picture;
  if (headOf(head).windows === 1) {
    const gold = header?.gold ?? null;
    const values = p === null || gold === null ? null : Float64Array.of(p - gold);
    return { tex: '(p - y)', text: '(p − y)', values };
  }
  const slope = J === 0 ? 0 : example.window === 0 ? -1 : 1;
  return {
    tex: '\\partial J/\\partial s',
    text: '∂J/∂s',
    values: J === null ? null : Float64Array.of(slope),
  };
}

/** ∂J/∂s, of several that of score k, in every row. */
const upstreamScore = (place: Place, k: number, rows: number): Column => {
  const { values, state } = place.tensor('gradientOfS');
  return place.numbers(
    place.reads.partial(place.reads.score(k)),
    'upstream',
    'gradients',
    null,
    state === 'not-yet' ? null : repeated(values[k], rows),
  );
};

function ofScoreWeights(place: Place): Card {
  const { hasLayer, isSoftmax, index, reads } = place;
  const { columns } = place.tensor('u');
  const [unit, k] = hasLayer
    ? [Math.floor(index / columns), index % columns]
    : [index % columns, Math.floor(index / columns)];
  const word = hasLayer ? 0 : Math.floor(unit / place.block);
  const from = hasLayer ? 0 : word * place.block;
  const rows = hasLayer ? place.tensor('u').rows : place.block;
  const part = (values: Reals): Reals =>
    hasLayer
      ? every(values, k, columns, rows)
      : values.subarray(k * columns + from, k * columns + from + rows);
  const local = place.column(hasLayer ? 'h' : 'x', 'local', (values) => values.subarray(from, from + rows));
  const made = place.column('gradientOfU', 'downstream', part, reads.partial(named(place, k)));
  const indexOf = (at: number, of: number): number => (hasLayer ? at * columns + of : of * columns + at);
  return {
    ...plain,
    quantity: 'gradientOfU',
    ...summing(place, 'gradientOfU', [upstreamScore(place, k, rows), local, made]),
    rows: numbered(rows),
    choosers: [
      ...scoreChooser(place, k, isSoftmax ? place.picture.s.rows : 1).map((chooser) => ({
        ...chooser,
        index: (to: number) => indexOf(unit, to),
      })),
      ...(hasLayer ? [] : place.wordChooser(k)),
    ],
    row: unit - from,
    index: (row) => indexOf(from + row, k),
    name: reads.partial(hasLayer || isSoftmax ? reads.U(unit, k) : reads.U(unit, 0)),
  };
}

const named = (place: Place, k: number): Symbol =>
  place.isSoftmax
    ? { tex: `U_{\\text{${labelled(place)[k]}}}`, text: `U_${labelled(place)[k]}` }
    : { tex: 'u', text: 'u' };

/** From one score entry by entry; from several scores, or from the layer above, a sum for every unit. */
function intoActivations(place: Place): Card {
  const { picture, index: i, reads, isSoftmax } = place;
  const name = reads.partial(reads.entry('h', i));
  const rows = unitRows(place);
  if (reads.isTop && !isSoftmax)
    return {
      ...plain,
      quantity: 'gradientOfH',
      columns: [
        upstreamScore(place, 0, rows.length),
        place.column('u', 'local'),
        place.column('gradientOfH', 'downstream'),
      ],
      signs: ['', '·', '='],
      rows,
      row: i,
      index: (row) => row,
      name,
    };
  const above = picture.layers[picture.open + 1];
  const upstream = reads.isTop ? place.tensor('gradientOfS') : above.delta;
  const { values, columns } = reads.isTop ? place.tensor('u') : above.W;
  const local = reads.isTop
    ? values.subarray(i * columns, (i + 1) * columns)
    : every(values, i, columns, above.b.rows);
  const delta = layered('\\delta', picture.open + 1, picture);
  const W = layered('W', picture.open + 1, picture);
  return summedUp(place, {
    quantity: 'gradientOfH',
    upstream: place.numbers(
      reads.isTop ? reads.partial({ tex: 's', text: 's' }) : delta,
      'upstream',
      'gradients',
      place.scales.gradientOfH ?? 1,
      upstream.state === 'not-yet' ? null : upstream.values,
    ),
    local: place.numbers(
      reads.isTop
        ? { tex: `U_{\\cdot,${i + 1}}`, text: `U, ${i + 1}` }
        : { tex: `${W.tex}_{\\cdot,${i + 1}}`, text: `${W.text}, ${i + 1}` },
      'local',
      'values',
      place.scales.W ?? place.scales.u ?? 1,
      local,
    ),
    product: reads.isTop ? PRODUCT_OF_U : { tex: `${delta.tex}${W.tex}`, text: `${delta.text}${W.text}` },
    rows: reads.isTop ? labelled(place) : numbered(above.b.rows),
    name,
    choosers: [{ kind: 'entry', at: i, of: rows.length, name: null, index: (to) => to }],
  });
}

interface Sum {
  readonly quantity: 'gradientOfH' | 'gradientOfX';
  readonly upstream: Column;
  readonly local: Column;
  /** What a row's product is called. */
  readonly product: Symbol;
  readonly rows: readonly string[];
  readonly name: Symbol;
  readonly choosers: Card['choosers'];
}

/** One entry that adds up a product per row, and the whole gradient as a strip. */
function summedUp(place: Place, { quantity, upstream, local, product, rows, name, choosers }: Sum): Card {
  const { index } = place;
  const { state, values } = place.tensor(quantity);
  const value = state === 'not-yet' ? null : values[index];
  const scale = place.scales[quantity] ?? 1;
  const made = value === null ? null : products(upstream.values, local.values);
  const { tex, text } = place.name(quantity);
  const strip: Strip = {
    tex,
    text,
    lane: 'gradients',
    scale,
    values,
    words: quantity === 'gradientOfX' ? place.words : 1,
    at: index,
    index: (cell) => cell,
  };
  return {
    ...plain,
    quantity,
    columns: [upstream, local, place.numbers(product, null, 'gradients', scale, made)],
    signs: ['', '·', '='],
    rows,
    sum: { ...name, value, role: 'downstream' },
    choosers,
    strips: state === 'not-yet' ? [] : [strip],
    row: null,
    index: () => null,
    name,
  };
}

function throughNonLinearity(place: Place): Card {
  const { index: i, reads, picture } = place;
  const slopes = new Terms(picture).slopes('column');
  const values = slopes.value?.form === 'column' ? slopes.value.values : null;
  const delta = layered('\\delta', picture.open, picture);
  return {
    ...plain,
    quantity: 'delta',
    columns: [
      place.column('gradientOfH', 'upstream'),
      place.numbers(slopes, 'local', 'values', 1, values),
      place.column('delta', 'downstream', undefined, delta),
    ],
    signs: ['', '∘', '='],
    rows: unitRows(place),
    row: i,
    index: (row) => row,
    name: reads.entry('\\delta', i),
  };
}

function ofBias(place: Place): Card {
  const { index: i, reads, picture } = place;
  const rows = unitRows(place);
  const one = place.numbers({ tex: 'I', text: 'I' }, 'local', 'values', null, repeated(1, rows.length));
  const delta = layered('\\delta', picture.open, picture);
  return {
    ...plain,
    quantity: 'gradientOfB',
    ...summing(place, 'gradientOfB', [
      place.column('delta', 'upstream', undefined, delta),
      one,
      place.column('gradientOfB', 'downstream'),
    ]),
    rows,
    row: i,
    index: (row) => row,
    name: reads.partial(reads.entry('b', i)),
  };
}

/** Row i of the outer product, a word of the input at a time. */
function ofWeights(place: Place): Card {
  const { index, reads, block } = place;
  const { rows, columns } = place.tensor('W');
  const [i, j] = [Math.floor(index / columns), index % columns];
  const from = Math.floor(j / block) * block;
  const delta = place.tensor('delta');
  const upstream = place.numbers(
    reads.entry('\\delta', i),
    'upstream',
    'gradients',
    place.scales.delta ?? 1,
    delta.state === 'not-yet' ? null : repeated(delta.values[i], block),
  );
  const gradient = place.tensor('gradientOfW');
  const strip = (): Strip => ({
    ...reads.partial(rowName(place, i)),
    lane: 'gradients',
    scale: place.scales.gradientOfW ?? 1,
    values: gradient.values.subarray(i * columns, (i + 1) * columns),
    words: place.words,
    at: j,
    index: (cell) => i * columns + cell,
  });
  return {
    ...plain,
    quantity: 'gradientOfW',
    ...summing(place, 'gradientOfW', [
      upstream,
      place.column('x', 'local', (values) => values.subarray(from, from + block)),
      place.column(
        'gradientOfW',
        'downstream',
        (values) => values.subarray(i * columns + from, i * columns + from + block),
        reads.partial(rowName(place, i)),
      ),
    ]),
    rows: numbered(block),
    choosers: [
      { kind: 'row', at: i, of: rows, name: null, index: (to) => to * columns + j },
      ...place.wordChooser(i),
    ],
    strips: gradient.state === 'not-yet' ? [] : [strip()],
    row: j - from,
    index: (row) => i * columns + from + row,
    name: reads.partial(reads.W(i, j)),
  };
}

function rowName(place: Place, i: number): Symbol {
  const { tex, text } = place.name('W');
  return { tex: `${tex}_{${i + 1}}`, text: `${text}${subscript(i + 1)}` };
}

/** Column j of W dotted with δ; without a layer entry by entry, or over the scores. */
function intoInput(place: Place): Card {
  const { index: j, reads, hasLayer, isSoftmax, block, picture } = place;
  const name = reads.partial(reads.input(j));
  const words = place.wordChooser(0);
  const entry = {
    kind: 'entry',
    at: j % block,
    of: block,
    name: null,
    index: (to: number) => j - (j % block) + to,
  } as const;
  if (!hasLayer && !isSoftmax) {
    const from = j - (j % block);
    const part = (values: Reals): Reals => values.subarray(from, from + block);
    return {
      ...plain,
      quantity: 'gradientOfX',
      columns: [
        upstreamScore(place, 0, block),
        place.column('u', 'local', part),
        place.column('gradientOfX', 'downstream', part),
      ],
      signs: ['', '·', '='],
      rows: numbered(block),
      choosers: words,
      row: j - from,
      index: (row) => from + row,
      name,
    };
  }
  const from: TensorName = hasLayer ? 'delta' : 'gradientOfS';
  const { values, columns, rows } = place.tensor(hasLayer ? 'W' : 'u');
  const local = hasLayer ? reads.W('i', j) : { tex: `U_{\\cdot,${j + 1}}`, text: `U, ${j + 1}` };
  const rounded = place.tensor(hasLayer ? 'W' : 'u').rounded;
  return summedUp(place, {
    quantity: 'gradientOfX',
    upstream: place.column(
      from,
      'upstream',
      undefined,
      hasLayer ? layered('\\delta', picture.open, picture) : reads.partial({ tex: 's', text: 's' }),
    ),
    local: place.numbers(
      local,
      'local',
      'values',
      place.scales[hasLayer ? 'W' : 'u'] ?? 1,
      rounded ? null : every(values, j, columns, rows),
    ),
    product: hasLayer ? { tex: '\\delta\\,W', text: 'δ W' } : PRODUCT_OF_U,
    rows: hasLayer ? numbered(rows) : labelled(place),
    name,
    choosers: [...words, entry],
  });
}

/** From the second window of a step on a gradient by θ goes on top of what is there: the product of this window beside the sum. */
function summing(
  place: Place,
  quantity: 'gradientOfU' | 'gradientOfB' | 'gradientOfW',
  [upstream, local, made]: readonly [Column, Column, Column],
): Pick<Card, 'columns' | 'signs'> {
  const { sum } = place.tensor(quantity);
  if (!sum || sum.of === 1 || sum.done < 2)
    return { columns: [upstream, local, made], signs: ['', '·', '='] };
  const { example } = place.picture;
  const windows = sum.part === 'window' ? example.windows : 1;
  const isAdded = sum.done > example.index * windows + example.window;
  const product = place.numbers(
    { tex: '\\cdot', text: '·' },
    null,
    'gradients',
    made.scale,
    isAdded ? products(upstream.values, local.values) : null,
  );
  const total = { ...made, tex: `\\textstyle\\sum ${made.tex}`, text: `Σ ${made.text}` };
  return { columns: [upstream, local, product, total], signs: ['', '·', '=', '…+'] };
}
