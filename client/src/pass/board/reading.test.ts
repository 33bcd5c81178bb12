// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { momentPicture, probePicture } from '../../picture/exact.ts';
import { livePicture } from '../../picture/live.ts';
import type { Picture } from '../../picture/picture.ts';
import { liveFrame } from '../../testing/example-frame.ts';
import { moment, run, settings, shape } from '../../testing/example.ts';
import type { BoardEntry } from './board-entry.ts';
import { texText } from './reader.ts';
import type { Reading } from './readable.ts';
import { equalsOf } from './readable.ts';
import { readingOf } from './reading.ts';
import { presentTensors, scalarNames, tensorOf } from './tensors.ts';

const exact = probePicture(run.probes[0], moment(1, 5), run, settings, { compare: false, objective: 'J' });
const opening = momentPicture(moment(1, 5), run, { compare: false, objective: 'J' });
const frame = await liveFrame(9);
const live = livePicture(frame, run, settings) as Picture;

const m = shape.inputs;
const values = ({ numbers }: Reading): readonly number[] =>
  numbers.filter((part) => typeof part === 'number');
const product = (reading: Reading): number => values(reading).reduce((all, factor) => all * factor, 1);
const at = (quantity: BoardEntry['quantity'], index: number): BoardEntry => ({ quantity, index });

describe('UI4 an entry of ∂J/∂W', () => {
  const reading = readingOf(exact, at('gradientOfW', m + 12));

  test('is δᵢ · xⱼ by name, 1-based, with its word', () => {
    expect(reading.name?.text).toBe('∂J/∂W^Paris₂‚₃');
    expect(reading.formula?.text).toBe('δ₂ · x^Paris₃');
  });

  test('is their product', () => {
    expect(values(reading)).toEqual([exact.layers[0].delta.values[1], exact.x.values[12]]);
    expect(product(reading)).toBeCloseTo(reading.value ?? NaN, 14);
  });

  test('lights its row in δ and its column in x', () => {
    expect(reading.lights).toEqual([
      { quantity: 'delta', row: 1, column: null },
      { quantity: 'x', row: null, column: 12 },
    ]);
  });
});

test('UI4 δᵢ is ∂J/∂hᵢ · f′(zᵢ)', () => {
  const reading = readingOf(exact, at('delta', 2));
  expect(reading.formula?.text).toBe('∂J/∂h₃ · f′(z₃)');
  expect(product(reading)).toBeCloseTo(reading.value ?? NaN, 14);
});

test('UI4 ∂J/∂hᵢ, ∂J/∂uᵢ and the parts of z and s are the products they name', () => {
  for (const place of [at('gradientOfH', 1), at('gradientOfU', 1), at('W', 31), at('u', 2)]) {
    const reading = readingOf(exact, place);
    expect(values(reading)).toHaveLength(2);
    expect(product(reading)).toBeCloseTo(reading.value ?? NaN, 14);
  }
});

test('UI4 zᵢ is what W gathers, plus bᵢ', () => {
  const reading = readingOf(exact, at('z', 0));
  const [gathered, b] = values(reading);
  expect(gathered + b).toBeCloseTo(reading.value ?? NaN, 14);
});

test('UI4 ∂J/∂s is p − y', () => {
  const reading = readingOf(exact, at('gradientOfS', 0));
  expect(reading.numbers).toEqual([exact.p, ' − 1']);
  expect(reading.value).toBe(exact.gradientOfS.values[0]);
});

test('UI4 ∂J/∂x, with frozen vectors, is said not to be applied', () => {
  expect(readingOf(exact, at('gradientOfX', 3)).note).toBe('not-applied');
});

test('UI4 what is not computed yet has no value and no numbers', () => {
  for (const quantity of ['gradientOfW', 'delta', 'gradientOfB', 'gradientOfS'] as const) {
    expect(readingOf(opening, at(quantity, 0))).toMatchObject({ value: null, numbers: [] });
  }
});

test('UI4 a parameter can be read before its product', () => {
  const standing = momentPicture(moment(1, 0), run, { compare: false, objective: 'J' });
  const reading = readingOf(standing, at('W', 1));
  expect(reading.value).toBe(standing.layers[0].W.values[1]);
  expect(reading.note).toBeNull();
});

test('UI4 a rounded W says so, and feeds no other entry’s numbers', () => {
  expect(readingOf(live, at('W', 0))).toMatchObject({
    rounded: 'level',
    formula: null,
    numbers: [],
    value: live.layers[0].W.values[0],
  });
  expect(readingOf(live, at('gradientOfX', 0)).numbers).toEqual([]);
  for (const quantity of ['z', 'delta', 'gradientOfW', 'gradientOfX'] as const) {
    expect(readingOf(live, at(quantity, 0)).rounded).toBe(false);
  }
});

test('WR4 an entry that is told as a mean is read as one', () => {
  const weights = frame.weights.map(({ W }) => ({ W, block: { rows: 2, columns: 2 } }));
  const averaged = livePicture({ ...frame, weights }, run, settings) as Picture;
  const { rounded } = readingOf(averaged, at('W', 0));
  expect(equalsOf(rounded, 'mean')).toBe('≈ mean');
  expect(equalsOf(readingOf(live, at('W', 0)).rounded, 'mean')).toBe('≈');
  expect(equalsOf(readingOf(averaged, at('z', 0)).rounded, 'mean')).toBe('=');
});

test('every entry of every tensor can be read, in every kind of picture', () => {
  for (const picture of [exact, opening, live]) {
    for (const name of presentTensors(picture)) {
      const { rows, columns } = tensorOf(picture, name);
      const last = readingOf(picture, at(name, rows * columns - 1));
      expect(last.name ?? last.formula).not.toBeNull();
      if (tensorOf(picture, name).state !== 'not-yet') expect(last.value).not.toBeNull();
    }
    for (const name of scalarNames) expect(readingOf(picture, at(name, 0)).value).toBe(picture[name]);
  }
});

test('a word is text to TeX, whatever it is written with', () => {
  expect(texText('50%_{x}$#&')).toBe('50\\%\\_\\{x\\}\\$\\#\\&');
  expect(texText('a\\b^c~')).toBe('a\\textbackslash{}b\\textasciicircum{}c\\textasciitilde{}');
});
