/**
 * How far a gradient computed in float32 may be from the real one, entry by entry: a running error analysis (Higham,
 * Accuracy and Stability of Numerical Algorithms, 2002, chapter 3). Each rounding errs by at most 2⁻²⁴ of its result,
 * k of them in a row by γ(k); |f(ẑ) − f(z)| ≤ sup|f′|·|ẑ − z| and likewise f′ with sup|f″|. Where f is piecewise
 * linear, both passes must be on the same pieces (`samePieces`), else f′ differs by a jump that no bound covers.
 */
import type { Activations, Model } from '../../model/forward.ts';
import type { HeadName } from '../../model/head.ts';
import type { Matrix, Reals } from '../../model/matrix.ts';
import { nonLinearities, type NonLinearityName } from '../../model/non-linearity.ts';
import { byHand } from '../by-hand.ts';
import { exampleTensors, windowMark } from '../gradient.ts';
import type { Configuration } from './configuration.ts';

const UNIT = 1 / 16777216;
/** Flushing a denormal errs by less than this. */
const FLUSH = 1.1754943508222875e-38;
const gamma = (roundings: number): number => (roundings * UNIT) / (1 - roundings * UNIT);

/** [sup|f′|, sup|f″| off the kinks], rounded up. */
const slopes: Readonly<Record<NonLinearityName, readonly [number, number]>> = {
  logistic: [0.25, 0.0963],
  tanh: [1, 0.7699],
  hardTanh: [1, 0],
  relu: [1, 0],
  leakyRelu: [1, 0],
  gelu: [1.13, 0.7979],
  identity: [1, 0],
};

/** A real value and how far the float32 one may be from it. */
interface Ball {
  readonly value: number;
  readonly radius: number;
}
type Balls = readonly Ball[];

const exact = (values: Reals): Balls => Array.from(values, (value) => ({ value, radius: 0 }));
const reach = ({ value, radius }: Ball): number => Math.abs(value) + radius;
const rounded = (value: number, radius: number): Ball => ({
  value,
  radius: radius + UNIT * (Math.abs(value) + radius) + FLUSH,
});
const times = (a: Ball, b: Ball): Ball =>
  rounded(
    a.value * b.value,
    Math.abs(a.value) * b.radius + a.radius * Math.abs(b.value) + a.radius * b.radius,
  );

/** Σ aᵢbᵢ (+ c) whose terms pass through at most `roundings` roundings each. */
function sum(a: Balls, b: Balls, roundings: number, c = 0): Ball {
  let value = c;
  let radius = 0;
  let size = Math.abs(c);
  a.forEach((left, i) => {
    const right = b[i];
    value += left.value * right.value;
    radius += Math.abs(left.value) * right.radius + left.radius * Math.abs(right.value);
    radius += left.radius * right.radius;
    size += reach(left) * reach(right);
  });
  return { value, radius: radius + gamma(roundings) * size + (roundings + 1) * FLUSH };
}

/** How fast ∂J/∂s of a head changes with any of its scores, rounded up; off the hinge, whose sides must be the same. */
const steepest: Readonly<Record<HeadName, number>> = { logistic: 0.25, softmax: 0.5, 'max-margin': 0 };

/** The bound for every entry of every tensor, by name (`exampleTensors`). */
export function float32Bound({
  model,
  windows,
  objective,
}: Configuration): ReadonlyMap<string, Float64Array> {
  const bound = new Map<string, Balls>();
  const forwards = windows.map((activations) => forwardBalls(model, activations));
  const farthest = Math.max(...forwards.flatMap(({ s }) => s.map(({ radius }) => radius)));
  const gradient = byHand(model, windows, objective);
  forwards.forEach(({ inputs, local }, w) => {
    const mark = windowMark(w);
    const ofS = Array.from(gradient.windows[w].s, (value) =>
      objective.of === 's' ? { value, radius: 0 } : rounded(value, steepest[model.head] * farthest),
    );
    const sum = (name: string, balls: Balls): void => {
      const before = bound.get(name);
      const added = before?.map((ball, i) =>
        rounded(ball.value + balls[i].value, ball.radius + balls[i].radius),
      );
      bound.set(name, added ?? balls);
    };
    const state = (name: string, balls: Balls): void => void bound.set(`${name}${mark}`, balls);
    backwardBalls(model, { inputs, local, ofS }, state, sum);
  });
  for (const name of exampleTensors(gradient).keys())
    if (!bound.has(name)) throw new RangeError(`no bound for ${name}`);
  return new Map([...bound].map(([name, balls]) => [name, Float64Array.from(balls, ({ radius }) => radius)]));
}

interface ForwardBalls {
  /** x, and h of each layer. */
  readonly inputs: readonly Balls[];
  /** f′(z) of each layer. */
  readonly local: readonly Balls[];
  readonly s: Balls;
}

function forwardBalls({ parameters, nonLinearity }: Model, activations: Activations): ForwardBalls {
  const { layers, U } = parameters;
  const { derivative } = nonLinearities[nonLinearity];
  const [slope, curvature] = slopes[nonLinearity];
  const inputs: Balls[] = [exact(activations.x)];
  const local: Balls[] = [];
  layers.forEach(({ W, b }, l) => {
    const below = inputs[l];
    // Four lanes: a product, the additions in its lane, two to combine the lanes, one for b.
    const z = Array.from(b, (bias, i) =>
      sum(row(W.data, i, W.columns), below, laneRoundings(W.columns) + 1, bias),
    );
    inputs.push(z.map(({ radius }, i) => rounded(activations.layers[l].h[i], slope * radius)));
    local.push(z.map(({ radius }, i) => rounded(derivative(activations.layers[l].z[i]), curvature * radius)));
  });
  const s = Array.from(activations.s, (_, k) =>
    sum(row(U.data, k, U.columns), inputs[layers.length], laneRoundings(U.columns)),
  );
  return { inputs, local, s };
}

type State = (name: string, balls: Balls) => void;

/** `state` takes what belongs to the window, `sum` its part of what belongs to θ. */
function backwardBalls(
  { parameters: { layers, U } }: Model,
  { inputs, local, ofS }: Omit<ForwardBalls, 's'> & { readonly ofS: Balls },
  state: State,
  sumUp: State,
): void {
  const through = ({ data, rows, columns }: Matrix, gradient: Balls): Balls =>
    Array.from({ length: columns }, (_, j) => {
      const column = gradient.map((_delta, i) => ({ value: data[i * columns + j], radius: 0 }));
      return sum(column, gradient, rows);
    });
  const outer = (gradient: Balls, input: Balls): Balls =>
    gradient.flatMap((ball) => input.map((entry) => times(ball, entry)));
  state('s', ofS);
  sumUp('u', outer(ofS, inputs[layers.length]));
  let upstream = through(U, ofS);
  for (let l = layers.length - 1; l >= 0; l--) {
    const delta = upstream.map((ball, i) => times(ball, local[l][i]));
    state(`h${l + 1}`, upstream);
    state(`z${l + 1}`, delta);
    sumUp(`b${l + 1}`, delta);
    sumUp(`W${l + 1}`, outer(delta, inputs[l]));
    upstream = through(layers[l].W, delta);
  }
  state('x', upstream);
}

const laneRoundings = (length: number): number => Math.ceil(length / 4) + 2;

const row = (data: Reals, i: number, columns: number): Balls =>
  exact(data.subarray(i * columns, (i + 1) * columns));
