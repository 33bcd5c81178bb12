/**
 * A typed scalar expression as a graph of scalar nodes. Parsed, never evaluated as code; whatever is wrong in it is
 * answered at its column, 1-based.
 */
import jsep, { type Expression } from 'jsep';
import { Refusal } from '../refusal.ts';
import { EXPRESSION_LIMIT, NODES_LIMIT } from './limits.ts';
import { functions, operatorOf, type OperatorName } from './operators.ts';

export interface ScratchNode {
  readonly kind: 'variable' | 'number' | 'operator';
  /** A variable's name, a number as written, or the operator's sign. */
  readonly label: string;
  readonly value: number | null;
  readonly operator: OperatorName | null;
  /** Indices of its inputs, which stand before it. */
  readonly inputs: readonly number[];
}

export interface ScratchGraph {
  /** What the expression was named; f where it was not. */
  readonly name: string;
  /** In a topological order: the last is the result. */
  readonly nodes: readonly ScratchNode[];
  /** In the order in which they occur. */
  readonly variables: readonly string[];
}

/** Why an expression is refused. */
export type ExpressionProblem =
  | 'empty'
  | 'too-long'
  | 'too-large'
  | 'syntax'
  | 'character'
  | 'unknown-function'
  | 'arguments'
  | 'no-value'
  | 'function-as-variable'
  | 'not-scalar'
  /** As on paper: 2x, 0,5 and x², and a bracket that is not closed. `what` is how it is written here. */
  | 'product'
  | 'decimal-comma'
  | 'power'
  | 'unclosed';

const refusal = (column: number, problem: ExpressionProblem, what = ''): Refusal =>
  new Refusal('expression', { column, problem, what });

jsep.removeAllUnaryOps();
jsep.removeAllBinaryOps();
jsep.removeAllLiterals();
jsep.addBinaryOp('+', 9);
jsep.addBinaryOp('-', 9);
jsep.addBinaryOp('*', 10);
jsep.addBinaryOp('/', 10);
jsep.addBinaryOp('^', 11, true);
jsep.addBinaryOp('**', 11, true);

const MINUS = '-'.charCodeAt(0);
const CARET = '^'.charCodeAt(0);

/** −x^2 is −(x²), as in mathematics: a sign takes the powers to its right first. */
jsep.hooks.add('gobble-token', function (env) {
  this.gobbleSpaces();
  if (this.code !== MINUS) return;
  this.index++;
  const argument = powersOf(this);
  if (!argument) this.throwError('missing unaryOp argument');
  env.node = { type: 'UnaryExpression', operator: '-', argument, prefix: true };
});

function powersOf(scope: jsep.HookScope): Expression | undefined {
  const base = scope.gobbleToken();
  scope.gobbleSpaces();
  const isStars = scope.expr.startsWith('**', scope.index);
  if (!base || (scope.code !== CARET && !isStars)) return base;
  scope.index += isStars ? 2 : 1;
  const exponent = powersOf(scope);
  if (!exponent) scope.throwError('Expected expression after ^');
  return { type: 'BinaryExpression', operator: '^', left: base, right: exponent };
}

/** As people type them, a sign for a sign: columns stay. */
const typed: Readonly<Record<string, string>> = { '·': '*', '×': '*', '÷': '/', '−': '-', '–': '-' };
const ALLOWED = /[\p{L}\p{N}_.+\-*/^(),\s]/u;

/** @throws Refusal 'expression' with column, problem and what is meant */
export function parseExpression(source: string, values: Readonly<Record<string, number>>): ScratchGraph {
  if (source.length > EXPRESSION_LIMIT)
    throw refusal(EXPRESSION_LIMIT + 1, 'too-long', String(EXPRESSION_LIMIT));
  const [, prefix = '', name = 'f'] = /^(\s*([\p{L}_]\w*)\s*=)(?!=)/u.exec(source) ?? [];
  // A blank for each character of "f =".
  const text = [...(' '.repeat(prefix.length) + source.slice(prefix.length))]
    .map((character) => typed[character] ?? character)
    .join('');
  if (text.trim() === '') throw refusal(source.length + 1, 'empty');
  [...text].forEach((character, k) => {
    if (!ALLOWED.test(character)) throw refusal(k + 1, 'character', character);
  });
  refuseOnPaper(text);
  return new Builder(text, values, name).build(treeOf(text));
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** What is written so on paper only: said as what it is, and how it is typed. */
function refuseOnPaper(text: string): void {
  const power = /([\p{L}\p{N}_)])([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/u.exec(text);
  if (power) {
    const [, base, exponent] = power;
    const digits = [...exponent].map((digit) => SUPERSCRIPTS.indexOf(digit)).join('');
    throw refusal(power.index + 2, 'power', `${base}^${digits}`);
  }
  const product = /(?<![\p{L}\p{N}_.])(\d[\d.]*)([\p{L}_]\w*|\()/u.exec(text);
  // 1e5 is a number.
  if (product && !/^e\d+$/i.test(product[2]))
    throw refusal(product.index + product[1].length + 1, 'product', `${product[1]}*${product[2]}`);
  const open: number[] = [];
  [...text].forEach((character, k) => {
    if (character === '(') open.push(k);
    else if (character === ')') open.pop();
    else if (character === ',' && open.length === 0 && /\d,\d/.test(text.slice(k - 1, k + 2)))
      throw refusal(k + 1, 'decimal-comma', text.slice(k - 1, k + 2).replace(',', '.'));
  });
  const last = open.at(-1);
  if (last !== undefined) throw refusal(last + 1, 'unclosed', '(');
}

function treeOf(text: string): Expression {
  try {
    return jsep(text);
  } catch (error) {
    const { index, description } = error as { index?: number; description?: string };
    if (index === undefined) throw error;
    throw refusal(Math.min(index, text.length) + 1, 'syntax', description ?? '');
  }
}

class Builder {
  readonly #text: string;
  readonly #values: Readonly<Record<string, number>>;
  readonly #name: string;
  readonly #nodes: ScratchNode[] = [];
  readonly #variables = new Map<string, number>();

  constructor(text: string, values: Readonly<Record<string, number>>, name: string) {
    this.#text = text;
    this.#values = values;
    this.#name = name;
  }

  build(tree: Expression): ScratchGraph {
    const result = this.#node(tree);
    // A variable by itself is its own result, and need not be the last.
    if (result !== this.#nodes.length - 1) throw new Error('the result is not the last node');
    return { name: this.#name, nodes: this.#nodes, variables: [...this.#variables.keys()] };
  }

  /** The index of the node that an expression comes to. */
  #node(expression: Expression): number {
    switch (expression.type) {
      case 'Identifier':
        return this.#variable((expression as jsep.Identifier).name);
      case 'Literal': {
        const { value, raw } = expression as jsep.Literal;
        if (typeof value !== 'number') throw refusal(this.#columnOf(raw), 'not-scalar', raw);
        return this.#add({ kind: 'number', label: raw, value, operator: null, inputs: [] });
      }
      case 'UnaryExpression':
        return this.#operator('negate', [(expression as jsep.UnaryExpression).argument]);
      case 'BinaryExpression': {
        const { operator, left, right } = expression as jsep.BinaryExpression;
        return this.#operator(binary[operator], [left, right]);
      }
      case 'CallExpression':
        return this.#call(expression as jsep.CallExpression);
      default:
        throw refusal(...this.#strange(expression));
    }
  }

  #variable(name: string): number {
    const known = this.#variables.get(name);
    if (known !== undefined) return known;
    if (Object.hasOwn(functions, name.toLowerCase()))
      throw refusal(this.#columnOf(name), 'function-as-variable', name);
    if (!Object.hasOwn(this.#values, name)) throw refusal(this.#columnOf(name), 'no-value', name);
    const index = this.#add({
      kind: 'variable',
      label: name,
      value: this.#values[name],
      operator: null,
      inputs: [],
    });
    this.#variables.set(name, index);
    return index;
  }

  #call({ callee, arguments: given }: jsep.CallExpression): number {
    if (callee.type !== 'Identifier') throw refusal(this.#columnOf(/\)\s*\(/u, 1), 'syntax', '(');
    const { name } = callee as jsep.Identifier;
    const key = name.toLowerCase();
    if (!Object.hasOwn(functions, key)) throw refusal(this.#columnOf(name), 'unknown-function', name);
    const operator = functions[key];
    const { arity } = operatorOf(operator);
    const fits = arity === 'two or more' ? given.length >= 2 : given.length === arity;
    if (!fits) throw refusal(this.#columnOf(name), 'arguments', name);
    return this.#operator(operator, given);
  }

  #operator(operator: OperatorName, inputs: readonly Expression[]): number {
    const indices = inputs.map((input) => this.#node(input));
    return this.#add({
      kind: 'operator',
      label: operatorOf(operator).sign,
      value: null,
      operator,
      inputs: indices,
    });
  }

  #add(node: ScratchNode): number {
    if (this.#nodes.length === NODES_LIMIT) throw refusal(1, 'too-large', String(NODES_LIMIT));
    return this.#nodes.push(node) - 1;
  }

  /** Where a name, or what matches, stands first, 1-based. */
  #columnOf(what: string | RegExp, after = 0): number {
    const pattern =
      typeof what === 'string'
        ? new RegExp(
            `(?<![\\p{L}\\p{N}_])${what.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}_])`,
            'u',
          )
        : what;
    return Math.max(0, this.#text.search(pattern)) + 1 + after;
  }

  /** What is no scalar expression: where it is, and what. */
  #strange({ type }: Expression): [number, ExpressionProblem, string] {
    switch (type) {
      case 'MemberExpression':
        return [this.#columnOf(/[\p{L}_)]\s*\.(?!\d)/u, 1), 'syntax', '.'];
      case 'Compound':
        return [this.#columnOf(/[\p{L}\p{N}_.)](\s+|(?=\())[\p{L}\p{N}_.(]/u, 1), 'syntax', ''];
      case 'SequenceExpression':
        return [this.#columnOf(/,/u), 'syntax', ','];
      default:
        return [1, 'not-scalar', type];
    }
  }
}

const binary: Readonly<Record<string, OperatorName>> = {
  '+': '+',
  '-': '−',
  '*': '×',
  '/': '÷',
  '^': '^',
  '**': '^',
};
