/** What of a live picture is not sent, because it follows from what is: computed with the run's own kernels, to the trainer's bits. */
import { plainKernels } from '../kernels/kernels-of.ts';
import { modelShape } from '../training/configuration.ts';
import { fromBytes } from './bytes.ts';
import type { SentFrame, SentLayer } from './frame.ts';
import type { RunDescription } from './state.ts';

export interface FrameLayer extends SentLayer {
  readonly h: Float32Array;
  readonly delta: Float32Array;
  readonly upstream: Float32Array;
}

/** The whole pass of the probe, but for W. */
export interface Frame extends Omit<SentFrame, 'weights'> {
  /** x of the probe, as it stands: word vectors may be trained. */
  readonly x: Float32Array;
  readonly layers: readonly FrameLayer[];
  readonly gradientOfU: Float32Array;
}

/** Null when the picture shows a probe that the run does not have. Throws Error where the kernels of the run are not here. */
export function completed(
  sent: Omit<SentFrame, 'weights'>,
  { configuration, probes }: Pick<RunDescription, 'configuration' | 'probes'>,
): Frame | null {
  if (sent.probe >= probes.length) return null;
  const kernels = plainKernels(configuration.numerics);
  const { outputs } = modelShape(configuration);
  const { u, gradientOfS, nonLinearity } = sent;
  const x = sent.x ?? fromBytes(probes[sent.probe].x);
  const U = { rows: outputs, columns: u.length / outputs, data: u };
  const layers = sent.layers.map((layer): FrameLayer => {
    const units = layer.b.length;
    const [h, slopes, delta, top] = Array.from({ length: 4 }, () => kernels.allocate(units));
    kernels.activate(nonLinearity, layer.z, h, slopes);
    if (!layer.upstream) kernels.transposed(U, gradientOfS, top);
    const upstream = layer.upstream ?? top;
    kernels.multiply(upstream, slopes, delta);
    return { ...layer, upstream, h, delta };
  });
  const gradientOfU = kernels.allocate(u.length);
  kernels.outer({ ...U, data: gradientOfU }, gradientOfS, layers.at(-1)?.h ?? x);
  return { ...sent, x, layers, gradientOfU };
}
