/** One pass in float64 from the exact float32 parameters, forward and by hand backward, as tensors to draw. */
import { wordWidth } from '@deltaboard/shared/dataset/windows.ts';
import { throughWindows } from '@deltaboard/shared/gradient/by-hand.ts';
import type { Objective } from '@deltaboard/shared/gradient/gradient.ts';
import { forward, loss, probabilityOf, type Model } from '@deltaboard/shared/model/forward.ts';
import { softmax } from '@deltaboard/shared/model/head.ts';
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { RunDescription, SentenceView, WindowView } from '@deltaboard/shared/protocol/state.ts';
import type { Operation } from '@deltaboard/shared/training/operations.ts';
import type { Performed } from './performed.ts';
import type { ComputedPass } from './computed-pass.ts';
import type { ExamplePlace } from './progress.ts';
import type { LayerPicture, PassPicture, Picture, TensorState } from './picture.ts';
import { sumsOf, type Sums } from './sums.ts';
import { column, notYet, row, scoreWeights, tensor } from './tensor.ts';

/** An example in float64. `inputs`: x of each of its windows. */
export function computedPass(
  model: Model,
  inputs: readonly Reals[],
  objective: Objective,
  window = 0,
): ComputedPass {
  const windows = inputs.map((x) => forward(model, x));
  const gradients = throughWindows(model, windows, objective);
  return {
    model,
    objective,
    windows,
    gradients,
    window,
    activations: windows[window],
    gradient: gradients[window],
  };
}

/** What is drawn of a pass. */
export interface Drawn {
  readonly pass: ComputedPass;
  /** The shown one. */
  readonly view: SentenceView;
  readonly example: ExamplePlace;
  readonly performed: Performed;
  readonly sums: Sums;
  /** 0-based; −1 where there is none. */
  readonly open: number;
}

type PictureConfiguration = Pick<
  RunDescription['configuration'],
  'input' | 'trainVectors' | 'batch' | 'optimiser' | 'decay'
>;

export const methodOf = ({ batch, optimiser, decay }: Picture['method']): Picture['method'] => ({
  batch,
  optimiser,
  decay,
});

export function passPicture(
  configuration: PictureConfiguration,
  { pass, view, example, performed, sums, open }: Drawn,
): PassPicture {
  const { model, objective, activations, gradient, windows } = pass;
  const { parameters, head, nonLinearity } = model;
  const at = { example: example.index, window: example.window };
  const stateOf = (operation: Operation): TensorState => (performed(operation) ? 'ready' : 'not-yet');
  const scalar = (value: number, operation: Operation) => (performed(operation) ? value : null);
  const scored: Operation = { phase: 'forward', tensor: 's', ...at };
  const layers = parameters.layers.map(({ W, b }, l): LayerPicture => {
    const layer = l + 1;
    const { z, h } = activations.layers[l];
    const slopes = gradient.layers[l];
    const ofW = sums({ tensor: 'W', layer });
    const ofB = sums({ tensor: 'b', layer });
    return {
      W: tensor(W.rows, W.columns, W.data),
      b: column(b),
      z: column(z, stateOf({ phase: 'forward', tensor: 'z', layer, ...at })),
      h: column(h, stateOf({ phase: 'forward', tensor: 'h', layer, ...at })),
      gradientOfW: tensor(W.rows, W.columns, ofW.values, ofW.state, ofW.sum),
      gradientOfB: tensor(W.rows, 1, ofB.values, ofB.state, ofB.sum),
      delta: column(slopes.z, stateOf({ phase: 'backward', tensor: 'z', layer, ...at })),
      gradientOfH: column(slopes.h, stateOf({ phase: 'backward', tensor: 'h', layer, ...at })),
    };
  });
  const ofU = sums({ tensor: 'u' });
  const turned = layers.length > 0;
  const scoreOf = (window: number) =>
    scalar(windows[window].s[0], { phase: 'forward', tensor: 's', example: example.index, window });
  const p = probabilityOf(head, activations.s);
  return {
    objective: objective.of,
    label: objective.of === 's' ? objective.label : 0,
    head,
    method: methodOf(configuration),
    example,
    open,
    pass,
    nonLinearity,
    header: headerOf(view, configuration.input.radius),
    wordWidth: wordWidth(configuration.input),
    x: row(activations.x, stateOf({ phase: 'forward', tensor: 'x', ...at })),
    layers,
    u: scoreWeights(parameters.U, parameters.u, turned),
    s: column(activations.s, stateOf(scored)),
    probabilities: head === 'softmax' ? column(softmax(activations.s), stateOf(scored)) : null,
    p: p === null ? null : scalar(p, scored),
    scores:
      example.windows === 1 ? null : { s: scoreOf(0), corrupted: windows.length > 1 ? scoreOf(1) : null },
    J:
      objective.of === 'J'
        ? scalar(loss(head, windows, objective.y), { phase: 'forward', tensor: 'J', example: example.index })
        : null,
    gradientOfJ:
      objective.of === 'J' ? scalar(1, { phase: 'backward', tensor: 'J', example: example.index }) : null,
    gradientOfS: column(gradient.s, stateOf({ phase: 'backward', tensor: 's', ...at })),
    gradientOfU: scoreWeights(parameters.U, ofU.values, turned, ofU.state, ofU.sum),
    gradientOfX: row(
      gradient.x,
      stateOfX(performed({ phase: 'backward', tensor: 'x', ...at }), configuration),
    ),
  };
}

/** The whole pass of one labelled window by itself, in a network of one open layer or of several with the first open. */
export function wholePicture(
  configuration: PictureConfiguration,
  model: Model,
  view: WindowView,
): PassPicture {
  const pass = computedPass(model, [fromBytes(view.x)], { of: 'J', y: view.gold });
  const example = { index: 0, of: 1, window: 0, windows: 1 };
  const performed: Performed = ({ phase }) => phase !== 'update';
  const sums = sumsOf(pass, example, { batch: 1, windows: 1 }, performed, null, 0);
  const open = openLayer(1, model.parameters.layers.length);
  return passPicture(configuration, { pass, view, example, performed, sums, open });
}

/** Where the word vectors are frozen, their gradient is computed and the update leaves it out. */
const stateOfX = (isPerformed: boolean, { trainVectors }: PictureConfiguration): TensorState =>
  !isPerformed ? 'not-yet' : trainVectors ? 'ready' : 'not-applied';

/** Before the first pass of a run: θ stands, and nothing else does. */
export function standingPicture(
  configuration: PictureConfiguration,
  { parameters, head, nonLinearity }: Model,
  { objective, label, example, open }: Pick<Picture, 'objective' | 'label' | 'example' | 'open'>,
): PassPicture {
  const { layers, U, u, shape } = parameters;
  const turned = layers.length > 0;
  const weights = scoreWeights(U, u, turned);
  const scores = notYet(shape.outputs, 1);
  return {
    objective,
    label,
    head,
    method: methodOf(configuration),
    example,
    open,
    pass: null,
    nonLinearity,
    header: null,
    wordWidth: wordWidth(configuration.input),
    x: notYet(1, shape.inputs),
    layers: layers.map(({ W, b }): LayerPicture => {
      const units = notYet(W.rows, 1);
      return {
        W: tensor(W.rows, W.columns, W.data),
        b: column(b),
        z: units,
        h: units,
        gradientOfW: notYet(W.rows, W.columns),
        gradientOfB: units,
        delta: units,
        gradientOfH: units,
      };
    }),
    u: weights,
    s: scores,
    probabilities: head === 'softmax' ? scores : null,
    p: null,
    scores: example.windows === 1 ? null : { s: null, corrupted: null },
    J: null,
    gradientOfJ: null,
    gradientOfS: scores,
    gradientOfU: notYet(weights.rows, weights.columns),
    gradientOfX: notYet(1, shape.inputs),
  };
}

/** The open layer of a view (1-based) in a network of so many, 0-based; −1 where there is none. */
export const openLayer = (layer: number, layers: number): number => Math.min(Math.max(layer, 1), layers) - 1;

/** The sentence over the board, and the words under x: '' where the window reaches past the sentence. */
export function headerOf(window: SentenceView, radius: number): NonNullable<Picture['header']> {
  const { tokens, centre, gold, goldType, dictionary } = window;
  const words = Array.from({ length: 2 * radius + 1 }, (_, k) => tokens[centre - radius + k] ?? '');
  return { tokens, centre, radius, words, gold, goldType, dictionary };
}
