/** The live picture of a fast run: one step in many (sampled), W rounded, ∂J/∂W multiplied out here as δ xᵀ. */
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import { probabilityOf } from '@deltaboard/shared/model/forward.ts';
import { headOf, softmax } from '@deltaboard/shared/model/head.ts';
import { topUnits } from '@deltaboard/shared/model/parameters.ts';
import { wordWidth } from '@deltaboard/shared/dataset/windows.ts';
import { OPENING_VIEW } from '@deltaboard/shared/protocol/view.ts';
import { modelShape } from '@deltaboard/shared/training/configuration.ts';
import type { StepSettings } from '@deltaboard/shared/training/learner.ts';
import type { PictureRun } from './exact.ts';
import type { LiveFrame } from './live-frame.ts';
import { isAveraged, isMean } from './parameters.ts';
import { headerOf, methodOf, openLayer } from './pass.ts';
import type { LayerPicture, Picture } from './picture.ts';
import { column, row, scoreWeights, tensor } from './tensor.ts';

/** Null when the frame shows a probe that the run does not have. */
export function livePicture(
  frame: LiveFrame,
  { probes, configuration }: PictureRun,
  settings: StepSettings,
  layer: number = OPENING_VIEW.layer,
): Picture | null {
  const probe = probes[frame.probe];
  if (!probe) return null;
  const { head, input, trainVectors } = configuration;
  const shape = modelShape(configuration);
  const U = { rows: shape.outputs, columns: topUnits(shape) };
  const turned = shape.hidden.length > 0;
  // A head without a J of one window differentiates s.
  const hasJ = headOf(head).windows === 1;
  return {
    source: 'live',
    subject: 'probe',
    liveProbe: frame.probe,
    averaged: isAveraged(frame.weights),
    updates: frame.step,
    step: null,
    objective: hasJ ? 'J' : 's',
    label: 0,
    head,
    method: methodOf(configuration),
    example: { index: 0, of: 1, window: 0, windows: 1 },
    open: openLayer(layer, shape.hidden.length),
    progress: null,
    nonLinearity: frame.nonLinearity,
    learningRate: settings.learningRate,
    header: headerOf(probe, input.radius),
    wordWidth: wordWidth(input),
    x: row(frame.x),
    layers: frame.layers.map((layerOf, l): LayerPicture => {
      const below = l === 0 ? frame.x : frame.layers[l - 1].h;
      const [rows, columns] = [layerOf.b.length, below.length];
      return {
        W: {
          ...tensor(rows, columns, frame.weights[l].W),
          rounded: isMean(frame.weights[l]) ? 'mean' : 'level',
        },
        b: column(layerOf.b),
        z: column(layerOf.z),
        h: column(layerOf.h),
        gradientOfW: tensor(rows, columns, outer(layerOf.delta, below)),
        gradientOfB: column(layerOf.delta),
        delta: column(layerOf.delta),
        gradientOfH: column(layerOf.upstream),
      };
    }),
    u: scoreWeights(U, frame.u, turned),
    s: column(frame.s),
    probabilities: head === 'softmax' ? column(softmax(frame.s)) : null,
    p: probabilityOf(head, frame.s),
    scores: null,
    J: hasJ ? frame.J : null,
    gradientOfJ: hasJ ? 1 : null,
    gradientOfS: column(frame.gradientOfS),
    gradientOfU: scoreWeights(U, frame.gradientOfU, turned),
    gradientOfX: row(frame.gradientOfX, trainVectors ? 'ready' : 'not-applied'),
    probabilityAfter: null,
    update: null,
    pass: null,
    agreement: null,
  };
}

/** δ xᵀ, rounded to float32 as the training path rounds it. */
function outer(delta: Reals, x: Reals): Float32Array {
  const product = new Float32Array(delta.length * x.length);
  for (let i = 0, k = 0; i < delta.length; i++) {
    for (let j = 0; j < x.length; j++, k++) product[k] = delta[i] * x[j];
  }
  return product;
}
