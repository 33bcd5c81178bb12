/** The network on the board as a computation graph: the same tensors, the same cursor, another picture (lecture S9). */
import { labels } from '@deltaboard/shared/dataset/sentence.ts';
import type { Operation } from '@deltaboard/shared/training/operations.ts';
import { layered, numeratorOf, quantitiesOf, scalarOf, type Symbol } from '../board/tensors.ts';
import type { Picture, Tensor } from '../../picture/picture.ts';
import { column, tensor } from '../../picture/tensor.ts';
import type { Convention } from '../workbench/equation.ts';
import { opened } from '../workbench/opened.ts';
import type { Shape, Term } from '../workbench/parts.ts';
import { Terms } from '../workbench/terms.ts';
import {
  throughF,
  throughLayer,
  throughSum,
  toInput,
  toScore,
  toScoreWeights,
  toTop,
  toWeights,
  type Local,
} from './local.ts';

/** A tensor or one number, with the shape that the equation writes for it. */
export interface Held {
  readonly symbol: Symbol;
  readonly of: Tensor | number | string | null;
  /** null: it has none (y). */
  readonly shape: Shape | null;
}

/** What a node holds, and the gradient by it. */
export interface NetworkNode {
  readonly id: string;
  readonly kind: 'leaf' | 'operator' | 'layer';
  /** The tensor's symbol, or the operator's sign. */
  readonly symbol: Symbol;
  readonly value: Held;
  /** null: nothing is differentiated by it (y). */
  readonly gradient: (Held & { readonly of: Tensor | number | null }) | null;
  /** 0-based: it can be folded, or opened. */
  readonly layer: number | null;
}

export interface NetworkEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** By what the upstream gradient, that of `to`, is multiplied; null where no gradient goes. */
  readonly local: Local | null;
  readonly hasCome: boolean;
}

export interface Network {
  readonly nodes: readonly NetworkNode[];
  readonly edges: readonly NetworkEdge[];
}

const plain = (text: string, tex = text): Symbol => ({ tex, text });
const named = ({ tex, text }: Symbol): Symbol => ({ tex, text });

/** @param folded layers (0-based) that are one node each */
export function networkOf(
  picture: Picture,
  folded: ReadonlySet<number>,
  convention: Convention = 'shape',
): Network {
  const { layers } = picture;
  const of = numeratorOf(picture);
  const by = ({ tex, text }: Symbol): Symbol => ({ tex: `∂${of.tex}/∂${tex}`, text: `∂${of.text}/∂${text}` });
  const at = (symbol: string, l: number): Symbol => layered(symbol, l, picture);
  const termsAt = (l: number): Terms => new Terms(opened(picture, l));
  const form = convention === 'shape' ? 'column' : 'row';
  const nodes: NetworkNode[] = [];
  const edges: NetworkEdge[] = [];
  const node = (
    id: string,
    kind: NetworkNode['kind'],
    symbol: Symbol,
    value: Held,
    gradient: NetworkNode['gradient'],
    layer: number | null = null,
  ): void => void nodes.push({ id, kind, symbol, value, gradient, layer });
  /** Its gradient has come back once what is below has it. */
  const edge = (from: string, to: string, local: Local | null): void => {
    const down = nodes.find(({ id }) => id === from)?.gradient ?? null;
    edges.push({ id: `${from}-${to}`, from, to, local, hasCome: down !== null && isThere(down.of) });
  };
  const gradient = (symbol: Symbol, of: Tensor | number | null, { shape }: Term) => ({ symbol, of, shape });

  const lowest = termsAt(0);
  const x = named(quantitiesOf(lowest.picture).x);
  node(
    'x',
    'leaf',
    x,
    { symbol: x, of: picture.x, shape: lowest.value('x').shape },
    gradient(by(x), picture.gradientOfX, lowest.gradient('x', 'downstream', form)),
  );
  let below = 'x';
  layers.forEach((layer, l) => {
    const terms = termsAt(l);
    const [W, b, z, h, delta] = ['W', 'b', 'z', 'h', '\\delta'].map((symbol) => at(symbol, l));
    const ofH = gradient(by(h), layer.gradientOfH, terms.gradient('h', 'downstream', form));
    const valueOfH: Held = { symbol: h, of: layer.h, shape: terms.value('h').shape };
    if (folded.has(l)) {
      const id = `layer${l}`;
      node(id, 'layer', h, valueOfH, ofH, l);
      edge(below, id, throughLayer(terms, convention));
      below = id;
      return;
    }
    const ofZ = gradient(delta, layer.delta, terms.gradient('z', 'downstream', form));
    const ofW =
      convention === 'shape'
        ? gradient(by(W), layer.gradientOfW, terms.gradient('W', 'downstream', form))
        : gradient(by(W), asOneRow(layer.gradientOfW), terms.flattened('W'));
    node(`W${l}`, 'leaf', W, { symbol: W, of: layer.W, shape: terms.value('W').shape }, ofW, l);
    node(
      `b${l}`,
      'leaf',
      b,
      { symbol: b, of: layer.b, shape: terms.value('b').shape },
      gradient(by(b), layer.gradientOfB, terms.gradient('b', 'downstream', form)),
      l,
    );
    const input = l === 0 ? x : at('h', l - 1);
    const product: Symbol = { tex: `${W.tex}${input.tex}`, text: `${W.text}${input.text}` };
    const { shape } = terms.value('z');
    node(
      `a${l}`,
      'operator',
      plain('×', '\\times'),
      { symbol: product, of: weighted(layer.z, layer.b), shape },
      ofZ,
      l,
    );
    node(`z${l}`, 'operator', plain('+'), { symbol: z, of: layer.z, shape }, ofZ, l);
    node(`h${l}`, 'operator', plain('f'), valueOfH, ofH, l);
    edge(`W${l}`, `a${l}`, toWeights(terms, convention));
    edge(below, `a${l}`, toInput(terms, convention));
    edge(`a${l}`, `z${l}`, throughSum(terms, convention));
    edge(`b${l}`, `z${l}`, throughSum(terms, convention));
    edge(`z${l}`, `h${l}`, throughF(terms, convention));
    below = `h${l}`;
  });
  const top = termsAt(layers.length - 1);
  scoreNodes(picture, top, convention, { node, edge, gradient, below, by });
  return { nodes, edges };
}

interface Building {
  readonly node: (
    id: string,
    kind: NetworkNode['kind'],
    symbol: Symbol,
    value: Held,
    gradient: NetworkNode['gradient'],
  ) => void;
  readonly edge: (from: string, to: string, local: Local | null) => void;
  readonly gradient: (symbol: Symbol, of: Tensor | number | null, term: Term) => NetworkNode['gradient'];
  readonly below: string;
  readonly by: (symbol: Symbol) => Symbol;
}

/** u, s and J, with what J compares s to. */
function scoreNodes(
  picture: Picture,
  terms: Terms,
  convention: Convention,
  { node, edge, gradient, below, by }: Building,
): void {
  const form = convention === 'shape' ? 'column' : 'row';
  const s = named(quantitiesOf(terms.picture).s);
  const u = terms.isSoftmax ? plain('U') : plain('u');
  const [weights, ofWeights] = [picture.u, picture.gradientOfU].map((tensor) =>
    terms.isSoftmax && terms.hasLayer ? turned(tensor) : tensor,
  );
  node(
    'u',
    'leaf',
    u,
    { symbol: u, of: weights, shape: (terms.isSoftmax ? terms.scoreWeights() : terms.value('u')).shape },
    terms.isSoftmax && convention === 'jacobian'
      ? gradient(by(u), asOneRow(ofWeights), terms.flattened('u'))
      : gradient(by(u), ofWeights, terms.gradient('u', 'downstream', form)),
  );
  node(
    's',
    'operator',
    plain('×', '\\times'),
    { symbol: s, of: numberOr(picture, 's'), shape: terms.value('s').shape },
    gradient(by(s), numberOr(picture, 'gradientOfS'), terms.gradient('s', 'downstream', form)),
  );
  edge('u', 's', toScoreWeights(terms, convention));
  edge(below, 's', toTop(terms, convention));
  if (picture.objective !== 'J') return;
  if (picture.scores) {
    const isTrue = picture.example.window === 0;
    const other = isTrue ? plain('s_c') : plain('s');
    const of = isTrue ? picture.scores.corrupted : picture.scores.s;
    node('other', 'leaf', other, { symbol: other, of, shape: [1, 1] }, null);
  } else {
    const gold = picture.header?.gold ?? null;
    const label = picture.head === 'softmax' && gold !== null ? labels[gold] : gold;
    node('y', 'leaf', plain('y'), { symbol: plain('y'), of: label, shape: null }, null);
  }
  node(
    'J',
    'operator',
    picture.head === 'max-margin' ? plain('max', '\\max') : plain('−log', '-\\log'),
    { symbol: plain('J'), of: picture.J, shape: [1, 1] },
    { symbol: plain('∂J/∂J'), of: picture.gradientOfJ, shape: [1, 1] },
  );
  edge('s', 'J', toScore(terms, convention));
  edge(picture.scores ? 'other' : 'y', 'J', null);
}

export const isThere = (value: Held['of']): boolean =>
  value !== null && (typeof value !== 'object' || value.state !== 'not-yet');

/** One score is a number. */
const numberOr = (picture: Picture, name: 's' | 'gradientOfS'): Tensor | number | null =>
  picture.s.rows === 1 ? scalarOf(picture, name) : picture[name];

/** The Jacobian of one number: a row, its entries in the order of θ. */
const asOneRow = (tensor: Tensor): Tensor => ({ ...tensor, rows: 1, columns: tensor.rows * tensor.columns });

/** U in its own shape: the board has it on its side. */
function turned({ rows, columns, values, state, sum }: Tensor): Tensor {
  const entries = Float64Array.from(values, (_, k) => values[(k % rows) * columns + Math.floor(k / rows)]);
  return tensor(columns, rows, entries, state, sum);
}

/** Wx alone: z without b. */
function weighted(z: Tensor, b: Tensor): Tensor {
  if (z.state === 'not-yet') return z;
  return column(Float64Array.from(z.values, (entry, i) => entry - b.values[i]));
}

/**
 * What an operation makes, as the nodes' ids; of a folded layer the layer. The update makes every parameter, and x where word
 * vectors are trained.
 */
export function madeBy(
  operation: Operation,
  { nodes }: Network,
  folded: ReadonlySet<number>,
): readonly string[] {
  if (operation.phase === 'update')
    return nodes.filter((node) => isParameter(node, operation)).map(({ id }) => id);
  if (!('layer' in operation)) return [operation.tensor];
  const l = operation.layer - 1;
  if (folded.has(l)) return [`layer${l}`];
  if (operation.phase === 'forward' && operation.tensor === 'z') return [`a${l}`, `z${l}`];
  // δ is that of + and, since + distributes, of the product.
  if (operation.phase === 'backward' && operation.tensor === 'z') return [`z${l}`, `a${l}`];
  return [`${operation.tensor}${l}`];
}

function isParameter(
  { id, kind, gradient }: NetworkNode,
  { tensor }: Extract<Operation, { readonly phase: 'update' }>,
): boolean {
  if (kind !== 'leaf' || !gradient) return false;
  if (id !== 'x') return true;
  return tensor === 'theta' && typeof gradient.of === 'object' && gradient.of?.state === 'ready';
}

/**
 * At most one layer is open, so that what is drawn can be read: the board's, unless it is folded.
 *
 * @param folds layers that are folded, from 1; null: none by itself
 */
export const foldedLayers = (
  { layers, open }: Pick<Picture, 'layers' | 'open'>,
  folds: readonly number[] | null,
): ReadonlySet<number> =>
  new Set([...layers.keys()].filter((l) => l !== open || (folds?.includes(l + 1) ?? false)));
