import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBytes, toBytes } from './bytes.ts';
import { parseCommand } from '../class/table.ts';
import { decodeFrame, encodeFrame, frameNumber, quantise, type FrameLayer } from './frame.ts';
import { nonLinearityNames } from '../model/non-linearity.ts';
import { topUnits } from '../model/parameters.ts';
import { OPENING_VIEW } from './view.ts';
import { presets } from '../training/presets.ts';
import { Refusal } from '../refusal.ts';

const floats = (length: number): fc.Arbitrary<Float32Array> =>
  fc.float32Array({ minLength: length, maxLength: length, noNaN: true });

const layerOf = (inputs: number, units: number): fc.Arbitrary<FrameLayer> =>
  fc
    .record({
      W: fc.float32Array({
        minLength: inputs * units,
        maxLength: inputs * units,
        noNaN: true,
        min: -9,
        max: 9,
      }),
      b: floats(units),
      z: floats(units),
      h: floats(units),
      delta: floats(units),
      upstream: floats(units),
    })
    .map(({ W, ...vectors }) => ({ ...quantise(W), ...vectors }));

const frames = fc
  .record({
    inputs: fc.integer({ min: 1, max: 9 }),
    hidden: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }),
    outputs: fc.integer({ min: 1, max: 5 }),
    probes: fc.integer({ min: 1, max: 4 }),
  })
  .chain(({ probes, ...shape }) => {
    const { inputs, hidden, outputs } = shape;
    const entriesOfU = outputs * topUnits(shape);
    const float = floats(1).map(([value]) => value);
    return fc.record({
      shape: fc.constant(shape),
      frame: fc.record({
        number: fc.nat(0xffff),
        step: fc.nat(),
        epoch: fc.constant(3),
        meanLoss: float,
        stepsPerSecond: float,
        probe: fc.nat(9),
        nonLinearity: fc.constantFrom(...nonLinearityNames),
        probes: floats(probes),
        x: floats(inputs),
        J: fc.oneof(float, fc.constant(NaN)),
        layers: fc.tuple(...hidden.map((units, l) => layerOf(l === 0 ? inputs : hidden[l - 1], units))),
        u: floats(entriesOfU),
        s: floats(outputs),
        gradientOfS: floats(outputs),
        gradientOfU: floats(entriesOfU),
        gradientOfX: floats(inputs),
      }),
    });
  });

describe('a frame', () => {
  it('PR7 decodes to what was encoded, whatever the family', () => {
    fc.assert(
      fc.property(frames, ({ shape, frame }) => {
        const bytes = encodeFrame(frame);
        expect(decodeFrame(bytes, shape)).toEqual(frame);
        expect(frameNumber(bytes)).toBe(frame.number);
        expect(() => decodeFrame(bytes.subarray(0, bytes.length - 1), shape)).toThrow(RangeError);
      }),
    );
  });

  it('PR7 is found wherever it lies in a larger buffer', () => {
    const floatsIn = Float32Array.of(1.5, -2.25, 3);
    const padded = new Uint8Array(17);
    padded.set(toBytes(floatsIn), 5);
    expect(fromBytes(padded.subarray(5))).toEqual(floatsIn);
    expect(() => fromBytes(padded.subarray(4))).toThrow(RangeError);
  });

  it('PR7 W is within half a level of what it was, and zero is zero', () => {
    fc.assert(
      fc.property(fc.float32Array({ minLength: 1, maxLength: 60, noNaN: true, min: -100, max: 100 }), (W) => {
        const { quantisedW, scale } = quantise(W);
        W.forEach((weight, i) => {
          expect(Math.abs((quantisedW[i] * scale) / 127 - weight)).toBeLessThanOrEqual(
            (scale / 127) * 0.5000001,
          );
          if (weight === 0) expect(quantisedW[i]).toBe(0);
        });
      }),
    );
  });
});

describe('a command', () => {
  it.each([
    { type: 'run' },
    { type: 'speed', speed: 'max' },
    { type: 'set', change: { setting: 'learningRate', value: 0.1 } },
    { type: 'look', subject: { kind: 'probe', probe: 2, operation: null } },
    { type: 'look', subject: { kind: 'probe', probe: 2, operation: 7 } },
    { type: 'move', granularity: 'epoch', direction: -1 },
    { type: 'hold', granularity: 'operation', direction: 1 },
    { type: 'release' },
    { type: 'seek', step: 1, operation: 0 },
    { type: 'open', run: 2, branch: 1, step: 30, operation: 4 },
    { type: 'view', view: { ...OPENING_VIEW, objective: 's', convention: 'jacobian', workbench: 'shapes' } },
    { type: 'view', view: { page: 'graph' } },
    { type: 'breakpoints', add: { kind: 'not-finite' } },
    { type: 'breakpoints', add: { kind: 'rms-above', bound: 2.5 } },
    { type: 'breakpoints', remove: { kind: 'word', word: 'Paris' } },
    { type: 'breakpoints', remove: { kind: 'location' }, add: { kind: 'misclassified' } },
    { type: 'breakpoints', add: { kind: 'score-gradient-above', bound: 0.2 } },
    { type: 'breakpoints', add: { kind: 'step', step: 100 } },
    { type: 'scratch', direction: -1 },
    { type: 'scratch', expression: 'x * x', values: { x: 3 } },
    { type: 'configure', preset: 'judge', configuration: presets.judge },
  ])('PR4 %j is accepted as it is', (command) => {
    expect(parseCommand(command)).toEqual(command);
  });

  it.each([
    undefined,
    null,
    'run',
    {},
    { type: 'fly' },
    { type: 'run', extra: 1 },
    { type: 'speed', speed: 7 },
    { type: 'set', change: { setting: 'nonLinearity', value: 'constructor' } },
    { type: 'set', change: { setting: 'learningRate', value: Infinity } },
    { type: 'look', subject: { kind: 'probe', probe: -1, operation: null } },
    { type: 'look', subject: { kind: 'probe', probe: 1 } },
    { type: 'move', granularity: 'operation', direction: 2 },
    { type: 'move', granularity: 'hour', direction: 1 },
    { type: 'seek', step: 0, operation: 0 },
    { type: 'seek', step: 1.5, operation: 0 },
    { type: 'open', run: -1, branch: 0, step: 1, operation: 0 },
    { type: 'view', view: { objective: 'q' } },
    { type: 'view', view: { zoom: 2 } },
    { type: 'breakpoints', add: { kind: 'step', step: 0 } },
    { type: 'breakpoints', breakpoints: [{ kind: 'location' }] },
    { type: 'scratch', direction: 2 },
    { type: 'scratch', operation: -1 },
    { type: 'configure', preset: null },
  ])('PR4 %j is refused', (command) => {
    expect(() => parseCommand(command)).toThrow(Refusal);
  });

  it('PR4 an impossible configuration is named by its own path', () => {
    const command = { type: 'configure', preset: null, configuration: { ...presets.board, hidden: [1e9] } };
    expect(() => parseCommand(command)).toThrow(/hidden\.0.*1000000000.*<=512/);
  });
});
