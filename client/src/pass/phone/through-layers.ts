/** The gradients that are handed down, ∂J/∂h, δ and ∂J/∂x: each from the one above it. */
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import { layered, type Symbol, type TensorName } from '../board/tensors.ts';
import { Terms } from '../workbench/terms.ts';
import {
  every,
  labelled,
  numbered,
  plain,
  products,
  unitRows,
  upstreamScore,
  type Card,
  type Column,
  type Place,
  type Strip,
} from './parts.ts';

const PRODUCT_OF_U: Symbol = { tex: '\\partial s\\,U', text: '∂s U' };

/** From one score entry by entry; from several scores, or from the layer above, a sum for every unit. */
export function intoActivations(place: Place): Card {
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

export function throughNonLinearity(place: Place): Card {
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

/** Column j of W dotted with δ; without a layer entry by entry, or over the scores. */
export function intoInput(place: Place): Card {
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
