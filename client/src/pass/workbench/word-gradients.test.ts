import { expect, test } from 'vitest';
import { logistic } from '@deltaboard/shared/math.ts';
import { forward } from '@deltaboard/shared/model/forward.ts';
import { fromBytes, toBytes } from '@deltaboard/shared/protocol/bytes.ts';
import { momentPicture, probePicture } from '../../picture/exact.ts';
import { initial, moment, parisWindow, run, settings } from '../../testing/example.ts';
import { sharedVectors, wordGradients } from './word-gradients.ts';

const options = { compare: false, objective: 'J' } as const;
const d = 10;

/** The Paris window with some of its words' vectors replaced. */
function windowWith(change: (x: Float32Array) => void, tokens = parisWindow.tokens) {
  const x = fromBytes(parisWindow.x);
  change(x);
  return { ...parisWindow, tokens, x: toBytes(x) };
}

const pictureOf = (window: typeof parisWindow, objective: 'J' | 's' = 'J') =>
  probePicture(window, moment(1, 5), run, settings, { ...options, objective });

test('S11 a word pushes the probability up where lengthening its vector raises p, for either label and objective', () => {
  const model = { parameters: initial, nonLinearity: settings.nonLinearity };
  for (const gold of [0, 1] as const) {
    for (const objective of ['J', 's'] as const) {
      const words = wordGradients(pictureOf({ ...parisWindow, gold }, objective)) ?? [];
      words.forEach(({ push }, k) => {
        const x = fromBytes(parisWindow.x);
        const before = logistic(forward(model, x).s[0]);
        for (let j = k * d; j < (k + 1) * d; j++) x[j] *= 1.001;
        const after = logistic(forward(model, x).s[0]);
        expect(push).toBe(after > before ? 'up' : 'down');
      });
    }
  }
});

test('S11 a word whose x is zero does not push, though its gradient is not zero', () => {
  const [first] = wordGradients(pictureOf(windowWith((x) => x.fill(0, 0, d)))) ?? [];
  expect(first.push).toBe('zero');
  expect(first.rms).toBeGreaterThan(0);
});

test('S11 equal words are one vector: they are bracketed and their gradients add', () => {
  const window = windowWith((x) => x.copyWithin(d, 0, d), ['the', 'museums', 'Paris', 'paris']);
  const picture = pictureOf(window);
  const words = wordGradients(picture) ?? [];
  const [shared] = sharedVectors(picture, words);
  expect(shared.places).toEqual([0, 1]);
  const { values } = picture.gradientOfX;
  let squares = 0;
  for (let j = 0; j < d; j++) squares += (values[j] + values[d + j]) ** 2;
  expect(shared.rmsOfSum).toBeCloseTo(Math.sqrt(squares / d), 14);
});

test('S11 padding on both ends is one vector', () => {
  const window = windowWith((x) => x.fill(0, 0, d).fill(0, 2 * d), ['Paris']);
  const picture = pictureOf({ ...window, centre: 0 });
  expect(sharedVectors(picture, wordGradients(picture) ?? [])).toMatchObject([{ word: '', places: [0, 2] }]);
});

test('UI2 before ∂J/∂x there is nothing to say', () => {
  expect(wordGradients(momentPicture(moment(1, 12), run, options))).toBeNull();
});
