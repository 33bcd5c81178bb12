import { expect, test } from 'vitest';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import {
  configurationOf,
  fieldOf,
  formOf,
  placeOf,
  presetOf,
  type ConfigurationForm,
} from './configuration-form.ts';

const board = formOf(presets.board);
const refusalOf = (change: Partial<ConfigurationForm>): Refusal => {
  try {
    configurationOf({ ...board, ...change }, presets.board);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('accepted');
};

test('a preset is the same after the form as before it', () => {
  expect(configurationOf(board, presets.board)).toEqual(presets.board);
  expect(configurationOf(formOf(presets.judge), presets.judge)).toEqual(presets.judge);
  expect(configurationOf(formOf(presets.newsroom), presets.newsroom)).toEqual(presets.newsroom);
});

test('a form says which preset it is, and that it is none once a field is changed', () => {
  expect(presetOf(board)).toBe('board');
  expect(presetOf(formOf(presets.judge))).toBe('judge');
  expect(presetOf(formOf(presets.newsroom))).toBe('newsroom');
  expect(presetOf({ ...board, layers: ['9'] })).toBeNull();
  expect(presetOf({ ...board, corpus: 'pasted', text: 'x' })).toBeNull();
});

test('PR4 an impossible size is refused at its field, with what was typed and the bound', () => {
  const refusal = refusalOf({ layers: ['8', '1000000000'] });
  expect(refusal.params).toEqual({ path: 'hidden.1', value: '1000000000', reason: '<=512' });
  expect(fieldOf(refusal)).toBe('hidden.1');
});

test.each([
  ['batch', '0'],
  ['batch', '65'],
  ['batch', ''],
  ['decay', '-0.1'],
  ['decay', 'much'],
  ['radius', '9'],
  ['seed', '-1'],
  ['seed', '1.5'],
  ['learningRate', '0'],
  ['epochLimit', '0'],
  ['oneIn', '1'],
] as const)('PR4 %s = “%s” is refused at its own field', (field, value) => {
  expect(fieldOf(refusalOf({ [field]: value }))).toBe(field);
});

test.each(['eight', '', '0', '513'])('PR4 a layer of “%s” units is refused at its own field', (units) => {
  expect(fieldOf(refusalOf({ layers: ['8', units] }))).toBe('hidden.1');
});

test('PR4 a network too large as a whole is refused at its layers', () => {
  const refusal = refusalOf({ layers: ['512', '512', '512', '512'], dimensions: '100', radius: '4' });
  expect(refusal.params.path).toBe('hidden');
  expect(fieldOf(refusal)).toBe('hidden.0');
});

test('every member of the family is the same after the form as before it', () => {
  const change = {
    hidden: [9, 7, 5],
    head: 'softmax',
    batch: 4,
    optimiser: 'adagrad',
    decay: 0.001,
    trainVectors: true,
  } as const;
  const configuration = { ...presets.board, ...change, hidden: [...change.hidden] };
  expect(configurationOf(formOf(configuration), presets.board)).toEqual(configuration);
  expect(presetOf(formOf(configuration))).toBeNull();
  expect(configurationOf(formOf({ ...configuration, hidden: [] }), presets.board).hidden).toEqual([]);
});

test('a wrong text stands at the text, and anything unknown at no field', () => {
  expect(fieldOf(new Refusal('corpus-bad-tag', { line: 1, column: 2, tag: 'X' }))).toBe('text');
  expect(fieldOf(new Refusal('not-the-driver'))).toBeNull();
});

test('a place in a text is selected to the end of its word', () => {
  const text = 'one two\nthe [Paris](PLACE) x';
  const { start, end } = placeOf(text, 2, 13);
  expect(text.slice(start, end)).toBe('PLACE)');
  expect(placeOf(text, 9, 9)).toEqual({ start: text.length, end: text.length + 1 });
});
