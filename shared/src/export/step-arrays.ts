/** A step as arrays: what it is computed from, and nothing that is computed from it (SPEC XP2). */
import { parametersOn, type ModelShape } from '../model/parameters.ts';
import type { Configuration } from '../training/configuration.ts';
import { modelShape } from '../training/configuration.ts';
import type { StepSettings } from '../training/learner.ts';
import type { NamedArray } from './arrays.ts';

export interface ExportedStep {
  readonly configuration: Configuration;
  /** Of this step. */
  readonly settings: StepSettings;
  readonly step: number;
  /** Before its update, in the order of model/parameters. */
  readonly theta: Float32Array;
  /** AdaGrad's sums before it; null with SGD. */
  readonly squares: Float32Array | null;
  /** Example after example, of a pair the true window and the corrupted one. */
  readonly examples: readonly { readonly y: number; readonly windows: readonly Float32Array[] }[];
}

/** W1, b1, … and U (with one score a row). */
export function parameterArrays(theta: Float32Array, shape: ModelShape, prefix = ''): NamedArray[] {
  const { layers, U } = parametersOn(theta, shape);
  return [
    ...layers.flatMap(({ W, b }, l): NamedArray[] => [
      { name: `${prefix}W${l + 1}`, shape: [W.rows, W.columns], values: W.data },
      { name: `${prefix}b${l + 1}`, shape: [b.length], values: b },
    ]),
    { name: `${prefix}U`, shape: [U.rows, U.columns], values: U.data },
  ];
}

/**
 * θ; x, windows × inputs; y, an example each; eta and lambda; and with AdaGrad its sums, Q_W1 and so on.
 * Of a pair the windows 2e and 2e + 1 are example e's.
 */
export function stepArrays({
  configuration,
  settings,
  theta,
  squares,
  examples,
}: ExportedStep): NamedArray[] {
  const shape = modelShape(configuration);
  const windows = examples.flatMap((example) => example.windows);
  const x = new Float32Array(windows.length * shape.inputs);
  windows.forEach((window, w) => x.set(window, w * shape.inputs));
  return [
    ...parameterArrays(theta, shape),
    ...(squares ? parameterArrays(squares, shape, 'Q_') : []),
    { name: 'x', shape: [windows.length, shape.inputs], values: x },
    { name: 'y', shape: [examples.length], values: Int32Array.from(examples, ({ y }) => y) },
    { name: 'eta', shape: [], values: Float64Array.of(settings.learningRate) },
    { name: 'lambda', shape: [], values: Float64Array.of(configuration.decay) },
  ];
}
