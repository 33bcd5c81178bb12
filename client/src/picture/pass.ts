/** One pass in float64 from the exact float32 parameters, forward and by hand backward, as tensors to draw. */
import { wordWidth } from '@deltaboard/shared/dataset/windows.ts';
import { byHand } from '@deltaboard/shared/gradient/by-hand.ts';
import type { Objective } from '@deltaboard/shared/gradient/gradient.ts';
import { forward, loss } from '@deltaboard/shared/model/forward.ts';
import type { Parameters } from '@deltaboard/shared/model/parameters.ts';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import type { RunDescription, SentenceView } from '@deltaboard/shared/protocol/state.ts';
import type { ObjectiveName, Operation } from '@deltaboard/shared/training/operations.ts';
import type { StepSettings } from '@deltaboard/shared/training/step.ts';
import type { LayerPicture, Picture, TensorState } from './picture.ts';
import { column, notYet, row, tensor } from './tensor.ts';

/** A picture without what says where in the run it stands and what became of it. */
export type PassPicture = Omit<
  Picture,
  | 'source'
  | 'liveProbe'
  | 'subject'
  | 'updates'
  | 'step'
  | 'progress'
  | 'learningRate'
  | 'probabilityAfter'
  | 'update'
  | 'agreement'
>;

export type Performed = (operation: Operation) => boolean;

export function passPicture(
  { configuration }: Pick<RunDescription, 'configuration'>,
  parameters: Parameters,
  { nonLinearity }: StepSettings,
  window: SentenceView,
  performed: Performed,
  of: ObjectiveName = 'J',
): PassPicture {
  const { gold } = window;
  if (of === 'J' && gold === null) throw new RangeError('J of a window without a label');
  const model = { parameters, nonLinearity };
  const objective: Objective = of === 'J' && gold !== null ? { of, y: gold } : { of: 's' };
  const activations = forward(model, fromBytes(window.x));
  const gradient = byHand(model, activations, objective);

  const stateOf = (operation: Operation): TensorState => (performed(operation) ? 'ready' : 'not-yet');
  const scalar = (value: number, operation: Operation) => (performed(operation) ? value : null);
  const layers = parameters.layers.map(({ W, b }, l): LayerPicture => {
    const layer = l + 1;
    const { z, h } = activations.layers[l];
    const slopes = gradient.layers[l];
    return {
      W: tensor(W.rows, W.columns, W.data),
      b: column(b),
      z: column(z, stateOf({ phase: 'forward', tensor: 'z', layer })),
      h: column(h, stateOf({ phase: 'forward', tensor: 'h', layer })),
      gradientOfW: tensor(
        W.rows,
        W.columns,
        slopes.W.data,
        stateOf({ phase: 'backward', tensor: 'W', layer }),
      ),
      gradientOfB: column(slopes.b, stateOf({ phase: 'backward', tensor: 'b', layer })),
      delta: column(slopes.z, stateOf({ phase: 'backward', tensor: 'z', layer })),
      gradientOfH: column(slopes.h, stateOf({ phase: 'backward', tensor: 'h', layer })),
    };
  });
  return {
    objective: of,
    pass: { model, objective, activations, gradient },
    nonLinearity,
    header: headerOf(window, configuration.input.radius),
    wordWidth: wordWidth(configuration.input),
    x: row(activations.x, stateOf({ phase: 'forward', tensor: 'x' })),
    layers,
    u: column(parameters.u),
    s: scalar(activations.s, { phase: 'forward', tensor: 's' }),
    p: scalar(activations.p, { phase: 'forward', tensor: 's' }),
    J:
      objective.of === 'J' ? scalar(loss(activations, objective.y), { phase: 'forward', tensor: 'J' }) : null,
    gradientOfJ: of === 'J' ? scalar(1, { phase: 'backward', tensor: 'J' }) : null,
    gradientOfS: scalar(gradient.s, { phase: 'backward', tensor: 's' }),
    gradientOfU: column(gradient.u, stateOf({ phase: 'backward', tensor: 'u' })),
    // The word vectors are frozen: their gradient is computed, and the update leaves it out.
    gradientOfX: row(gradient.x, performed({ phase: 'backward', tensor: 'x' }) ? 'not-applied' : 'not-yet'),
  };
}

/** Before the first pass of a run: θ stands, and nothing else does. */
export function standingPicture(
  { configuration }: Pick<RunDescription, 'configuration'>,
  { layers, u, shape }: Parameters,
  { nonLinearity }: StepSettings,
  objective: ObjectiveName = 'J',
): PassPicture {
  return {
    objective,
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
    u: column(u),
    s: null,
    p: null,
    J: null,
    gradientOfJ: null,
    gradientOfS: null,
    gradientOfU: notYet(u.length, 1),
    gradientOfX: notYet(1, shape.inputs),
  };
}

/** The sentence over the board, and the words under x: '' where the window reaches past the sentence. */
export function headerOf(window: SentenceView, radius: number): NonNullable<Picture['header']> {
  const { tokens, centre, gold, goldType, dictionary } = window;
  const words = Array.from({ length: 2 * radius + 1 }, (_, k) => tokens[centre - radius + k] ?? '');
  return { tokens, centre, radius, words, gold, goldType, dictionary };
}
