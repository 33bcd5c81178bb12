// @vitest-environment node
import { forward } from '@deltaboard/shared/model/forward.ts';
import { initialParameters } from '@deltaboard/shared/model/parameters.ts';
import { stream } from '@deltaboard/shared/random.ts';
import { modelShape } from '@deltaboard/shared/training/configuration.ts';
import { expect, test } from 'vitest';
import { configuration, initial } from '../testing/example.ts';
import { probabilitiesOf } from './tag.ts';

const random = stream(1, 7);
const tokens = ['in', 'Paris', 'today'];
const vectors = tokens.map(() => Float32Array.from({ length: 10 }, () => random.uniform() - 0.5));
const padding = new Float32Array(10);
const model = { parameters: initial, nonLinearity: 'tanh' } as const;

test('UI8 each word is classified in its own window, padded at the ends', () => {
  const padded = [padding, ...vectors, padding];
  const expected = tokens.map((_, k) => {
    const x = Float32Array.from(padded.slice(k, k + 3).flatMap((vector) => [...vector]));
    return forward(model, x).p;
  });
  expect(probabilitiesOf(model, configuration.input, tokens, vectors)).toEqual(expected);
});

test('UI8 capitals count where the run asks for them', () => {
  const input = { ...configuration.input, capitalisation: true };
  const wide = {
    parameters: initialParameters(modelShape({ ...configuration, input }), 1),
    nonLinearity: 'tanh',
  } as const;
  const [capital] = probabilitiesOf(wide, input, ['Paris'], [vectors[1]]);
  const [small] = probabilitiesOf(wide, input, ['paris'], [vectors[1]]);
  expect(capital).not.toBe(small);
});
