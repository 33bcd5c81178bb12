import { expect, test } from 'vitest';
import { run, settings, shape } from '../testing/example.ts';
import { exactProbe as exact, liveFrame } from '../testing/example-frame.ts';
import { livePicture } from './live.ts';
import { frameParameters } from './parameters.ts';

const frame = await liveFrame(1204);
const largest = Math.max(...exact.layers[0].W.values.map(Math.abs));

test('UI4 a live picture is a probe’s, and only its W is rounded', () => {
  const picture = livePicture(frame, run, settings);
  expect([picture?.source, picture?.subject, picture?.updates]).toEqual(['live', 'probe', 1204]);
  const [layer] = picture?.layers ?? [];
  expect(layer.W.rounded).toBe('level');
  expect([layer.z, layer.h, layer.b, layer.delta, layer.gradientOfW].some(({ rounded }) => rounded)).toBe(
    false,
  );
  expect(picture?.averaged).toBe(false);
  expect(picture?.agreement).toBeNull();
});

test('UI4 ∂J/∂W is multiplied out from the exact δ and x', () => {
  const [layer] = livePicture(frame, run, settings)?.layers ?? [];
  const [expected] = exact.layers;
  layer.gradientOfW.values.forEach((entry, k) =>
    expect(entry).toBeCloseTo(expected.gradientOfW.values[k], 6),
  );
});

test('WR3 W of a live picture is within half a level of the trainer’s, and its θ with it', () => {
  const parameters = frameParameters(frame, shape);
  parameters?.layers[0].W.data.forEach((entry, k) =>
    expect(Math.abs(entry - exact.layers[0].W.values[k])).toBeLessThanOrEqual((largest / 254) * 1.001),
  );
  expect(parameters?.u).toEqual(frame.u);
});

test('WR4 where W is averaged the picture says so, and no θ is made of it', () => {
  const weights = frame.weights.map(({ W }) => ({ W, block: { rows: 1, columns: 2 } }));
  expect(livePicture({ ...frame, weights }, run, settings)?.averaged).toBe(true);
  expect(frameParameters({ ...frame, weights }, shape)).toBeNull();
});

test('a frame of a probe that the run does not have is not drawn', () => {
  expect(livePicture({ ...frame, probe: 5 }, run, settings)).toBeNull();
});
