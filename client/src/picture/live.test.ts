import { expect, test } from 'vitest';
import { decodeFrame, type Frame } from '@deltaboard/shared/protocol/frame.ts';
import { run, settings, shape } from '../testing/example.ts';
import { exactProbe as exact, frameBytes } from '../testing/example-frame.ts';
import { livePicture } from './live.ts';
import { frameParameters } from './parameters.ts';

const frameOf = (): Frame => decodeFrame(frameBytes(1204), shape);

test('UI4 a live picture is a probe’s, and only its W is rounded', () => {
  const picture = livePicture(frameOf(), run, settings);
  expect([picture?.source, picture?.subject, picture?.updates]).toEqual(['live', 'probe', 1204]);
  const [layer] = picture?.layers ?? [];
  expect(layer.W.rounded).toBe(true);
  expect([layer.z, layer.h, layer.b, layer.delta, layer.gradientOfW].some(({ rounded }) => rounded)).toBe(
    false,
  );
  expect(picture?.agreement).toBeNull();
});

test('UI4 ∂J/∂W is multiplied out from the exact δ and x', () => {
  const [layer] = livePicture(frameOf(), run, settings)?.layers ?? [];
  const [expected] = exact.layers;
  layer.gradientOfW.values.forEach((entry, k) =>
    expect(entry).toBeCloseTo(expected.gradientOfW.values[k], 6),
  );
});

test('PR3 W of a frame is within half a level of the trainer’s', () => {
  const frame = frameOf();
  const { layers, u } = frameParameters(frame, shape);
  const half = frame.layers[0].scale / 254;
  layers[0].W.data.forEach((entry, k) =>
    expect(Math.abs(entry - exact.layers[0].W.values[k])).toBeLessThanOrEqual(half * 1.001),
  );
  expect(u).toEqual(frame.u);
});

test('a frame of a probe that the run does not have is not drawn', () => {
  expect(livePicture({ ...frameOf(), probe: 5 }, run, settings)).toBeNull();
});
