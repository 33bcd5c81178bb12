/**
 * The operation at the cursor as an equation: downstream = upstream × local, each part with its role, its shape and its
 * live number (lecture S9). In the Jacobian form every derivative is the Jacobian that it is and they multiply from the
 * left; in the shape convention each has the shape of what it is the derivative by (lecture S8).
 */
import type { View } from '@deltaboard/shared/protocol/state.ts';
import { quantityOf } from '../board/roles.ts';
import { functionSymbols, isScalar, tensorOf, type QuantityName } from '../board/tensors.ts';
import type { Picture } from '../picture/picture.ts';
import { Terms } from './terms.ts';
import type { Equation, Part, Sign } from './parts.ts';

export type Convention = View['convention'];

/** Null before the first operation: nothing has been computed. */
export function equationOf(picture: Picture, convention: Convention): Equation | null {
  // A live picture is whole: the operation that all of them lead to.
  const operation = picture.progress
    ? picture.progress.operation
    : ({ phase: 'backward', tensor: 'W', layer: 1 } as const);
  if (!operation) return null;
  const terms = new Terms(picture);
  const quantity = quantityOf(operation);
  switch (operation.phase) {
    case 'forward':
      return { key: operation.tensor, quantity, parts: forwardParts(terms, operation.tensor, picture) };
    case 'backward': {
      const parts =
        convention === 'jacobian'
          ? jacobianParts(terms, operation.tensor)
          : shapedParts(terms, operation.tensor);
      return { key: `d${operation.tensor}`, quantity, parts };
    }
    case 'update':
      return { key: 'theta', quantity, parts: updateParts(picture) };
  }
}

const sign = (tex: string, text: string, inNumbers = text): Sign => ({ kind: 'sign', tex, text, inNumbers });
const EQUALS = sign('=', '=');
const TIMES = sign('\\cdot', '·');
const BESIDE = sign('\\,', '', '·');
const PLUS = sign('+', '+');
const ENTRYWISE = sign('\\circ', '∘');
const NAMED_DELTA = sign('=:\\,\\delta', '=: δ', '= δ');

function forwardParts(terms: Terms, tensor: 'x' | 'z' | 'h' | 's' | 'J', picture: Picture): readonly Part[] {
  const f = functionSymbols[picture.nonLinearity];
  const made = { ...terms.value(tensor), roles: [] };
  switch (tensor) {
    case 'x':
      return [made, EQUALS, terms.window()];
    case 'z':
      return [made, EQUALS, terms.value('W'), BESIDE, terms.value('x'), PLUS, terms.value('b')];
    case 'h': {
      const inside = terms.value('z');
      return [made, EQUALS, { ...inside, tex: `${f.tex}(z)`, text: `${f.text}(z)`, around: `${f.text}(` }];
    }
    case 's':
      return [made, EQUALS, terms.transposed('u'), BESIDE, terms.value('h')];
    case 'J':
      return [made, EQUALS, sign('-\\log', '−log'), terms.probabilityOfGold()];
  }
}

type Differentiated = 'J' | 's' | 'u' | 'h' | 'z' | 'b' | 'W' | 'x';

/** ∂J/∂J = 1 and ∂J/∂s = p − y are the same in both conventions. */
function topParts(terms: Terms, tensor: 'J' | 's'): readonly Part[] {
  const one = terms.number('1', 1);
  if (tensor === 'J' || terms.objective === 's') {
    return [terms.gradient(tensor, 'downstream', 'row'), EQUALS, one];
  }
  return [
    terms.gradient('s', 'downstream', 'row'),
    EQUALS,
    terms.gradient('J', 'upstream', 'row'),
    TIMES,
    terms.residual(),
  ];
}

/** Rows: [1×n] · [n×n] · … */
function jacobianParts(terms: Terms, tensor: Differentiated): readonly Part[] {
  const by = (name: Differentiated) => terms.gradient(name, 'downstream', 'row');
  const score = terms.gradient('s', 'upstream', 'row');
  const delta = terms.delta('row');
  switch (tensor) {
    case 'J':
    case 's':
      return topParts(terms, tensor);
    case 'u':
      return [by('u'), EQUALS, score, TIMES, terms.local('h', 'h^\\top', 'hᵀ', 'row')];
    case 'h':
      return [by('h'), EQUALS, score, TIMES, terms.local('u', 'u^\\top', 'uᵀ', 'row')];
    case 'z':
      return [
        terms.madeDelta('row'),
        EQUALS,
        terms.gradient('h', 'upstream', 'row'),
        BESIDE,
        terms.slopes('diagonal'),
        NAMED_DELTA,
      ];
    case 'b':
      return [by('b'), EQUALS, delta, BESIDE, terms.identity()];
    case 'W':
      return [terms.flattenedW(), EQUALS, delta, BESIDE, terms.zByW()];
    case 'x':
      return [by('x'), EQUALS, delta, BESIDE, terms.local('W', 'W', 'W', 'matrix')];
  }
}

/** Each gradient in the shape of its value, vectors as columns. */
function shapedParts(terms: Terms, tensor: Differentiated): readonly Part[] {
  const by = (name: Differentiated) => terms.gradient(name, 'downstream', 'column');
  const score = terms.gradient('s', 'upstream', 'row');
  const delta = terms.delta('column');
  switch (tensor) {
    case 'J':
    case 's':
      return topParts(terms, tensor);
    case 'u':
      return [by('u'), EQUALS, score, TIMES, terms.local('h', 'h', 'h', 'column')];
    case 'h':
      return [by('h'), EQUALS, score, TIMES, terms.local('u', 'u', 'u', 'column')];
    case 'z':
      return [
        terms.madeDelta('column'),
        EQUALS,
        terms.gradient('h', 'upstream', 'column'),
        ENTRYWISE,
        terms.slopes('column'),
        NAMED_DELTA,
      ];
    case 'b':
      return [by('b'), EQUALS, delta];
    case 'W':
      return [by('W'), EQUALS, delta, BESIDE, terms.local('x', 'x^\\top', 'xᵀ', 'row')];
    case 'x':
      return [by('x'), EQUALS, terms.local('W', 'W^\\top', 'Wᵀ', 'transposed'), BESIDE, delta];
  }
}

function updateParts({ learningRate }: Picture): readonly Part[] {
  const plain = { kind: 'term', roles: [], shape: null, value: null, quantity: null, around: null } as const;
  return [
    { ...plain, tex: '\\theta', text: 'θ' },
    sign('\\leftarrow', '←', ''),
    { ...plain, tex: '\\theta', text: 'θ' },
    sign('-', '−', ''),
    { ...plain, tex: '\\eta', text: 'η', value: { form: 'number', text: String(learningRate) } },
    { ...plain, tex: '\\nabla_{\\!\\theta} J', text: '∇θ J' },
  ];
}

/** Whether the entries of what the equation makes are on the board, to be read there. */
export const isReady = (picture: Picture, quantity: QuantityName): boolean =>
  isScalar(quantity) ? picture[quantity] !== null : tensorOf(picture, quantity).state !== 'not-yet';
