import { describe, expect, it } from 'vitest';
import { Refusal } from '../refusal.ts';
import { parseConfiguration } from './parse-configuration.ts';
import { presetNames, presets } from './presets.ts';

const refused = (change: object): Refusal => {
  try {
    parseConfiguration({ ...presets.board, ...change });
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('was accepted');
};

describe('a configuration', () => {
  it.each(presetNames)('PR4 the preset %s is valid', (name) => {
    expect(parseConfiguration(presets[name])).toEqual(presets[name]);
  });

  it.each([
    [{ hidden: [1_000_000_000] }, { path: 'hidden.0', value: '1000000000', reason: '<=512' }],
    [{ hidden: [0] }, { path: 'hidden.0', value: '0', reason: '>=1' }],
    [{ hidden: [2.5] }, { path: 'hidden.0', value: '2.5', reason: 'int' }],
    [{ learningRate: 0 }, { path: 'learningRate', value: '0', reason: '>7.006492321624085e-46' }],
    [{ learningRate: 7.006492321624085e-46 }, { path: 'learningRate', reason: '>7.006492321624085e-46' }],
    [{ learningRate: Number.NaN }, { path: 'learningRate', value: 'NaN', reason: 'number' }],
    [{ seed: -1 }, { path: 'seed', value: '-1', reason: '>=0' }],
    [{ numerics: 1 }, { path: 'numerics', value: '1', reason: '2' }],
    [{ surprise: 1 }, { path: '.', reason: 'unknown: surprise' }],
  ])('PR4 %j is refused naming path, value and bound', (change, params) => {
    const refusal = refused(change);
    expect(refusal.code).toBe('configuration');
    expect(refusal.params).toMatchObject(params);
  });

  it('TR15 the least η is what float32 does not round to 0', () => {
    const least = 7.00649232162409e-46;
    expect(parseConfiguration({ ...presets.board, learningRate: least }).learningRate).toBe(least);
    expect(Math.fround(least)).toBeGreaterThan(0);
    expect(Math.fround(7.006492321624085e-46)).toBe(0);
  });

  it('MO6 0 to 4 hidden layers of at most 512 units, and no more', () => {
    for (const hidden of [[], [1], [512], [512, 512, 512, 512]]) {
      expect(parseConfiguration({ ...presets.board, hidden }).hidden).toEqual(hidden);
    }
    expect(refused({ hidden: [1, 1, 1, 1, 1] }).params).toMatchObject({ path: 'hidden' });
    expect(refused({ hidden: [513] }).params).toMatchObject({ path: 'hidden.0' });
  });

  it('PR4 something that is no configuration at all is refused', () => {
    for (const value of [undefined, null, 'board', 7, []]) {
      expect(() => parseConfiguration(value)).toThrow(Refusal);
    }
  });
});
