/**
 * What a node of a scratch graph computes, and right beside it what it does on the way back (lecture S9): + distributes,
 * max routes, × switches.
 */
import { exp } from '../math.ts';
import { log } from '../math-on-call.ts';
import { nonLinearities, type NonLinearityName } from '../model/non-linearity.ts';

/** How the upstream gradient goes on: named as it happens. */
export type BackwardRule = 'distributes' | 'routes' | 'switches' | 'scales';

export interface Operator {
  /** As it stands in its node. */
  readonly sign: string;
  readonly arity: 1 | 2 | 'two or more';
  readonly rule: BackwardRule;
  evaluate(inputs: readonly number[]): number;
  /** ∂output/∂input of each input. */
  local(inputs: readonly number[], output: number): readonly number[];
}

/** Of equal inputs the first is taken. */
const routed = (inputs: readonly number[], output: number): readonly number[] => {
  const first = inputs.indexOf(output);
  return inputs.map((_, k) => (k === first ? 1 : 0));
};

/** x^y: by repeated multiplication where y is a whole number of at most this size, otherwise e^(y log x). */
const WHOLE_LIMIT = 64;

function power(x: number, y: number): number {
  if (!Number.isInteger(y) || Math.abs(y) > WHOLE_LIMIT) return exp(y * log(x));
  let product = 1;
  for (let k = 0; k < Math.abs(y); k++) product *= x;
  return y < 0 ? 1 / product : product;
}

function fromNonLinearity(name: NonLinearityName, sign: string): Operator {
  const { f, derivative } = nonLinearities[name];
  return {
    sign,
    arity: 1,
    rule: 'scales',
    evaluate: ([z]) => f(z),
    local: ([z]) => [derivative(z)],
  };
}

export const operators = {
  '+': {
    sign: '+',
    arity: 2,
    rule: 'distributes',
    evaluate: ([a, b]) => a + b,
    local: () => [1, 1],
  },
  '−': {
    sign: '−',
    arity: 2,
    rule: 'distributes',
    evaluate: ([a, b]) => a - b,
    local: () => [1, -1],
  },
  '×': {
    sign: '×',
    arity: 2,
    rule: 'switches',
    evaluate: ([a, b]) => a * b,
    local: ([a, b]) => [b, a],
  },
  '÷': {
    sign: '÷',
    arity: 2,
    rule: 'scales',
    evaluate: ([a, b]) => a / b,
    local: ([a, b]) => [1 / b, -a / (b * b)],
  },
  '^': {
    sign: '^',
    arity: 2,
    rule: 'scales',
    evaluate: ([x, y]) => power(x, y),
    local: ([x, y], output) => [
      y === 0 ? 0 : y * power(x, y - 1),
      x > 0 ? output * log(x) : x === 0 && y > 0 ? 0 : NaN,
    ],
  },
  negate: {
    sign: '−',
    arity: 1,
    rule: 'scales',
    evaluate: ([a]) => -a,
    local: () => [-1],
  },
  max: {
    sign: 'max',
    arity: 'two or more',
    rule: 'routes',
    evaluate: (inputs) => Math.max(...inputs),
    local: routed,
  },
  min: {
    sign: 'min',
    arity: 'two or more',
    rule: 'routes',
    evaluate: (inputs) => Math.min(...inputs),
    local: routed,
  },
  exp: {
    sign: 'exp',
    arity: 1,
    rule: 'scales',
    evaluate: ([a]) => exp(a),
    local: (_, output) => [output],
  },
  log: {
    sign: 'log',
    arity: 1,
    rule: 'scales',
    evaluate: ([a]) => log(a),
    local: ([a]) => [1 / a],
  },
  logistic: fromNonLinearity('logistic', 'σ'),
  tanh: fromNonLinearity('tanh', 'tanh'),
  hardtanh: fromNonLinearity('hardTanh', 'hardtanh'),
  relu: fromNonLinearity('relu', 'relu'),
  leakyrelu: fromNonLinearity('leakyRelu', 'leakyrelu'),
  gelu: fromNonLinearity('gelu', 'gelu'),
  identity: fromNonLinearity('identity', 'identity'),
} satisfies Record<string, Operator>;

export type OperatorName = keyof typeof operators;
export const operatorOf = (name: OperatorName): Operator => operators[name];

/** What is written as a function, in lower case; σ and sigmoid are the logistic function, ln is log. */
export const functions: Readonly<Record<string, OperatorName>> = {
  max: 'max',
  min: 'min',
  exp: 'exp',
  log: 'log',
  ln: 'log',
  logistic: 'logistic',
  sigmoid: 'logistic',
  σ: 'logistic',
  tanh: 'tanh',
  hardtanh: 'hardtanh',
  relu: 'relu',
  leakyrelu: 'leakyrelu',
  gelu: 'gelu',
  identity: 'identity',
};
