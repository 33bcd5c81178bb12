// @vitest-environment node
import { byGraph } from '@deltaboard/shared/gradient/by-graph.ts';
import { byHand } from '@deltaboard/shared/gradient/by-hand.ts';
import { numericGradient } from '@deltaboard/shared/gradient/numeric.ts';
import { forward } from '@deltaboard/shared/model/forward.ts';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import { expect, test } from 'vitest';
import { initial, parisWindow, settings } from '../testing/example.ts';
import { compared } from './agreement.ts';

const model = { parameters: initial, nonLinearity: settings.nonLinearity };
const x = fromBytes(parisWindow.x);
const objective = { of: 'J', y: 1 } as const;
const graph = byGraph(model, forward(model, x), objective);
const numeric = numericGradient(model, x, objective);

/** By hand, with something done to it. */
function hand(change: (gradient: ReturnType<typeof byHand>) => void = () => undefined) {
  const gradient = byHand(model, forward(model, x), objective);
  change(gradient);
  return gradient;
}

test('GR4 what is right agrees with the graph and with central differences', () => {
  expect(compared(hand(), graph, numeric)).toMatchObject({ agree: true, apart: null });
  expect(compared(hand(), graph, null)).toMatchObject({ agree: true, numeric: null, skipped: 0 });
});

test('GR4 one entry moved by a billionth is apart', () => {
  const moved = hand(({ layers: [{ W }] }) => (W.data[7] += 1e-9));
  expect(compared(moved, graph, numeric)).toMatchObject({ agree: false, apart: 'graph' });
});

test('GR4 a NaN is apart, on either side and on both', () => {
  const broken = hand(({ u }) => (u[0] = NaN));
  for (const [one, other] of [
    [broken, graph],
    [graph, broken],
    [broken, broken],
  ] as const) {
    expect(compared(one, other, null)).toMatchObject({ agree: false, apart: 'graph' });
  }
});

test('GR4 both apart from central differences, and too many entries at kinks, are told by name', () => {
  const moved = hand(({ u }) => (u[0] += 1e-5));
  expect(compared(moved, moved, numeric)).toMatchObject({ agree: false, apart: 'numeric' });
  const kinks = new Map(
    [...numeric].map(([name, tensor]) => [
      name,
      { ...tensor, entries: new Int32Array(0), values: new Float64Array(0), skipped: tensor.entries },
    ]),
  );
  expect(compared(hand(), graph, kinks)).toMatchObject({ agree: false, apart: 'skipped' });
});
