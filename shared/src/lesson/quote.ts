/**
 * What a lesson's text quotes from the pass in view, as it is written between braces (SPEC LE4): {δ[4]}, {W[3, 7]}, {f′(z[7])},
 * {∂h[7] · h[7]}, {shape(W)}, {word}. Entries count from 1, as on the board; a layer other than the open one is named, {δ(2)[4]}.
 */
import { TextProblem } from './text-problem.ts';

/** By the value: x, W, b, z, h, u and s; then the gradients, δ for ∂z. */
export const quoteTensors = [
  'x',
  'W',
  'b',
  'z',
  'h',
  'u',
  's',
  '∂s',
  '∂u',
  '∂h',
  'δ',
  '∂b',
  '∂W',
  '∂x',
] as const;
export type QuoteTensor = (typeof quoteTensors)[number];

/** `p`: of LOCATION. `η`: of the step. */
export const quoteScalars = ['p', 'J', 'y', 'η'] as const;
export type QuoteScalar = (typeof quoteScalars)[number];

/** `label`: what the corpus says of the word. */
export const quoteTexts = ['word', 'sentence', 'label', 'f', 'step'] as const;
export type QuoteText = (typeof quoteTexts)[number];

export interface TensorRef {
  readonly tensor: QuoteTensor;
  /** From 1; null: the open one. */
  readonly layer: number | null;
}

export type QuoteNumber =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'scalar'; readonly name: QuoteScalar }
  /** 0-based; of a vector `column` is null, of what has one entry both. */
  | ({ readonly kind: 'entry'; readonly row: number | null; readonly column: number | null } & TensorRef)
  | { readonly kind: 'apply'; readonly name: 'f' | 'f′'; readonly of: QuoteNumber }
  | {
      readonly kind: 'operator';
      readonly sign: '+' | '−' | '·' | '/';
      readonly of: readonly [QuoteNumber, QuoteNumber];
    }
  | { readonly kind: 'negative'; readonly of: QuoteNumber }
  /** The same window after the step's update. */
  | { readonly kind: 'after'; readonly of: QuoteNumber }
  /** The same at the θ before the step's update, also in a probe's pass. */
  | { readonly kind: 'before'; readonly of: QuoteNumber }
  /** In a probe's pass, 0-based, at the θ that the class has. */
  | { readonly kind: 'probe'; readonly probe: number; readonly of: QuoteNumber };

export type Quote =
  | QuoteNumber
  | ({ readonly kind: 'shape' } & TensorRef)
  | ({ readonly kind: 'size' } & TensorRef)
  | { readonly kind: 'text'; readonly name: QuoteText };

const QUOTE_LIMIT = 80;
const DEEPEST = 8;

const token = /\s*(∂?[A-Za-zδηθ]+[′']?|\d+(?:\.\d+)?|[()[\],·*/+−-])/uy;

/**
 * @param source what stands between the braces
 * @param offset where it begins in its text
 * @throws TextProblem 'unknown-quote' where it is a name that nothing has, 'quote-syntax' for any other fault
 */
export function parseQuote(source: string, offset = 0): Quote {
  const trouble = (problem: 'unknown-quote' | 'quote-syntax', what = source, at = 0): TextProblem =>
    new TextProblem(offset + at, problem, what);
  if (source.length > QUOTE_LIMIT) throw trouble('quote-syntax', source.slice(0, QUOTE_LIMIT));
  if (source.trim() === '') throw trouble('quote-syntax', '');
  const tokens: { readonly text: string; readonly at: number }[] = [];
  for (let at = 0; at < source.trimEnd().length;) {
    token.lastIndex = at;
    const found = token.exec(source);
    if (!found) throw trouble('quote-syntax', source, at);
    at = token.lastIndex;
    tokens.push({ text: found[1], at: at - found[1].length });
  }
  let next = 0;
  let depth = 0;
  const here = (): string | undefined => tokens.at(next)?.text;
  const place = (): number => tokens.at(next)?.at ?? source.length;
  const take = (sign: string): boolean => {
    if (here() !== sign) return false;
    next++;
    return true;
  };
  const need = (sign: string): void => {
    if (!take(sign)) throw trouble('quote-syntax', source, place());
  };
  /** A natural number from 1. */
  const natural = (): number => {
    const text = here();
    if (text === undefined || !/^[1-9]\d{0,6}$/.test(text)) throw trouble('quote-syntax', source, place());
    next++;
    return Number(text);
  };
  const isTensor = (name: string | undefined): name is QuoteTensor =>
    quoteTensors.includes(name as QuoteTensor);

  const tensorRef = (): TensorRef => {
    const tensor = here();
    if (!isTensor(tensor)) throw trouble('unknown-quote', tensor, place());
    next++;
    if (here() !== '(') return { tensor, layer: null };
    next++;
    const layer = natural();
    need(')');
    return { tensor, layer };
  };
  const entry = (): QuoteNumber => {
    const ref = tensorRef();
    if (!take('[')) return { kind: 'entry', ...ref, row: null, column: null };
    const row = natural() - 1;
    const column = take(',') ? natural() - 1 : null;
    need(']');
    return { kind: 'entry', ...ref, row, column };
  };
  const inBrackets = (): QuoteNumber => {
    need('(');
    const of = sum();
    need(')');
    return of;
  };
  const factor = (): QuoteNumber => {
    if (++depth > DEEPEST) throw trouble('quote-syntax');
    const text = here();
    const made = ((): QuoteNumber => {
      if (text === undefined) throw trouble('quote-syntax', source, place());
      if (text === '(') return inBrackets();
      if (take('−') || take('-')) return { kind: 'negative', of: factor() };
      if (/^\d/.test(text)) {
        next++;
        return { kind: 'number', value: Number(text) };
      }
      if (isTensor(text)) return entry();
      if (quoteScalars.includes(text as QuoteScalar)) {
        next++;
        return { kind: 'scalar', name: text as QuoteScalar };
      }
      if (text === 'f' || text === 'f′' || text === "f'") {
        next++;
        return { kind: 'apply', name: text === 'f' ? 'f' : 'f′', of: inBrackets() };
      }
      if (text === 'after' || text === 'before') {
        next++;
        return { kind: text, of: inBrackets() };
      }
      if (take('probe')) {
        need('(');
        const probe = natural() - 1;
        need(',');
        const of = sum();
        need(')');
        return { kind: 'probe', probe, of };
      }
      throw trouble(/^[^\d()[\],]+$/.test(text) ? 'unknown-quote' : 'quote-syntax', text, place());
    })();
    depth--;
    return made;
  };
  const product = (): QuoteNumber => {
    let left = factor();
    for (;;) {
      const sign = take('·') || take('*') ? '·' : take('/') ? '/' : null;
      if (!sign) return left;
      left = { kind: 'operator', sign, of: [left, factor()] };
    }
  };
  const sum = (): QuoteNumber => {
    let left = product();
    for (;;) {
      const sign = take('+') ? '+' : take('−') || take('-') ? '−' : null;
      if (!sign) return left;
      left = { kind: 'operator', sign, of: [left, product()] };
    }
  };
  const whole = (): Quote => {
    const text = here();
    if (tokens.length === 1 && quoteTexts.includes(text as QuoteText)) {
      next++;
      return { kind: 'text', name: text as QuoteText };
    }
    if (text === 'shape' || text === 'size') {
      next++;
      need('(');
      const ref = tensorRef();
      need(')');
      return { kind: text, ...ref };
    }
    return sum();
  };
  const quote = whole();
  if (next < tokens.length) throw trouble('quote-syntax', source, place());
  return quote;
}
