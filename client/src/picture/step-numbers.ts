/**
 * The numbers of a moment's step, made once: a cursor that moves within its pass asks for the same again and again. Only
 * the example that is shown is kept, and the sum over those before it.
 */
import { throughWindows } from '@deltaboard/shared/gradient/by-hand.ts';
import type { Objective } from '@deltaboard/shared/gradient/gradient.ts';
import { forward, type Model } from '@deltaboard/shared/model/forward.ts';
import type { Parameters } from '@deltaboard/shared/model/parameters.ts';
import type { Moment } from '@deltaboard/shared/protocol/state.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import type { ObjectiveName } from '@deltaboard/shared/training/operations.ts';
import {
  inputAt,
  shownWeights,
  updatedWeights,
  type PassWeights,
} from '@deltaboard/shared/protocol/pass-weights.ts';
import { computedPass } from './pass.ts';
import type { ComputedPass } from './computed-pass.ts';
import { addGradient, noSum } from './sums.ts';

export interface StepNumbers {
  /** Before the update. */
  readonly shown: PassWeights;
  readonly model: Model;
  /** After it. */
  readonly updated: () => PassWeights;
  readonly pass: (example: number, window: number) => ComputedPass;
  /** The sum of ∂/∂θ over the examples before this one; null before the first. */
  readonly before: (example: number) => Parameters<Float64Array> | null;
}

/** Without J only one score of the true window is differentiated. */
export function stepNumbers(
  moment: Moment,
  configuration: Configuration,
  of: ObjectiveName,
  label: number,
): StepNumbers {
  const { examples, settings } = moment;
  const shown = shownWeights(moment, configuration);
  const model: Model = {
    parameters: shown.parameters,
    nonLinearity: settings.nonLinearity,
    head: configuration.head,
  };
  const objectiveAt = (example: number): Objective =>
    of === 'J' ? { of, y: examples[example][0].gold } : { of, label };
  const inputs = (example: number): readonly Float32Array[] =>
    (of === 'J' ? examples[example] : examples[example].slice(0, 1)).map((window) =>
      inputAt(window, shown.vectors),
    );
  let after: PassWeights | null = null;
  let last: { readonly example: number; readonly pass: ComputedPass } | null = null;
  let added = 0;
  let sum: Parameters<Float64Array> | null = null;
  return {
    shown,
    model,
    updated: () => (after ??= updatedWeights(moment, configuration)),
    pass(example, window) {
      if (last?.example !== example) {
        last = { example, pass: computedPass(model, inputs(example), objectiveAt(example)) };
      }
      const { windows, gradients } = last.pass;
      return { ...last.pass, window, activations: windows[window], gradient: gradients[window] };
    },
    before(example) {
      if (example === 0) return null;
      if (!sum || added > example) [sum, added] = [noSum(shown.parameters), 0];
      for (; added < example; added++) {
        const windows = inputs(added).map((x) => forward(model, x));
        for (const gradient of throughWindows(model, windows, objectiveAt(added))) addGradient(sum, gradient);
      }
      return sum;
    },
  };
}

/** The moment asked for last: its cursor may have moved, its numbers not. */
let last: { readonly moment: Moment; readonly key: string; readonly numbers: StepNumbers } | null = null;

export function numbersOf(
  moment: Moment,
  configuration: Configuration,
  of: ObjectiveName,
  label: number,
): StepNumbers {
  const key = `${of} ${label}`;
  const { theta, examples, settings, squares, vectors } = moment;
  const isSame =
    last?.key === key &&
    last.moment.theta === theta &&
    last.moment.examples === examples &&
    last.moment.settings === settings &&
    last.moment.squares === squares &&
    last.moment.vectors === vectors;
  if (!last || !isSame) last = { moment, key, numbers: stepNumbers(moment, configuration, of, label) };
  return last.numbers;
}
