/**
 * What an entry is, with its numbers: "δ₃ · x^Paris₅ = 0.131 · −0.759 = −0.099" (SPEC UI4). Everything is read from the
 * picture that is drawn, so a reading goes on being true while the picture moves.
 */
import { labels } from '@deltaboard/shared/dataset/sentence.ts';
import { nonLinearities } from '@deltaboard/shared/model/non-linearity.ts';
import { subscript } from '../../language/format.ts';
import type { Picture } from '../../picture/picture.ts';
import type { BoardEntry } from './board-entry.ts';
import { Reader } from './reader.ts';
import {
  byScore,
  fromAbove,
  lossReading,
  noteOf,
  product,
  satisfiedNote,
  summed,
  times,
} from './reading-parts.ts';
import type { Light, Numbers, Reading, ReadingNote } from './readable.ts';
import { functionSymbols, isScalar, layered, tensorOf, type QuantityName, type Symbol } from './tensors.ts';

/** What is not there yet has no numbers, however many of its factors are. */
export function readingOf(picture: Picture, place: BoardEntry): Reading {
  const reading = entryReading(picture, place);
  return reading.value === null ? { ...reading, numbers: [] } : reading;
}

function entryReading(picture: Picture, { quantity, index }: BoardEntry): Reading {
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
