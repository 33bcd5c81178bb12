/**
 * The gradient by hand, as the lecture derives it: explicit Jacobians multiplied from the left, then the shape
 * convention (SPEC GR1). ∂J/∂W = ∂J/∂s · ∂s/∂h · ∂h/∂z · ∂z/∂W, and δ = ∂J/∂h · ∂h/∂z is computed once (S7).
 */
import type { Activations, Model } from '../model/forward.ts';
import type { Matrix, Reals } from '../model/matrix.ts';
import { nonLinearities } from '../model/non-linearity.ts';
import { logisticLoss } from '../model/objective.ts';
import type { Parameters } from '../model/parameters.ts';
import type { Gradient, GradientMethod, LayerGradient, Objective } from './gradient.ts';
import {
  dense,
  DENSE_LIMIT,
  diagonal,
  identity,
  materialise,
  multiply,
  rowBlock,
  type Jacobian,
} from './jacobian.ts';

/** Of a layer with n units and m inputs; ∂numerator/∂denominator is `numeratorBy.denominator`. */
export interface LayerJacobians {
  /** ∂h/∂z = diag(f′(z)) [n × n] */
  readonly hByZ: Jacobian;
  /** ∂z/∂W [n × nm], W row-major: row i is xᵀ in block i */
  readonly zByW: Jacobian;
  /** ∂z/∂b = I [n × n] */
  readonly zByB: Jacobian;
  /** ∂z/∂(the layer's input) = W [n × m] */
  readonly zByInput: Jacobian;
}

/** Every local Jacobian of one pass. */
export interface LocalJacobians {
  /** ∂J/∂s = p − y [1 × 1]; 1 when the score itself is differentiated */
  readonly objectiveByS: Jacobian;
  /** ∂s/∂u = hᵀ [1 × n] */
  readonly sByU: Jacobian;
  /** ∂s/∂h = uᵀ [1 × n] */
  readonly sByH: Jacobian;
  readonly layers: readonly LayerJacobians[];
}

/** The factors that `byHand` multiplies; those of more than `limit` entries stay structured. */
export function localJacobians(
  { parameters, nonLinearity }: Model,
  activations: Activations,
  objective: Objective,
  limit = DENSE_LIMIT,
): LocalJacobians {
  const { derivative } = nonLinearities[nonLinearity];
  const inputs = [activations.x, ...activations.layers.map(({ h }) => h)];
  const objectiveByS = objective.of === 'J' ? logisticLoss.derivative(activations.s, objective.y) : 1;
  return {
    objectiveByS: row(Float64Array.of(objectiveByS)),
    sByU: row(inputs[activations.layers.length]),
    sByH: row(parameters.u),
    layers: activations.layers.map(({ z }, l) => {
      const { rows, columns, data } = parameters.layers[l].W;
      return {
        hByZ: materialise(diagonal(z.map(derivative)), limit),
        zByW: materialise(rowBlock(rows, inputs[l]), limit),
        zByB: materialise(identity(rows), limit),
        zByInput: dense(rows, columns, Float64Array.from(data)),
      };
    }),
  };
}

/** `byHand` with another bound on what is materialised. */
export const byHandUpTo =
  (limit: number): GradientMethod =>
  (model, activations, objective) =>
    multiplied(localJacobians(model, activations, objective, limit), model.parameters);

export const byHand: GradientMethod = byHandUpTo(DENSE_LIMIT);

/** The local Jacobians multiplied from the left, each δ computed once; then every row in the shape of its parameter. */
export function multiplied(jacobians: LocalJacobians, parameters: Parameters): Gradient {
  const objectiveByS = multiply(START, jacobians.objectiveByS);
  const layers: LayerGradient[] = [];
  /** ∂J/∂h of the layer in hand [1 × n], in the end ∂J/∂x */
  let upstream = multiply(objectiveByS, jacobians.sByH);
  for (let l = jacobians.layers.length - 1; l >= 0; l--) {
    const { hByZ, zByW, zByB, zByInput } = jacobians.layers[l];
    const delta = multiply(upstream, hByZ);
    layers.unshift({
      W: shapedLike(parameters.layers[l].W, multiply(delta, zByW)),
      b: multiply(delta, zByB).data,
      z: delta.data,
      h: upstream.data,
    });
    upstream = multiply(delta, zByInput);
  }
  return {
    s: objectiveByS.data[0],
    u: multiply(objectiveByS, jacobians.sByU).data,
    layers,
    x: upstream.data,
  };
}

/** ∂J/∂J, where every product starts. */
export const START: Matrix = { rows: 1, columns: 1, data: Float64Array.of(1) };

const row = (entries: Reals): Jacobian => dense(1, entries.length, Float64Array.from(entries));

/**
 * The shape convention for a matrix: the row δ₁xᵀ | δ₂xᵀ | … of n·m numbers laid out as n rows of m. W is row-major,
 * so no number moves; a row for a vector is already its entries.
 */
const shapedLike = ({ rows, columns }: Matrix, { data }: Matrix<Float64Array>): Matrix<Float64Array> => ({
  rows,
  columns,
  data,
});
