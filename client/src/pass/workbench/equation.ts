/**
 * The operation at the cursor as an equation: downstream = upstream × local, each part with its role, its shape and its
 * live number (lecture S9). In the Jacobian form every derivative is the Jacobian that it is and they multiply from the
 * left; in the shape convention each has the shape of what it is the derivative by (lecture S8).
 */
import type { View } from '@deltaboard/shared/protocol/view.ts';
import type { Operation } from '@deltaboard/shared/training/operations.ts';
import { functionSymbols, gradientOf, tensorOf, type QuantityName } from '../board/tensors.ts';
import type { Picture } from '../../picture/picture.ts';
import { contextOf } from './context.ts';
import { layerOf, opened } from './opened.ts';
import type { Differentiated, Equation, EquationKey, ForwardKey, Part, Sign, UpdateKey } from './parts.ts';
import { Terms } from './terms.ts';

export type Convention = View['convention'];

/** What an operation makes, as the board names it with the operation's layer open. θ is three tensors, W stands for them. */
export function quantityOf(
  operation: Operation,
  { layers }: { readonly layers: { readonly length: number } },
): QuantityName {
  switch (operation.phase) {
    case 'forward':
      return operation.tensor;
    case 'backward':
      return gradientOf[operation.tensor];
    case 'update':
      if (layers.length === 0) return operation.tensor === 'theta' ? 'u' : 'gradientOfU';
      return operation.tensor === 'theta' ? 'W' : 'gradientOfW';
  }
}

/** Null before the first operation: nothing has been computed. */
export function equationOf(picture: Picture, convention: Convention): Equation | null {
  const operation = picture.progress ? picture.progress.operation : lastOf(picture);
  if (!operation) return null;
  const here = opened(picture, layerOf(picture, operation));
  const quantity = quantityOf(operation, here);
  const jacobian = convention === 'jacobian';
  const made = (key: EquationKey, parts: readonly Part[]): Equation => ({
    key,
    context: contextOf(here, jacobian, quantity),
    picture: here,
    quantity,
    parts,
  });
  const terms = new Terms(here);
  switch (operation.phase) {
    case 'forward':
      return made(operation.tensor, forwardParts(terms, operation.tensor));
    case 'backward': {
      const parts = jacobian ? jacobianParts(terms, operation.tensor) : shapedParts(terms, operation.tensor);
      return made(`d${operation.tensor}`, withSum(terms, operation.tensor, parts));
    }
    case 'update':
      return made(operation.tensor, updateParts(terms, operation.tensor));
  }
}

/** A live picture is whole: the operation that all of them lead to. */
const lastOf = ({ layers }: Picture): Operation =>
  layers.length === 0
    ? { phase: 'backward', tensor: 'u', example: 0, window: 0 }
    : { phase: 'backward', tensor: 'W', layer: 1, example: 0, window: 0 };

const sign = (tex: string, text: string, inNumbers = text): Sign => ({ kind: 'sign', tex, text, inNumbers });
const EQUALS = sign('=', '=');
const TIMES = sign('\\cdot', '·');
const BESIDE = sign('\\,', '', '·');
const PLUS = sign('+', '+');
const MINUS = sign('-', '−');
const ENTRYWISE = sign('\\circ', '∘');
/** The windows before this one. */
const SO_FAR = sign('\\dots +', '… +');

function forwardParts(terms: Terms, tensor: ForwardKey): readonly Part[] {
  const { picture } = terms;
  const f = functionSymbols[picture.nonLinearity];
  const made = { ...terms.value(tensor), roles: [] };
  switch (tensor) {
    case 'x':
      return [made, EQUALS, terms.window()];
    case 'z':
      return [made, EQUALS, terms.value('W'), BESIDE, terms.value('x'), PLUS, terms.value('b')];
    case 'h': {
      const inside = terms.value('z');
      return [
        made,
        EQUALS,
        {
          ...inside,
          tex: `${f.tex}(${inside.tex})`,
          text: `${f.text}(${inside.text})`,
          around: `${f.text}(`,
        },
      ];
    }
    case 's':
      return [made, EQUALS, terms.scoreWeights(), BESIDE, terms.top()];
    case 'J':
      if (picture.head !== 'max-margin')
        return [made, EQUALS, sign('-\\log', '−log'), terms.probabilityOfGold()];
      return [
        made,
        EQUALS,
        sign('\\max(0,\\;', 'max(0,'),
        terms.number('1', 1, '1', []),
        MINUS,
        terms.scoreOfPair('s'),
        PLUS,
        terms.scoreOfPair('corrupted'),
        sign(')', ')'),
      ];
  }
}

/** ∂J/∂J = 1; ∂J/∂s is what the head says, the same in both conventions but for its shape. */
function topParts(terms: Terms, tensor: 'J' | 's', form: 'row' | 'column'): readonly Part[] {
  const { picture } = terms;
  const made = terms.gradient(tensor, 'downstream', form);
  if (tensor === 'J') return [made, EQUALS, terms.number('1', 1)];
  if (picture.objective === 's')
    return [made, EQUALS, terms.isSoftmax ? terms.oneHot(form) : terms.number('1', 1)];
  const upstream = terms.gradient('J', 'upstream', 'row');
  if (picture.head !== 'max-margin') return [made, EQUALS, upstream, TIMES, terms.residual(form)];
  const slope = picture.J === 0 ? 0 : picture.example.window === 0 ? -1 : 1;
  const text = slope < 0 ? `−${-slope}` : String(slope);
  return [made, EQUALS, upstream, TIMES, terms.number(`(${slope})`, slope, `(${text})`)];
}

/** The layer above, for what comes down from it. */
const above = (terms: Terms): Terms | null =>
  terms.picture.open < terms.picture.layers.length - 1
    ? new Terms(opened(terms.picture, terms.picture.open + 1))
    : null;

/** Rows: [1×n] · [n×n] · … */
function jacobianParts(terms: Terms, tensor: Differentiated): readonly Part[] {
  const by = (name: Differentiated) => terms.gradient(name, 'downstream', 'row');
  const score = terms.gradient('s', 'upstream', 'row');
  const joined = terms.isSoftmax ? BESIDE : TIMES;
  const input = terms.hasLayer ? 'h' : 'x';
  switch (tensor) {
    case 'J':
    case 's':
      return topParts(terms, tensor, 'row');
    case 'u':
      return terms.isSoftmax
        ? [terms.flattened('u'), EQUALS, score, BESIDE, terms.rowBlock('s')]
        : [by('u'), EQUALS, score, TIMES, terms.local(input, 'row')];
    case 'h': {
      const over = above(terms);
      return over
        ? [by('h'), EQUALS, over.delta('row'), BESIDE, over.local('W', 'matrix')]
        : [by('h'), EQUALS, score, joined, terms.local('u', terms.isSoftmax ? 'matrix' : 'row')];
    }
    case 'z':
      return [
        terms.madeDelta('row'),
        EQUALS,
        terms.gradient('h', 'upstream', 'row'),
        BESIDE,
        terms.slopes('diagonal'),
        namedDelta(terms),
      ];
    case 'b':
      return [by('b'), EQUALS, terms.delta('row'), BESIDE, terms.identity()];
    case 'W':
      return [terms.flattened('W'), EQUALS, terms.delta('row'), BESIDE, terms.rowBlock('z')];
    case 'x':
      return terms.hasLayer
        ? [by('x'), EQUALS, terms.delta('row'), BESIDE, terms.local('W', 'matrix')]
        : [by('x'), EQUALS, score, joined, terms.local('u', terms.isSoftmax ? 'matrix' : 'row')];
  }
}

/** Each gradient in the shape of its value, vectors as columns. */
function shapedParts(terms: Terms, tensor: Differentiated): readonly Part[] {
  const by = (name: Differentiated) => terms.gradient(name, 'downstream', 'column');
  const score = terms.gradient('s', 'upstream', 'column');
  const input = terms.hasLayer ? 'h' : 'x';
  const throughU = (name: 'h' | 'x'): readonly Part[] =>
    terms.isSoftmax
      ? [by(name), EQUALS, terms.local('u', 'transposed'), BESIDE, score]
      : [by(name), EQUALS, score, TIMES, terms.local('u', 'column')];
  switch (tensor) {
    case 'J':
    case 's':
      return topParts(terms, tensor, 'column');
    case 'u':
      return terms.isSoftmax
        ? [by('u'), EQUALS, score, BESIDE, terms.local(input, 'row')]
        : [by('u'), EQUALS, score, TIMES, terms.local(input, 'column')];
    case 'h': {
      const over = above(terms);
      return over
        ? [by('h'), EQUALS, over.local('W', 'transposed'), BESIDE, over.delta('column')]
        : throughU('h');
    }
    case 'z':
      return [
        terms.madeDelta('column'),
        EQUALS,
        terms.gradient('h', 'upstream', 'column'),
        ENTRYWISE,
        terms.slopes('column'),
        namedDelta(terms),
      ];
    case 'b':
      return [by('b'), EQUALS, terms.delta('column')];
    case 'W':
      return [by('W'), EQUALS, terms.delta('column'), BESIDE, terms.local('x', 'row')];
    case 'x':
      return terms.hasLayer
        ? [by('x'), EQUALS, terms.local('W', 'transposed'), BESIDE, terms.delta('column')]
        : throughU('x');
  }
}

function namedDelta(terms: Terms): Sign {
  const { tex, text } = terms.deltaName();
  return sign(`=:\\,${tex}`, `=: ${text}`, `= ${text}`);
}

/** From the second window of a step on, a gradient by θ goes on top of what is there. */
function withSum(terms: Terms, tensor: Differentiated, parts: readonly Part[]): readonly Part[] {
  if (tensor !== 'W' && tensor !== 'b' && tensor !== 'u') return parts;
  const { sum } = tensorOf(terms.picture, gradientOf[tensor]);
  if (!sum || sum.of === 1 || sum.done < 2) return parts;
  const [made, equals, ...product] = parts;
  return [made, equals, SO_FAR, ...product];
}

function updateParts(terms: Terms, tensor: UpdateKey): readonly Part[] {
  const { picture } = terms;
  const { learningRate, method } = picture;
  const matrix = terms.hasLayer ? 'W' : 'u';
  const gradient = terms.gradient(matrix, 'downstream', 'column');
  const made = { ...gradient, roles: [] };
  const values = tensorOf(picture, gradientOf[matrix]).values;
  const weights = tensorOf(picture, matrix).values;
  switch (tensor) {
    case 'mean': {
      const total = values.length === 0 ? null : Float64Array.from(values, (entry) => entry * method.batch);
      return [
        made,
        EQUALS,
        terms.number(`\\tfrac{1}{${method.batch}}`, 1 / method.batch, `1/${method.batch}`, []),
        TIMES,
        terms.matrix('\\textstyle\\sum', 'Σ', total),
      ];
    }
    case 'decay': {
      const mean =
        values.length === 0
          ? null
          : Float64Array.from(values, (entry, i) => entry - method.decay * weights[i]);
      return [
        made,
        EQUALS,
        terms.matrix(`\\nabla_{\\!${gradientName(terms, matrix)}} J`, '∇J', mean),
        PLUS,
        terms.number('\\lambda', method.decay, 'λ', []),
        BESIDE,
        terms.value(matrix),
      ];
    }
    case 'theta': {
      const theta = terms.symbol('\\theta', 'θ');
      const rate = terms.symbol('\\eta', 'η', { form: 'number', text: String(learningRate) });
      const slope = terms.symbol('\\nabla_{\\!\\theta} J', '∇θ J');
      const begin: readonly Part[] = [theta, sign('\\leftarrow', '←', ''), theta, sign('-', '−', ''), rate];
      return method.optimiser === 'sgd'
        ? [...begin, slope]
        : [
            ...begin,
            terms.symbol('\\dfrac{\\nabla_{\\!\\theta} J}{\\sqrt{Q} + \\varepsilon}', '∇θ J / (√Q + ε)'),
          ];
    }
  }
}

const gradientName = (terms: Terms, matrix: 'W' | 'u'): string =>
  matrix === 'u' && terms.isSoftmax ? 'U' : terms.value(matrix).tex;
