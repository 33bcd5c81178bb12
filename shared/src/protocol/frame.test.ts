import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBytes, toBytes } from './bytes.ts';
import { parseCommand } from '../class/table.ts';
import { BadFrame } from './bad-frame.ts';
import { completed } from './frame-complete.ts';
import { encodeVectors, withWeights } from './frame-encode.ts';
import { frameNumber } from './frame-number.ts';
import { decodeFrame, type SentFrame } from './frame.ts';
import { familyRun } from './testing/family.ts';
import { heads } from '../model/head.ts';
import { nonLinearityNames } from '../model/non-linearity.ts';
import { topUnits } from '../model/parameters.ts';
import { OPENING_VIEW } from './view.ts';
import { modelShape, type Configuration } from '../training/configuration.ts';
import { createPasses, gradientOfU } from '../training/pass.ts';
import { presets } from '../training/presets.ts';
import { Refusal } from '../refusal.ts';

const floats = (length: number): fc.Arbitrary<Float32Array> =>
  fc.float32Array({ minLength: length, maxLength: length });
const float = floats(1).map(([value]) => value);

/** A configuration and a picture of a run of it, with or without a W. */
const frames = fc
  .record({
    radius: fc.nat(1),
    hidden: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }),
    head: fc.constantFrom(...(Object.keys(heads) as (keyof typeof heads)[])),
    trainVectors: fc.boolean(),
    probes: fc.integer({ min: 1, max: 4 }),
  })
  .chain(({ probes, radius, ...changed }) => {
    const input = { radius, dimensions: 10, capitalisation: false } as const;
    const configuration: Configuration = { ...presets.board, ...changed, input };
    const shape = modelShape(configuration);
    const { inputs, hidden, outputs } = shape;
    const last = hidden.length - 1;
    const layerOf = (units: number, l: number) =>
      fc.record({
        b: floats(units),
        z: floats(units),
        upstream: l < last ? floats(units) : fc.constant(null),
      });
    const grid = fc.record({
      scale: float,
      block: fc.record({
        rows: fc.integer({ min: 1, max: 255 }),
        columns: fc.integer({ min: 1, max: 255 }),
      }),
    });
    const weights = fc.record({
      grids: fc.tuple(...hidden.map(() => grid)),
      packed: fc.uint8Array({ maxLength: 30 }),
    });
    const frame: fc.Arbitrary<SentFrame> = fc.record({
      number: fc.integer({ min: 1, max: 0xffffffff }),
      keyframe: fc.integer({ min: 1, max: 0xffffffff }),
      step: fc.maxSafeNat(),
      epoch: fc.nat(),
      meanLoss: float,
      stepsPerSecond: float,
      J: float,
      probe: fc.nat(9),
      nonLinearity: fc.constantFrom(...nonLinearityNames),
      probes: floats(probes),
      x: changed.trainVectors ? floats(inputs) : fc.constant(null),
      layers: fc.tuple(...hidden.map(layerOf)),
      u: floats(outputs * topUnits(shape)),
      s: floats(outputs),
      gradientOfS: floats(outputs),
      gradientOfX: floats(inputs),
      weights: fc.option(weights),
    });
    return frame.map((made) => ({
      configuration,
      frame: made.weights ? made : { ...made, keyframe: 0 },
    }));
  });

const encoded = (frame: SentFrame): Uint8Array<ArrayBuffer> => withWeights(encodeVectors(frame), frame);

describe('a frame', () => {
  it('PR7 decodes to what was encoded, whatever the family', () => {
    fc.assert(
      fc.property(frames, ({ configuration, frame }) => {
        const bytes = encoded(frame);
        expect(decodeFrame(bytes, configuration)).toEqual(frame);
        expect(frameNumber(bytes)).toBe(frame.number);
      }),
    );
  });

  it('WR2 bytes that are no picture of the run are refused by what is wrong with them, and nothing else happens', () => {
    fc.assert(
      fc.property(
        frames,
        fc.uint8Array({ maxLength: 400 }),
        fc.nat(),
        ({ configuration, frame }, noise, at) => {
          const bytes = encoded({ ...frame, keyframe: 0, weights: null });
          expect(() => decodeFrame(bytes.subarray(0, bytes.length - 1), configuration)).toThrow(BadFrame);
          expect(() => decodeFrame(Uint8Array.of(...bytes, 0), configuration)).toThrow(BadFrame);
          for (const hostile of [noise, encoded(frame).map((byte, k) => (k === at % 60 ? ~byte : byte))]) {
            try {
              decodeFrame(hostile, configuration);
            } catch (error) {
              expect(error).toBeInstanceOf(BadFrame);
            }
          }
        },
      ),
    );
  });

  it.each([
    ['step', 8, [0, 0, 0, 0, 0, 0, 0xf0, 0x7f]],
    ['f', 34, [nonLinearityNames.length]],
    ['length', 33, [255]],
  ])('WR2 a wrong %s is named', (place, offset, wrong) => {
    const [{ configuration, frame }] = fc.sample(frames, { numRuns: 1, seed: 1 });
    const bytes = encoded(frame);
    bytes.set(wrong, offset);
    expect(() => decodeFrame(bytes, configuration)).toThrow(
      expect.objectContaining({ name: 'BadFrame', place }) as BadFrame,
    );
  });

  it('PR7 is found wherever it lies in a larger buffer', () => {
    const floatsIn = Float32Array.of(1.5, -2.25, 3);
    const padded = new Uint8Array(17);
    padded.set(toBytes(floatsIn), 5);
    expect(fromBytes(padded.subarray(5))).toEqual(floatsIn);
    expect(() => fromBytes(padded.subarray(4))).toThrow(RangeError);
  });

  it.each<Partial<Configuration>>([
    {},
    { hidden: [] },
    { hidden: [5, 4, 3], head: 'softmax', nonLinearity: 'gelu' },
    { hidden: [6, 2], head: 'softmax', trainVectors: true, nonLinearity: 'identity' },
    { hidden: [3], numerics: 1, nonLinearity: 'logistic' },
    { hidden: [], head: 'softmax', numerics: 1 },
  ])('WR1 what is not sent follows to the trainer’s bits: %j', (changed) => {
    const { run, trajectory } = familyRun(changed);
    const { configuration, probes } = run;
    const { kernels, state } = trajectory.learner;
    const { parameters } = state;
    const passes = createPasses(kernels, parameters);
    const [pass] = passes.each;
    pass.x.set(fromBytes(probes[0].x));
    passes.forward(configuration.nonLinearity);
    kernels.differentiate(configuration.head, pass.s, probes[0].gold, pass.gradientOfS);
    passes.backward();
    const gradientOfX = kernels.allocate(parameters.shape.inputs);
    passes.gradientOfX(gradientOfX);
    const last = pass.layers.length - 1;
    const bytes = encodeVectors({
      ...{ step: 3, epoch: 1, meanLoss: 0, stepsPerSecond: 0, J: 0, probe: 0, probes: new Float32Array(1) },
      ...{ nonLinearity: configuration.nonLinearity, u: parameters.u, s: pass.s, gradientOfX },
      x: configuration.trainVectors ? pass.x : null,
      gradientOfS: pass.gradientOfS,
      layers: pass.layers.map(({ z, upstream }, l) => ({
        ...{ b: parameters.layers[l].b, z, upstream: l < last ? upstream : null },
      })),
    });
    const frame = completed(decodeFrame(bytes, configuration), run);
    expect(frame?.x).toEqual(fromBytes(probes[0].x));
    expect(frame?.gradientOfU).toEqual(gradientOfU(kernels, pass));
    const layers = pass.layers.map((layer, l) => ({ ...layer, b: parameters.layers[l].b }));
    expect(frame?.layers).toEqual(layers);
    expect(frame?.layers.every(({ delta }) => delta.some((one) => one !== 0))).toBe(true);
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
