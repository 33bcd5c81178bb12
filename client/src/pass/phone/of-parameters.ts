/** The gradients by the parameters, ∂J/∂u, ∂J/∂b and ∂J/∂W: what comes down times what went up. */
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import { subscript } from '../../language/format.ts';
import { layered, type Symbol } from '../board/tensors.ts';
import { scoreChooser } from './forward.ts';
import {
  every,
  labelled,
  numbered,
  plain,
  products,
  repeated,
  unitRows,
  upstreamScore,
  type Card,
  type Column,
  type Place,
  type Strip,
} from './parts.ts';

export function ofScoreWeights(place: Place): Card {
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

export function ofBias(place: Place): Card {
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
export function ofWeights(place: Place): Card {
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
