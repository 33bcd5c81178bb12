/**
 * What an entry is, with its numbers: "δ₃ · x^Paris₅ = 0.131 · −0.759 = −0.099" (SPEC UI4). Everything is read from the
 * picture that is drawn, so a reading goes on being true while the picture moves.
 */
import { labels } from '@deltaboard/shared/dataset/sentence.ts';
import { nonLinearities } from '@deltaboard/shared/model/non-linearity.ts';
import { subscript } from '../format.ts';
import type { Picture } from '../picture/picture.ts';
import type { Place } from './place.ts';
import { Reader } from './reader.ts';
import {
  functionSymbols,
  isScalar,
  layered,
  quantitiesOf,
  tensorOf,
  type QuantityName,
  type Symbol,
  type TensorName,
} from './tensors.ts';

/** A live, readable line: name = formula = numbers = value. */
export interface Reading {
  /** What the value is; null where the formula alone says it (a product that is part of a sum). */
  readonly name: Symbol | null;
  /** How it comes about; null for what is simply given (x, parameters before their product). */
  readonly formula: Symbol | null;
  /** The formula with its numbers put in: text and numbers in turn. */
  readonly numbers: readonly (string | number)[];
  /** null: not yet. */
  readonly value: number | null;
  /** Something in it was rounded on the way. */
  readonly rounded: boolean;
  readonly note: ReadingNote | null;
  /** Where to look besides the entry itself. */
  readonly lights: readonly Light[];
}

export type ReadingNote =
  'part-of-z' | 'part-of-s' | 'not-applied' | 'padding' | 'input' | 'partial' | 'satisfied';

export interface Light {
  readonly quantity: QuantityName;
  /** A row and a column of the tensor, 0-based; null: all of them. */
  readonly row: number | null;
  readonly column: number | null;
}

type Numbers = readonly (string | number)[];

/** What is not there yet has no numbers, however many of its factors are. */
export function readingOf(picture: Picture, place: Place): Reading {
  const reading = entryReading(picture, place);
  return reading.value === null ? { ...reading, numbers: [] } : reading;
}

function entryReading(picture: Picture, { quantity, index }: Place): Reading {
  if (isScalar(quantity)) return lossReading(picture, quantity);
  const reads = new Reader(picture);
  const { columns } = tensorOf(picture, quantity);
  /** Row and column of the entry; of a vector its place and 0. */
  const i = quantity === 'x' || quantity === 'gradientOfX' ? 0 : Math.floor(index / columns);
  const j = index % columns;
  const f = functionSymbols[picture.nonLinearity];
  const at = (name: QuantityName, of = i): number | null => reads.at(name, of);
  const light = (name: QuantityName, row: number | null = i, column: number | null = null): Light => ({
    quantity: name,
    row,
    column,
  });
  const line = (
    name: Symbol,
    formula: Symbol | null,
    numbers: Numbers,
    note: ReadingNote | null,
    lights: readonly Light[],
  ): Reading => ({
    name,
    formula,
    numbers,
    value: reads.at(quantity, index),
    rounded: tensorOf(picture, quantity).rounded,
    note,
    lights,
  });
  const hasLayer = picture.open >= 0;
  const [theMatrix, itsGradient] = hasLayer
    ? (['W', 'gradientOfW'] as const)
    : (['u', 'gradientOfU'] as const);
  switch (quantity) {
    case 'x':
      return line(
        reads.input(j),
        null,
        [],
        reads.isPadding(j) ? 'padding' : picture.open > 0 ? null : 'input',
        [light(theMatrix, null, j), light(itsGradient, null, j), light('gradientOfX', null, j)],
      );
    case 'W':
      return part(
        line(reads.W(i, j), null, [], null, [light('x', null, j), light('z'), light('gradientOfW', i, j)]),
        reads.input(j),
        reads.at('x', j),
        'part-of-z',
      );
    case 'b':
      return line(reads.entry('b', i), null, [], 'part-of-z', [light('z'), light('gradientOfB')]);
    case 'z': {
      const b = reads.entry('b', i);
      const W = layered('W', picture.open, picture);
      const x = picture.open > 0 ? layered('h', picture.open - 1, picture) : { tex: 'x', text: 'x' };
      const sum: Symbol = {
        tex: `\\textstyle\\sum_j ${W.tex}_{${i + 1}j}\\,${x.tex}_j + ${b.tex}`,
        text: `Σⱼ ${W.text}${subscript(i + 1)}ⱼ ${x.text}ⱼ + ${b.text}`,
      };
      const [z, bias] = [at('z'), at('b')];
      const numbers = z === null || bias === null ? [] : [z - bias, ' + ', bias];
      return line(reads.entry('z', i), sum, numbers, null, [
        light('W', i, null),
        light('x', null, null),
        light('b'),
        light('delta'),
      ]);
    }
    case 'h': {
      const [z, name] = [at('z'), reads.entry('z', i)];
      const formula: Symbol = { tex: `${f.tex}(${name.tex})`, text: `${f.text}(${name.text})` };
      return line(reads.entry('h', i), formula, z === null ? [] : [`${f.text}(`, z, ')'], null, [
        light('z'),
        light('gradientOfH'),
      ]);
    }
    case 'u':
    case 'gradientOfU': {
      // Over a layer a row a unit and a column a score; without one a row a score and a column an input.
      const [k, unit] = hasLayer ? [j, i] : [i, j];
      const input = hasLayer ? topEntry(picture, reads, unit) : reads.input(unit);
      const factor = hasLayer ? topValue(picture, unit) : reads.at('x', unit);
      const inputLight =
        hasLayer && reads.isTop ? [light('h', unit)] : hasLayer ? [] : [light('x', null, unit)];
      if (quantity === 'u') {
        const lights = [
          ...inputLight,
          light('s', k),
          light('gradientOfU', i, hasLayer && columns === 1 ? null : j),
        ];
        return part(line(reads.U(unit, k), null, [], null, lights), input, factor, 'part-of-s');
      }
      return summed(
        picture,
        line(
          reads.partial(reads.U(unit, k)),
          product(reads.partial(reads.score(k)), input),
          times([at('gradientOfS', k), factor]),
          null,
          [light('gradientOfS', k), ...inputLight],
        ),
        quantity,
      );
    }
    case 's': {
      const rows = hasLayer ? light('u', null, columnOf(picture, i)) : light('u', i, null);
      const top = hasLayer ? (reads.isTop ? [light('h', null)] : []) : [light('x', null, null)];
      return line(
        reads.score(i),
        { tex: scoreTex(picture, hasLayer), text: scoreText(picture, hasLayer) },
        [],
        null,
        [rows, ...top],
      );
    }
    case 'p': {
      const s = at('s');
      const name = labels[i];
      return line(
        { tex: `p_{\\text{${name}}}`, text: `p_${name}` },
        {
          tex: `e^{${reads.score(i).tex}} / \\textstyle\\sum_k e^{s_k}`,
          text: `e^${reads.score(i).text} / Σₖ e^sₖ`,
        },
        s === null ? [] : ['e^', s, ' / Σ'],
        null,
        [light('s', null)],
      );
    }
    case 'gradientOfW':
      return summed(
        picture,
        line(
          reads.partial(reads.W(i, j)),
          product(reads.entry('\\delta', i), reads.input(j)),
          times([at('delta'), reads.at('x', j)]),
          null,
          [light('delta'), light('x', null, j)],
        ),
        quantity,
      );
    case 'gradientOfX': {
      if (!hasLayer && picture.s.rows === 1)
        return line(
          reads.partial(reads.input(j)),
          product(reads.partial(reads.score(0)), reads.U(j, 0)),
          times([at('gradientOfS', 0), reads.at('u', j)]),
          noteOf(picture),
          [light('gradientOfS', 0), light('u', 0, j)],
        );
      const [signal, column] = hasLayer
        ? [layered('\\delta', picture.open, picture), reads.W('i', j)]
        : [reads.partial({ tex: 's', text: 's' }), { tex: `U_{i,${j + 1}}`, text: `Uᵢ‚${subscript(j + 1)}` }];
      const formula: Symbol = {
        tex: `\\textstyle\\sum_i ${signal.tex}_i\\,${column.tex}`,
        text: `Σᵢ ${signal.text}ᵢ ${column.text}`,
      };
      return line(reads.partial(reads.input(j)), formula, reads.column(j), noteOf(picture), [
        light(hasLayer ? 'delta' : 'gradientOfS', null, null),
        light(theMatrix, null, j),
        light('x', null, j),
      ]);
    }
    case 'gradientOfB':
      return summed(
        picture,
        line(reads.partial(reads.entry('b', i)), reads.entry('\\delta', i), [], null, [
          light('delta'),
          light('b'),
        ]),
        quantity,
      );
    case 'delta': {
      const [upstream, z] = [at('gradientOfH'), at('z')];
      const local = z === null ? null : nonLinearities[picture.nonLinearity].derivative(z);
      const [h, name] = [reads.partial(reads.entry('h', i)), reads.entry('z', i)];
      const formula: Symbol = {
        tex: `${h.tex} \\cdot f'(${name.tex})`,
        text: `${h.text} · f′(${name.text})`,
      };
      return line(reads.entry('\\delta', i), formula, times([upstream, local]), satisfiedNote(picture), [
        light('gradientOfH'),
        light('z'),
      ]);
    }
    case 'gradientOfH':
      return line(reads.partial(reads.entry('h', i)), ...fromAbove(picture, reads, i));
    case 'gradientOfS':
      return line(reads.partial(reads.score(i)), ...byScore(picture, i));
  }
}

const columnOf = (picture: Picture, k: number): number | null => (picture.s.rows === 1 ? null : k);

const scoreTex = ({ head }: Picture, hasLayer: boolean): string =>
  `${head === 'softmax' ? 'U' : 'u^\\top '}${hasLayer ? 'h' : 'x'}`;
const scoreText = ({ head }: Picture, hasLayer: boolean): string =>
  `${head === 'softmax' ? 'U' : 'uᵀ'}${hasLayer ? 'h' : 'x'}`;

/** Entry i of what U multiplies: h of the last layer, which need not be the open one. */
const topEntry = ({ layers }: Picture, reads: Reader, i: number): Symbol =>
  reads.entry('h', i, layers.length - 1);
const topValue = ({ layers }: Picture, i: number): number | null => {
  const h = layers.at(-1)?.h;
  return h && h.state !== 'not-yet' ? h.values[i] : null;
};

/** ∂J/∂hᵢ from the layer above, or from the scores. */
function fromAbove(
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
function byScore(
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
const satisfiedNote = (picture: Picture): ReadingNote | null => (isSatisfied(picture) ? 'satisfied' : null);

const noteOf = (picture: Picture): ReadingNote | null =>
  tensorOf(picture, 'gradientOfX').state === 'not-applied' ? 'not-applied' : satisfiedNote(picture);

/** A gradient by θ is a sum over the windows of the step: the product of the shown one is its last term. */
function summed(picture: Picture, reading: Reading, quantity: TensorName): Reading {
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

/** A parameter's reading goes on to its product with what it is multiplied with, once that is there. */
function part(line: Reading, other: Symbol, factor: number | null, note: ReadingNote): Reading {
  // A rounded pixel feeds no product: it is read by itself.
  if (line.name === null || line.value === null || line.rounded || factor === null) return line;
  return {
    ...line,
    name: null,
    formula: product(line.name, other),
    numbers: times([line.value, factor]),
    value: line.value * factor,
    note,
  };
}

function lossReading(picture: Picture, quantity: 'J' | 'gradientOfJ'): Reading {
  const given = {
    name: quantitiesOf(picture)[quantity],
    rounded: false,
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

const product = (a: Symbol, b: Symbol): Symbol => ({
  tex: `${a.tex} \\cdot ${b.tex}`,
  text: `${a.text} · ${b.text}`,
});

function times(factors: readonly (number | null)[]): Numbers {
  const known = factors.filter((factor) => factor !== null);
  if (known.length < factors.length) return [];
  return known.flatMap((factor, k) => (k === 0 ? [factor] : [' · ', factor]));
}
