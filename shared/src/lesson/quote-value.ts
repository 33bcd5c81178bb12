/**
 * What a quote says in the pass in view (SPEC LE4): out of the values that the pass computes, never out of the file. What the pass has
 * not computed yet has no number, so that a text tells nothing before its time.
 */
import { forward, loss, probabilityOf } from '../model/forward.ts';
import type { Reals } from '../model/matrix.ts';
import { nonLinearities } from '../model/non-linearity.ts';
import { headOf } from '../model/head.ts';
import { inputAt } from '../protocol/pass-weights.ts';
import type { Evidence } from '../questions/evidence.ts';
import { indexIn, layerOf, shapeIn } from './quote-check.ts';
import { nameOf } from './operation-name.ts';
import type { Quote, QuoteNumber, QuoteTensor, QuoteText } from './quote.ts';
import { computedBy, writtenShape } from './quote-tensors.ts';

export type QuoteValue =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'shape'; readonly rows: number; readonly columns: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'not-yet' }
  /** This pass has nothing of the kind: the class has gone to another network. */
  | { readonly kind: 'none' };

export interface QuoteContext {
  readonly evidence: Evidence;
  /** The layer that the board opens, from 1. */
  readonly open: number;
  /** η of the step. */
  readonly learningRate: number;
  /** The whole pass of a probe at the θ that the class has; null: none, or it is not told now. */
  readonly probe: (probe: number) => Evidence | null;
}

const notYet: QuoteValue = { kind: 'not-yet' };
const none: QuoteValue = { kind: 'none' };
const number = (value: number): QuoteValue => ({ kind: 'number', value });

export function valueOfQuote(quote: Quote, context: QuoteContext): QuoteValue {
  const { evidence, open } = context;
  const { shape } = evidence.model.parameters;
  switch (quote.kind) {
    case 'text': {
      const text = textOf(quote.name, evidence);
      return text === null ? none : { kind: 'text', text };
    }
    case 'shape':
    case 'size': {
      const known = shapeIn(quote, { shape, layer: open });
      if (!known) return none;
      const [rows, columns] = writtenShape(quote.tensor, known, evidence.convention);
      return quote.kind === 'size' ? number(rows * columns) : { kind: 'shape', rows, columns };
    }
    default:
      return numberOf(quote, context);
  }
}

function textOf(name: QuoteText, { view, model, step }: Evidence): string | null {
  switch (name) {
    case 'word':
      return view.tokens[view.centre];
    case 'sentence':
      return view.tokens.join(' ');
    case 'label':
      return view.goldType;
    case 'f':
      return model.nonLinearity;
    case 'step':
      return String(step);
  }
}

function numberOf(quote: QuoteNumber, context: QuoteContext): QuoteValue {
  switch (quote.kind) {
    case 'number':
      return number(quote.value);
    case 'scalar':
      return scalarOf(quote.name, context);
    case 'entry':
      return entryOf(quote, context);
    case 'apply': {
      const { f, derivative } = nonLinearities[context.evidence.model.nonLinearity];
      return mapped(numberOf(quote.of, context), quote.name === 'f' ? f : derivative);
    }
    case 'negative':
      return mapped(numberOf(quote.of, context), (value) => -value);
    case 'operator': {
      const [a, b] = quote.of.map((one) => numberOf(one, context));
      return a.kind !== 'number' ? a : mapped(b, (right) => combined(quote.sign, a.value, right));
    }
    case 'after':
      return afterUpdate(quote.of, context);
    case 'before':
      return numberOf(quote.of, {
        ...context,
        probe: (probe) => beforeUpdate(context.probe(probe), context),
      });
    case 'probe': {
      const evidence = context.probe(quote.probe);
      return evidence ? numberOf(quote.of, { ...context, evidence, probe: () => null }) : notYet;
    }
  }
}

const mapped = (of: QuoteValue, map: (value: number) => number): QuoteValue =>
  of.kind === 'number' ? number(map(of.value)) : of;

function combined(sign: '+' | '−' | '·' | '/', a: number, b: number): number {
  switch (sign) {
    case '+':
      return a + b;
    case '−':
      return a - b;
    case '·':
      return a * b;
    case '/':
      return a / b;
  }
}

/** Whether an operation of the example and window in view has been performed. */
function isPerformed(name: string, { operations, done, example, window }: Evidence): boolean {
  return operations
    .slice(0, done)
    .some(
      (one) =>
        nameOf(one) === name &&
        (!('example' in one) || one.example === example) &&
        (!('window' in one) || one.window === window),
    );
}

function scalarOf(name: 'p' | 'J' | 'y' | 'η', { evidence, learningRate }: QuoteContext): QuoteValue {
  switch (name) {
    case 'η':
      return number(learningRate);
    case 'y':
      return evidence.y === null ? none : number(evidence.y);
    case 'J':
      if (evidence.J === null) return none;
      return isPerformed('J', evidence) ? number(evidence.J) : notYet;
    case 'p': {
      const p = probabilityOf(evidence.model.head, evidence.activations.s);
      if (p === null) return none;
      return isPerformed('s', evidence) ? number(p) : notYet;
    }
  }
}

function entryOf(
  quote: Extract<QuoteNumber, { kind: 'entry' }>,
  { evidence, open }: QuoteContext,
): QuoteValue {
  const { shape } = evidence.model.parameters;
  const known = shapeIn(quote, { shape, layer: open });
  const index = known && indexIn(quote, known);
  if (index === null) return none;
  const layer = layerOf(quote, open, shape);
  const operation = computedBy(quote.tensor, layer);
  if (operation !== null && !isPerformed(operation, evidence)) return notYet;
  return number(tensorOf(quote.tensor, layer, evidence)[index]);
}

function tensorOf(tensor: QuoteTensor, layer: number, { model, activations, gradient }: Evidence): Reals {
  const l = layer - 1;
  switch (tensor) {
    case 'x':
      return activations.x;
    case 's':
      return activations.s;
    case 'u':
      return model.parameters.u;
    case 'W':
      return model.parameters.layers[l].W.data;
    case 'b':
      return model.parameters.layers[l].b;
    case 'z':
      return activations.layers[l].z;
    case 'h':
      return activations.layers[l].h;
    case '∂s':
      return gradient.s;
    case '∂u':
      return gradient.u;
    case '∂x':
      return gradient.x;
    case '∂h':
      return gradient.layers[l].h;
    case 'δ':
      return gradient.layers[l].z;
    case '∂b':
      return gradient.layers[l].b;
    case '∂W':
      return gradient.layers[l].W.data;
  }
}

/** A probe's pass with the weights of the step in view; its way back is not made again. */
function beforeUpdate(probe: Evidence | null, { evidence }: QuoteContext): Evidence | null {
  if (!probe) return null;
  const { weights } = evidence;
  const model = { ...probe.model, parameters: weights.parameters };
  const activations = forward(model, inputAt(probe.view, weights.vectors));
  const { y, J } = probe;
  const isAlone = headOf(model.head).windows === 1;
  return {
    ...probe,
    model,
    weights,
    activations,
    J: J === null || y === null || !isAlone ? null : loss(model.head, [activations], y),
  };
}

/** Known once the update has been made. */
function afterUpdate(of: QuoteNumber, context: QuoteContext): QuoteValue {
  const { evidence } = context;
  if (!evidence.operations.some((one) => nameOf(one) === 'θ')) return none;
  if (!isPerformed('θ', evidence)) return notYet;
  const { weights, activations } = evidence.after();
  const { model, y, J } = evidence;
  const moved = { ...model, parameters: weights.parameters };
  // Of a pair J takes both windows, of which only one is in view.
  const isAlone = headOf(model.head).windows === 1;
  return numberOf(of, {
    ...context,
    evidence: {
      ...evidence,
      model: moved,
      activations,
      J: J === null || y === null || !isAlone ? null : loss(model.head, [activations], y),
    },
  });
}
