// @vitest-environment node
import { forward } from '@deltaboard/shared/model/forward.ts';
import { logistic } from '@deltaboard/shared/math.ts';
import { initialParameters } from '@deltaboard/shared/model/parameters.ts';
import { stream } from '@deltaboard/shared/random.ts';
import { modelShape } from '@deltaboard/shared/training/configuration.ts';
import { expect, test } from 'vitest';
import { configuration, initial } from '../testing/example.ts';
import { figuresOf } from './tag.ts';

const random = stream(1, 7);
const tokens = ['in', 'Paris', 'today'];
const vectors = tokens.map(() => Float32Array.from({ length: 10 }, () => random.uniform() - 0.5));
const padding = new Float32Array(10);
const model = { parameters: initial, nonLinearity: 'tanh', head: 'logistic' } as const;

test('UI8 each word is classified in its own window, padded at the ends', () => {
  const padded = [padding, ...vectors, padding];
  const expected = tokens.map((_, k) => {
    const x = Float32Array.from(padded.slice(k, k + 3).flatMap((vector) => [...vector]));
    return logistic(forward(model, x).s[0]);
  });
  const figures = figuresOf(model, configuration.input, tokens, vectors, 0);
  expect(figures).toEqual(expected.map((value) => ({ value, isLocation: value >= 0.5 })));
});

test('UI8 capitals count where the run asks for them', () => {
  const input = { ...configuration.input, capitalisation: true };
  const wide = {
    parameters: initialParameters(modelShape({ ...configuration, input }), 1),
    nonLinearity: 'tanh',
    head: 'logistic',
  } as const;
  const [capital] = figuresOf(wide, input, ['Paris'], [vectors[1]], 0);
  const [small] = figuresOf(wide, input, ['paris'], [vectors[1]], 0);
  expect(capital.value).not.toBe(small.value);
});

test('EV3 a score is LOCATION from the threshold on, and is no probability', () => {
  const margins = { ...model, head: 'max-margin' } as const;
  const [first] = figuresOf(margins, configuration.input, tokens, vectors, 0);
  const flags = (threshold: number) => figuresOf(margins, configuration.input, tokens, vectors, threshold)[0];
  expect(flags(first.value)).toEqual({ value: first.value, isLocation: true });
  expect(flags(first.value + 1e-9).isLocation).toBe(false);
});
