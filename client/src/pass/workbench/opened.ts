/** The picture as an operation needs it: its own layer open, and gradients by θ as the window that is shown gives them. */
import type { Operation } from '@deltaboard/shared/training/operations.ts';
import type { ComputedPass } from '../../picture/computed-pass.ts';
import type { LayerPicture, Picture, Tensor } from '../../picture/picture.ts';
import { scoreWeights } from '../../picture/tensor.ts';

/** With another layer (0-based) open; the network without a layer stays as it is. */
export const opened = (picture: Picture, layer: number): Picture => ({
  ...picture,
  open: Math.min(layer, picture.layers.length - 1),
});

/** The layer of an operation (0-based): of s, u and J the last, of x the first, of the update the open one. */
export function layerOf({ layers, open }: Picture, operation: Operation): number {
  if ('layer' in operation) return operation.layer - 1;
  if (operation.phase === 'update') return open;
  return operation.tensor === 'x' ? 0 : layers.length - 1;
}

/** A gradient by θ through the shown window alone: what by hand multiplies out. */
export function ofShownWindow(picture: Picture, { gradient, model }: ComputedPass): Picture {
  const { example } = picture;
  const before = example.index * example.windows + example.window;
  /** There once the window has been added; in the mean every window has. */
  const own = (tensor: Tensor, values: Float64Array): Tensor => {
    const { sum } = tensor;
    if (!sum) return tensor;
    return sum.stage !== 'sum' || sum.done > before
      ? { ...tensor, state: 'ready', values, sum: null }
      : { ...tensor, state: 'not-yet', values: new Float64Array(0), sum: null };
  };
  const turned = picture.layers.length > 0;
  return {
    ...picture,
    layers: picture.layers.map((layer, l): LayerPicture => ({
      ...layer,
      gradientOfW: own(layer.gradientOfW, gradient.layers[l].W.data),
      gradientOfB: own(layer.gradientOfB, gradient.layers[l].b),
    })),
    gradientOfU: own(
      picture.gradientOfU,
      Float64Array.from(scoreWeights(model.parameters.U, gradient.u, turned).values),
    ),
  };
}
