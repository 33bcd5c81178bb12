/** Several layers with f(z) = z beside the one matrix that they are: the network, its product, and how far the two agree. */
import { applied, linearMap, type LinearMap } from '@deltaboard/shared/laboratory/linear-map.ts';
import { forward } from '@deltaboard/shared/model/forward.ts';
import type { Matrix } from '@deltaboard/shared/model/matrix.ts';
import { inFloat64, initialParameters, type Parameters } from '@deltaboard/shared/model/parameters.ts';
import { stream } from '@deltaboard/shared/random.ts';
import type { Picture } from '../picture/picture.ts';

export const INPUTS = 100;
const SEED = 5;
const BIASES = 8;
const RANDOM_X = 9;

export interface OneMatrix {
  readonly own: boolean;
  /** As they are multiplied: U, W of the last layer, … W⁽¹⁾. */
  readonly factors: readonly { readonly name: string; readonly tex: string; readonly matrix: Matrix }[];
  readonly map: LinearMap;
  /** The largest |difference| of a score over INPUTS seeded x, with the identity and with tanh in the same layers. */
  readonly differences: { readonly identity: number; readonly tanh: number };
}

/** Of the run's own network where its f is the identity and it has layers to multiply, else of a small one. */
export function oneMatrix(picture: Picture | null): OneMatrix {
  const model = picture?.pass?.model;
  const own = model?.nonLinearity === 'identity' && model.parameters.layers.length >= 2;
  const parameters = own ? inFloat64(model.parameters) : smallNetwork();
  const { layers, U, shape } = parameters;
  const map = linearMap(parameters);
  const random = stream(SEED, RANDOM_X);
  const differences = { identity: 0, tanh: 0 };
  for (let k = 0; k < INPUTS; k++) {
    const x = Float64Array.from({ length: shape.inputs }, () => 2 * random.uniform() - 1);
    const scores = applied(map, x);
    for (const nonLinearity of ['identity', 'tanh'] as const) {
      forward({ parameters, nonLinearity }, x).s.forEach((s, i) => {
        differences[nonLinearity] = Math.max(differences[nonLinearity], Math.abs(s - scores[i]));
      });
    }
  }
  const weights = layers.map(({ W }, l) => ({ name: `W${l + 1}`, tex: `W_${l + 1}`, matrix: W }));
  const top = shape.outputs === 1 ? { name: 'uᵀ', tex: 'u^\\top' } : { name: 'U', tex: 'U' };
  return { own, factors: [{ ...top, matrix: U }, ...weights.toReversed()], map, differences };
}

function smallNetwork(): Parameters<Float64Array> {
  const parameters = inFloat64(initialParameters({ inputs: 6, hidden: [5, 4, 3], outputs: 1 }, SEED));
  const random = stream(SEED, BIASES);
  for (const { b } of parameters.layers) b.forEach((_, i) => (b[i] = random.uniform() - 0.5));
  return parameters;
}
