import { expect, test } from 'vitest';
import { throughWindows } from '../gradient/by-hand.ts';
import { forward } from '../model/forward.ts';
import { initialParameters } from '../model/parameters.ts';
import { nonLinearityNames } from '../model/non-linearity.ts';
import { stream } from '../random.ts';
import { FLAT, saturation } from './saturation.ts';

test('LB2 S6 δ is what f′ leaves of ∂J/∂h: its size is that of the δ by hand, for every f', () => {
  const random = stream(3, 1);
  const x = Float64Array.from({ length: 5 }, () => 8 * random.uniform() - 4);
  const parameters = initialParameters({ inputs: 5, hidden: [6], outputs: 1 }, 4);
  for (const nonLinearity of nonLinearityNames) {
    const model = { parameters, nonLinearity, head: 'logistic' } as const;
    const activations = forward(model, x);
    const [gradient] = throughWindows(model, [activations], { of: 'J', y: 1 });
    const { z, h } = gradient.layers[0];
    const found = saturation(nonLinearity, activations.layers[0].z, h);
    const rms = Math.sqrt(z.reduce((sum, slope) => sum + slope * slope, 0) / z.length);
    expect(Math.abs(found.delta - rms)).toBeLessThan(1e-15);
    expect(found.flat).toBe(found.slopes.filter((slope) => Math.abs(slope) < FLAT).length);
  }
});

test('LB2 units far out on tanh are flat, on the identity none is', () => {
  const z = Float64Array.of(-6, -0.2, 0, 5);
  const upstream = new Float64Array(4).fill(1);
  expect(saturation('tanh', z, upstream).flat).toBe(2);
  expect(saturation('relu', z, upstream).flat).toBe(3);
  expect(saturation('identity', z, upstream)).toMatchObject({ flat: 0, upstream: 1, delta: 1 });
});
