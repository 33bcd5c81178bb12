import { initialParameters } from '@deltaboard/shared/model/parameters.ts';
import type { QuantityName } from '@deltaboard/shared/protocol/pointer.ts';
import { stream } from '@deltaboard/shared/random.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { describe, expect, test } from 'vitest';
import { tensorOf } from '../../pass/board/tensors.ts';
import { computedPass, passPicture } from '../../picture/pass.ts';
import type { Picture } from '../../picture/picture.ts';
import { sumsOf } from '../../picture/sums.ts';
import { parisWindow } from '../../testing/example.ts';
import { entryOf, hasCome, nudgedOf, offered, pinned, symbolsOf } from './nudged.ts';
import { END, placeOf, slopeText, stepAt, stepText } from './steps.ts';

const example = { index: 0, of: 1, window: 0, windows: 1 };

/** A whole pass of a network of five labels, of which so many operations are performed. */
function pictureOf(hidden: readonly number[], open: number, performed = true): Picture {
  const random = stream(4, 1);
  const x = Float32Array.from({ length: 30 }, () => 2 * random.uniform() - 1);
  const parameters = initialParameters({ inputs: 30, hidden, outputs: 5 }, 3);
  const pass = computedPass({ parameters, nonLinearity: 'tanh', head: 'softmax' }, [x], { of: 'J', y: 1 });
  const isPerformed = ({ phase }: { readonly phase: string }): boolean =>
    phase === 'forward' || (performed && phase === 'backward');
  const sums = sumsOf(pass, example, { batch: 1, windows: 1 }, isPerformed, null, 0);
  const configuration = { ...presets.board, input: { radius: 1, dimensions: 10, capitalisation: false } };
  const drawn = { pass, view: parisWindow, example, performed: isPerformed, sums, open };
  return passPicture(configuration, drawn) as Picture;
}

describe('NG6 what is pinned on the board is the entry that is nudged', () => {
  test.each([
    [[4, 3], 0, ['x', 'W', 'b', 'u', 'gradientOfW', 'gradientOfB', 'gradientOfU', 'gradientOfX']],
    [[4, 3], 1, ['W', 'b', 'u', 'gradientOfW']],
    [[], -1, ['x', 'u', 'gradientOfU']],
  ] as const)('layers %j, layer %i open', (hidden, open, quantities) => {
    const picture = pictureOf(hidden, open);
    for (const quantity of quantities as readonly Exclude<QuantityName, 'J' | 'gradientOfJ'>[]) {
      const { values } = tensorOf(picture, quantity);
      const isGradient = quantity.startsWith('gradient');
      for (let index = 0; index < values.length; index++) {
        const entry = pinned(picture, { quantity, layer: Math.max(1, open + 1), index });
        expect(entry && entryOf(picture, null, { quantity, layer: Math.max(1, open + 1), index })).toEqual(
          entry,
        );
        const found = picture.pass && entry && nudgedOf(picture.pass, entry);
        expect(isGradient ? found?.derivative : found?.nudge.entry).toBe(values[index]);
      }
    }
  });

  test('what is neither θ nor x is not; nor what another network had', () => {
    const picture = pictureOf([4, 3], 1);
    expect(pinned(picture, { quantity: 'x', layer: 2, index: 0 })).toBeNull();
    expect(pinned(picture, { quantity: 'z', layer: 1, index: 0 })).toBeNull();
    const instead = entryOf(picture, { of: 'W3', index: 0 }, { quantity: 'W', layer: 1, index: 9999 });
    const slopes = Array.from(picture.pass?.gradient.u ?? [], Math.abs);
    expect(instead).toEqual({ of: 'u', index: slopes.indexOf(Math.max(...slopes)) });
  });
});

test('NG1 every entry of θ and x is offered, and named as the board names it', () => {
  const picture = pictureOf([4, 3], 0);
  expect(offered(picture).map(({ of, rows, columns }) => [of, rows, columns])).toEqual([
    ['W1', 4, 30],
    ['b1', 4, 1],
    ['W2', 3, 4],
    ['b2', 3, 1],
    ['u', 5, 3],
    ['x', 30, 1],
  ]);
  const texts = (['W1', 'b1', 'W2', 'u', 'x'] as const).map((of) =>
    symbolsOf(picture, { of, index: 3 }).map(({ text }) => text),
  );
  expect(texts).toMatchInlineSnapshot(`
    [
      [
        "W⁽¹⁾^in₁‚₄",
        "∂J/∂W⁽¹⁾^in₁‚₄",
      ],
      [
        "b⁽¹⁾₄",
        "∂J/∂b⁽¹⁾₄",
      ],
      [
        "W⁽²⁾₁‚₄",
        "∂J/∂W⁽²⁾₁‚₄",
      ],
      [
        "U_LOC‚₁",
        "∂J/∂U_LOC‚₁",
      ],
      [
        "x^in₄",
        "∂J/∂x^in₄",
      ],
    ]
  `);
});

test('NG5 before the gradient has been computed nothing is told of it', () => {
  const [before, after] = [pictureOf([4], 0, false), pictureOf([4], 0)];
  for (const of of ['W1', 'b1', 'u', 'x'] as const) {
    expect(hasCome(before, of)).toBe(false);
    expect(hasCome(after, of)).toBe(true);
  }
});

test('NG6 h stands on its slider from −1 over 0 to 1, and is written with its own digits', () => {
  for (let place = -END; place <= END; place++) expect(placeOf(stepAt(place))).toBe(place);
  expect([stepAt(-END), stepAt(0), stepAt(1), stepAt(END)]).toEqual([-1, 0, 1e-12, 1]);
  expect([1, -0.5, 0.002, 5e-4, -1e-12, 0, 0.123456].map(stepText)).toEqual([
    ...['1', '−0.5', '0.002', '5·10⁻⁴', '−10⁻¹²', '0', '0.1235'],
  ]);
  expect([0.19341204, -12.5, 1e-5, 0].map(slopeText)).toEqual(['0.193412', '−12.5000', '1.00000·10⁻⁵', '0']);
});
