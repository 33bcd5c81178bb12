/** The readings of J, ∂J/∂s, ∂J/∂h and of sums: what depends on the head, on the layer above and on the step's other windows. */
import { labels } from '@deltaboard/shared/dataset/sentence.ts';
import { subscript } from '../../language/format.ts';
import type { Picture } from '../../picture/picture.ts';
import type { Reader } from './reader.ts';
import type { Light, Numbers, Reading, ReadingNote } from './readable.ts';
import {
  layered,
  quantitiesOf,
  tensorOf,
  type QuantityName,
  type Symbol,
  type TensorName,
} from './tensors.ts';

/** ∂J/∂hᵢ from the layer above, or from the scores. */
export function fromAbove(
  picture: Picture,
  reads: Reader,
  i: number,
): [Symbol, Numbers, ReadingNote | null, readonly Light[]] {
  const { open, layers, u, gradientOfS } = picture;
  const lights: readonly Light[] = [
    { quantity: 'gradientOfS', row: null, column: null },
    { quantity: 'u', row: i, column: null },
  ];
  const note = satisfiedNote(picture);
  if (!reads.isTop) {
    const [delta, W] = [layered('\\delta', open + 1, picture), layered('W', open + 1, picture)];
    const formula: Symbol = {
      tex: `\\textstyle\\sum_k ${delta.tex}_k\\,${W.tex}_{k,${i + 1}}`,
      text: `Σₖ ${delta.text}ₖ ${W.text}ₖ‚${subscript(i + 1)}`,
    };
    return [formula, reads.products(layers[open + 1].W, layers[open + 1].delta, i), note, []];
  }
  if (u.columns > 1) {
    const formula: Symbol = {
      tex: `\\textstyle\\sum_k ${reads.partial({ tex: 's_k', text: 'sₖ' }).tex}\\,U_{k,${i + 1}}`,
      text: `Σₖ ${reads.partial({ tex: 's_k', text: 'sₖ' }).text} Uₖ‚${subscript(i + 1)}`,
    };
    // U lies on its side: its scores are beside one another.
    return [formula, reads.products(u, gradientOfS, i * u.columns, (k) => k), note, lights];
  }
  return [
    product(reads.partial(reads.score(0)), reads.U(i, 0)),
    times([reads.at('gradientOfS', 0), reads.at('u', i)]),
    note,
    [
      { quantity: 'gradientOfS', row: 0, column: 0 },
      { quantity: 'u', row: i, column: null },
    ],
  ];
}

/** ∂J/∂s of a head. */
export function byScore(
  picture: Picture,
  k: number,
): [Symbol | null, Numbers, ReadingNote | null, readonly Light[]] {
  const { objective, head, header, p, probabilities, example } = picture;
  const all = (quantity: QuantityName): Light => ({ quantity, row: null, column: null });
  if (objective === 's') return [null, [], null, [all('s')]];
  const y = header?.gold ?? null;
  switch (head) {
    case 'logistic':
      return [
        { tex: 'p - y', text: 'p − y' },
        p === null || y === null ? [] : [p, ` − ${y}`],
        null,
        [all('s')],
      ];
    case 'softmax': {
      const name = labels[k];
      const isTrue = y === k ? 1 : 0;
      const entry = probabilities?.values[k];
      return [
        { tex: `p_{\\text{${name}}} - ${isTrue}`, text: `p_${name} − ${isTrue}` },
        entry === undefined ? [] : [entry, ` − ${isTrue}`],
        null,
        [{ quantity: 'p', row: k, column: null }],
      ];
    }
    case 'max-margin':
      return [
        example.window === 0
          ? { tex: '-[1 - s + s_c > 0]', text: '−[1 − s + s_c > 0]' }
          : { tex: '[1 - s + s_c > 0]', text: '[1 − s + s_c > 0]' },
        [],
        satisfiedNote(picture),
        [all('s'), all('J')],
      ];
  }
}

/** The margin of the pair is satisfied: J and every gradient are exactly 0. */
export const isSatisfied = ({ scores, J }: Pick<Picture, 'scores' | 'J'>): boolean =>
  scores !== null && J === 0;
export const satisfiedNote = (picture: Picture): ReadingNote | null =>
  isSatisfied(picture) ? 'satisfied' : null;

export const noteOf = (picture: Picture): ReadingNote | null =>
  tensorOf(picture, 'gradientOfX').state === 'not-applied' ? 'not-applied' : satisfiedNote(picture);

/** A gradient by θ is a sum over the windows of the step: the product of the shown one is its last term. */
export function summed(picture: Picture, reading: Reading, quantity: TensorName): Reading {
  const { sum: terms, state } = tensorOf(picture, quantity);
  const note = state === 'partial' ? 'partial' : satisfiedNote(picture);
  if (!terms) return { ...reading, note };
  const isUpdate = terms.stage !== 'sum';
  const isDecayed = terms.stage === 'decay' && quantity !== 'gradientOfB';
  const isSum = terms.of > 1;
  const windows = terms.part === 'window' ? picture.example.windows : 1;
  // Between two examples the sum stands as the last one left it: the shown window is not in it yet.
  const isAdded = terms.done > picture.example.index * windows + picture.example.window;
  if (!isAdded) return { ...reading, formula: null, numbers: [], lights: [], note };
  if (!isUpdate && terms.done < 2) return { ...reading, note };
  const { formula } = reading;
  const inner: Symbol = formula ?? { tex: '', text: '' };
  const sum: Symbol = isUpdate
    ? {
        tex: `${isSum ? `\\tfrac{1}{${picture.example.of}}\\textstyle\\sum ` : ''}${inner.tex}${isDecayed ? ' + \\lambda W' : ''}`,
        text: `${isSum ? `1/${picture.example.of} Σ ` : ''}${inner.text}${isDecayed ? ' + λW' : ''}`,
      }
    : { tex: `\\dots + ${inner.tex}`, text: `… + ${inner.text}` };
  return {
    ...reading,
    formula: sum,
    numbers: isUpdate || reading.numbers.length === 0 ? [] : ['… + ', ...reading.numbers],
    note,
  };
}

export function lossReading(picture: Picture, quantity: 'J' | 'gradientOfJ'): Reading {
  const given = {
    name: quantitiesOf(picture)[quantity],
    rounded: false as const,
    note: quantity === 'J' ? satisfiedNote(picture) : null,
    value: picture[quantity],
  };
  const all = (name: QuantityName): Light => ({ quantity: name, row: null, column: null });
  if (quantity === 'gradientOfJ') return { ...given, formula: null, numbers: [], lights: [all('J')] };
  return { ...given, ...lossOf(picture), lights: [all('s')] };
}

function lossOf({
  head,
  header,
  p,
  probabilities,
  scores: pair,
}: Picture): Pick<Reading, 'formula' | 'numbers'> {
  const y = header?.gold ?? null;
  switch (head) {
    case 'logistic': {
      const sign = y === 1 ? '' : '1 - ';
      const formula: Symbol =
        y === null
          ? { tex: '-\\log p(y)', text: '−log p(y)' }
          : { tex: `-\\log(${sign}\\sigma(s))`, text: `−log(${sign.replace('-', '−')}σ(s))` };
      const ofY = p === null || y === null ? null : y === 1 ? p : 1 - p;
      return { formula, numbers: ofY === null ? [] : ['−log ', ofY] };
    }
    case 'softmax': {
      const name = y === null ? null : labels[y];
      const ofY = y === null ? undefined : probabilities?.values[y];
      return {
        formula: name
          ? { tex: `-\\log p_{\\text{${name}}}`, text: `−log p_${name}` }
          : { tex: '-\\log p_y', text: '−log p_y' },
        numbers: ofY === undefined ? [] : ['−log ', ofY],
      };
    }
    case 'max-margin':
      return {
        formula: { tex: '\\max(0,\\; 1 - s + s_c)', text: 'max(0, 1 − s + s_c)' },
        numbers:
          pair === null || pair.s === null || pair.corrupted === null
            ? []
            : ['max(0, 1 − ', pair.s, ' + ', pair.corrupted, ')'],
      };
  }
}

export const product = (a: Symbol, b: Symbol): Symbol => ({
  tex: `${a.tex} \\cdot ${b.tex}`,
  text: `${a.text} · ${b.text}`,
});

export function times(factors: readonly (number | null)[]): Numbers {
  const known = factors.filter((factor) => factor !== null);
  if (known.length < factors.length) return [];
  return known.flatMap((factor, k) => (k === 0 ? [factor] : [' · ', factor]));
}
