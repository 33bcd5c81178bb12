/** Takes the live picture: the probe's pass at the present θ, as one encoded frame. */
import { float32Kernels } from '@deltaboard/shared/kernels/float32.ts';
import { logisticLoss, type Label } from '@deltaboard/shared/model/objective.ts';
import { encodeFrame, quantise } from '@deltaboard/shared/protocol/frame.ts';
import { createPass, gradientOfScore } from '@deltaboard/shared/training/pass.ts';
import type { Trajectory } from '@deltaboard/shared/training/trajectory.ts';

export interface ProbeInput {
  readonly x: Float32Array;
  readonly y: Label;
}

export interface Camera {
  take(probe: number, meanLoss: number, stepsPerSecond: number): Uint8Array<ArrayBuffer>;
}

export function createCamera(trajectory: Trajectory, probes: readonly ProbeInput[]): Camera {
  const { parameters } = trajectory.pass;
  const pass = createPass(float32Kernels, parameters);
  const gradientOfX = new Float32Array(parameters.shape.inputs);
  let number = 0;
  return {
    take(probe, meanLoss, stepsPerSecond) {
      const { nonLinearity } = trajectory.settings;
      const score = (index: number): number => {
        pass.x.set(probes[index].x);
        return pass.forward(nonLinearity);
      };
      const probabilities = Float32Array.from(probes, (_, index) => logisticLoss.probability(score(index)));
      const s = score(probe);
      const { y } = probes[probe];
      const gradientOfS = gradientOfScore(float32Kernels, s, y);
      pass.backward(nonLinearity, gradientOfS);
      float32Kernels.transposed(parameters.layers[0].W, pass.layers[0].delta, gradientOfX);
      return encodeFrame({
        number: ++number,
        step: trajectory.updates,
        epoch: trajectory.sampler.epochOf(Math.max(1, trajectory.updates)),
        meanLoss,
        stepsPerSecond,
        probe,
        nonLinearity,
        probabilities,
        s,
        p: logisticLoss.probability(s),
        J: logisticLoss.J(s, y),
        gradientOfS,
        layers: pass.layers.map((layer, l) => ({
          ...quantise(parameters.layers[l].W.data),
          ...layer,
          b: parameters.layers[l].b,
        })),
        u: parameters.u,
        gradientOfU: pass.gradientOfU,
        gradientOfX,
      });
    },
  };
}
