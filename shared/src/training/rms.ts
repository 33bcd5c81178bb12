/** Sizes of the gradients of a pass, per entry, without multiplying ∂J/∂W out: ‖δxᵀ‖ = ‖δ‖·‖x‖. */
import type { Reals } from '../model/matrix.ts';
import { inputOf } from '../model/forward.ts';
import type { Parameters } from '../model/parameters.ts';
import type { Learner } from './learner.ts';
import type { Pass } from './pass.ts';
import type { SeriesPoint } from './series.ts';

type Squares<A extends Reals> = (values: A) => number;

/** RMS per entry of ∂J/∂W, ∂J/∂b (each over all layers) and ∂J/∂U, of the step computed last; 0 where there is no entry. */
export function gradientRms<A extends Reals>({
  kernels: { sumOfSquares },
  gradient,
  passes,
}: Pick<Learner<A>, 'kernels' | 'gradient' | 'passes'>): SeriesPoint['rms'] {
  return gradient ? rmsOf(gradient, sumOfSquares) : rmsOfPass(passes[0], sumOfSquares);
}

function rmsOf<A extends Reals>({ layers, u }: Parameters<A>, squares: Squares<A>): SeriesPoint['rms'] {
  const [ofW, ofB] = [createMean(), createMean()];
  for (const { W, b } of layers) {
    ofW.add(squares(W.data), W.data.length);
    ofB.add(squares(b), b.length);
  }
  return [ofW.root(), ofB.root(), Math.sqrt(squares(u) / u.length)];
}

function rmsOfPass<A extends Reals>(pass: Pass<A>, squares: Squares<A>): SeriesPoint['rms'] {
  const [ofW, ofB] = [createMean(), createMean()];
  pass.layers.forEach(({ delta }, l) => {
    const input = inputOf(pass, l);
    const deltaSquares = squares(delta);
    ofW.add(deltaSquares * squares(input), delta.length * input.length);
    ofB.add(deltaSquares, delta.length);
  });
  const top = inputOf(pass, pass.layers.length);
  const ofU = squares(pass.gradientOfS) * squares(top);
  return [ofW.root(), ofB.root(), Math.sqrt(ofU / (pass.gradientOfS.length * top.length))];
}

function createMean() {
  let [sum, entries] = [0, 0];
  return {
    add(squaresOf: number, count: number): void {
      sum += squaresOf;
      entries += count;
    },
    root: (): number => (entries === 0 ? 0 : Math.sqrt(sum / entries)),
  };
}
