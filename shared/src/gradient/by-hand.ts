/**
 * The gradient by hand, as the lecture derives it: explicit Jacobians multiplied from the left, then the shape
 * convention (SPEC GR1). ∂J/∂W = ∂J/∂s · ∂s/∂h · ∂h/∂z · ∂z/∂W, and δ = ∂J/∂h · ∂h/∂z is computed once (S7).
 */
import { inputOf, type Activations, type Model } from '../model/forward.ts';
import type { Matrix } from '../model/matrix.ts';
import { nonLinearities } from '../model/non-linearity.ts';
import type { Parameters } from '../model/parameters.ts';
import {
  objectiveByScores,
  summedOver,
  type Gradient,
  type GradientMethod,
  type LayerGradient,
  type Objective,
} from './gradient.ts';
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

/** Every local Jacobian of the pass of one window, with k scores and n units in the last layer. */
export interface LocalJacobians {
  /** ∂J/∂s [1 × k], one number p − y where there is one score; a row of 0 and 1 when a score is differentiated */
  readonly objectiveByS: Jacobian;
  /** ∂s/∂U [k × kn], U row-major: row i is hᵀ in block i; with one score hᵀ */
  readonly sByU: Jacobian;
  /** ∂s/∂h = U [k × n], without a layer ∂s/∂x */
  readonly sByH: Jacobian;
  readonly layers: readonly LayerJacobians[];
}

/** For each window of an example the factors that are multiplied; those of more than `limit` entries stay structured. */
export function localJacobians(
  model: Model,
  windows: readonly Activations[],
  objective: Objective,
  limit = DENSE_LIMIT,
): readonly LocalJacobians[] {
  const { parameters, nonLinearity } = model;
  const { derivative } = nonLinearities[nonLinearity];
  const { rows: outputs, columns: units, data: U } = parameters.U;
  const byScores = objectiveByScores(model, windows, objective);
  return windows.map((activations, w) => ({
    objectiveByS: dense(1, outputs, byScores.slice(w * outputs, (w + 1) * outputs)),
    sByU: materialise(rowBlock(outputs, inputOf(activations, activations.layers.length)), limit),
    sByH: dense(outputs, units, Float64Array.from(U)),
    layers: activations.layers.map(({ z }, l) => {
      const { rows, columns, data } = parameters.layers[l].W;
      return {
        hByZ: materialise(diagonal(z.map(derivative)), limit),
        zByW: materialise(rowBlock(rows, inputOf(activations, l)), limit),
        zByB: materialise(identity(rows), limit),
        zByInput: dense(rows, columns, Float64Array.from(data)),
      };
    }),
  }));
}

/** The gradient through each window by itself. */
export const throughWindows = (
  model: Model,
  windows: readonly Activations[],
  objective: Objective,
  limit = DENSE_LIMIT,
): readonly Gradient[] =>
  localJacobians(model, windows, objective, limit).map((jacobians) =>
    multiplied(jacobians, model.parameters),
  );

/** `byHand` with another bound on what is materialised. */
export const byHandUpTo =
  (limit: number): GradientMethod =>
  (model, windows, objective) =>
    summedOver(throughWindows(model, windows, objective, limit));

export const byHand: GradientMethod = byHandUpTo(DENSE_LIMIT);

/** The local Jacobians multiplied from the left, each δ computed once; then every row in the shape of its parameter. */
export function multiplied(jacobians: LocalJacobians, parameters: Parameters): Gradient {
  const objectiveByS = multiply(START, jacobians.objectiveByS);
  const layers: LayerGradient[] = [];
  /** ∂J/∂h of the layer in hand [1 × n], in the end ∂J/∂x; without a layer at once */
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
    s: objectiveByS.data,
    u: multiply(objectiveByS, jacobians.sByU).data,
    layers,
    x: upstream.data,
  };
}

/** ∂J/∂J, where every product starts. */
export const START: Matrix = { rows: 1, columns: 1, data: Float64Array.of(1) };

/**
 * The shape convention for a matrix: the row δ₁xᵀ | δ₂xᵀ | … of n·m numbers laid out as n rows of m. W is row-major,
 * so no number moves; a row for a vector is already its entries.
 */
const shapedLike = ({ rows, columns }: Matrix, { data }: Matrix<Float64Array>): Matrix<Float64Array> => ({
  rows,
  columns,
  data,
});
