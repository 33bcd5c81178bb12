/** Takes the live picture: the probe's pass at the present θ, as one encoded frame. */
import { wordWidth } from '@deltaboard/shared/dataset/windows.ts';
import { headOf, type Label } from '@deltaboard/shared/model/head.ts';
import { encodeVectors, withWeights } from '@deltaboard/shared/protocol/frame-encode.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { createPasses } from '@deltaboard/shared/training/pass.ts';
import type { Trajectory } from '@deltaboard/shared/training/trajectory.ts';
import { createLiveWeights } from './live-weights.ts';

export interface ProbeInput {
  /** As the run began. */
  readonly x: Float32Array;
  readonly y: Label;
  /** Where word vectors are trained: for each word of the window its row, −1 where it is frozen. Otherwise null. */
  readonly rows: readonly number[] | null;
}

export interface LiveFrames {
  take(probe: number, meanLoss: number, stepsPerSecond: number): Uint8Array<ArrayBuffer>;
  /** Nobody has a picture from before: the next one has all of W. */
  restart(): void;
}

export function createLiveFrames(
  { head, input, trainVectors }: Configuration,
  trajectory: Trajectory,
  probes: readonly ProbeInput[],
): LiveFrames {
  const { kernels, state } = trajectory.learner;
  const { parameters } = state;
  const { windows, probability } = headOf(head);
  const passes = createPasses(kernels, parameters);
  const [pass] = passes.each;
  const gradientOfX = kernels.allocate(parameters.shape.inputs);
  const width = wordWidth(input);
  const live = createLiveWeights(parameters.shape, parameters.layers);
  const { length } = parameters.layers;

  /** x as it stands: the rows of trained words, and what else the window has. */
  function load({ x, rows }: ProbeInput): void {
    pass.x.set(x);
    rows?.forEach((row, k) => {
      if (row < 0) return;
      const from = row * input.dimensions;
      pass.x.set(trajectory.vectors.subarray(from, from + input.dimensions), k * width);
    });
  }
  return {
    take(probe, meanLoss, stepsPerSecond) {
      const { nonLinearity } = trajectory.settings;
      const score = (index: number): Float32Array => {
        load(probes[index]);
        passes.forward(nonLinearity);
        return pass.s;
      };
      const figures = Float32Array.from(probes, (_, index) => {
        const s = score(index);
        return probability ? probability(s) : s[0];
      });
      const s = score(probe);
      const { y } = probes[probe];
      // A pair's loss is not that of one window: its score is differentiated.
      const isSingle = windows === 1;
      if (!isSingle) pass.gradientOfS[0] = 1;
      const J = isSingle ? kernels.differentiate(head, s, y, pass.gradientOfS) : NaN;
      passes.backward();
      passes.gradientOfX(gradientOfX);
      const vectors = encodeVectors({
        step: trajectory.updates,
        epoch: trajectory.epochOf(Math.max(1, trajectory.updates)),
        meanLoss,
        stepsPerSecond,
        probe,
        nonLinearity,
        probes: figures,
        x: trainVectors ? pass.x : null,
        J,
        layers: pass.layers.map(({ z, upstream }, l) => ({
          b: parameters.layers[l].b,
          z,
          upstream: l < length - 1 ? upstream : null,
        })),
        u: parameters.u,
        s,
        gradientOfS: pass.gradientOfS,
        gradientOfX,
      });
      return withWeights(vectors, live.next(vectors.length));
    },
    restart: () => live.restart(),
  };
}
