/** The network on the board as a computation graph: the same tensors, the same cursor, another picture (lecture S9). */
import { labels } from '@deltaboard/shared/dataset/sentence.ts';
import type { Operation } from '@deltaboard/shared/training/operations.ts';
import { layered, numeratorOf, quantitiesOf, scalarOf, type Symbol } from '../board/tensors.ts';
import type { Picture, Tensor } from '../../picture/picture.ts';
import { column } from '../../picture/tensor.ts';

/** What a node holds: a tensor or one number, and the gradient by it. */
export interface NetworkNode {
  readonly id: string;
  readonly kind: 'leaf' | 'operator' | 'layer';
  /** The tensor's symbol, or the operator's sign. */
  readonly symbol: Symbol;
  /** What it computes; null for what is given. */
  readonly made: Symbol | null;
  readonly value: Tensor | number | string | null;
  /** null: nothing is differentiated by it (y). */
  readonly gradient: { readonly symbol: Symbol; readonly of: Tensor | number | null } | null;
  /** 0-based: it can be folded, or opened. */
  readonly layer: number | null;
}

export interface NetworkEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** upstream → downstream; null where no gradient goes. */
  readonly back: Symbol | null;
  readonly hasCome: boolean;
}

export interface Network {
  readonly nodes: readonly NetworkNode[];
  readonly edges: readonly NetworkEdge[];
}

const plain = (text: string, tex = text): Symbol => ({ tex, text });

/** @param folded layers (0-based) that are one node each */
export function networkOf(picture: Picture, folded: ReadonlySet<number>): Network {
  const { layers } = picture;
  const of = numeratorOf(picture);
  const by = ({ tex, text }: Symbol): Symbol => ({ tex: `∂${of.tex}/∂${tex}`, text: `∂${of.text}/∂${text}` });
  const at = (symbol: string, l: number): Symbol => layered(symbol, l, picture);
  const top = quantitiesOf({ ...picture, open: layers.length - 1 });
  const nodes: NetworkNode[] = [];
  const edges: NetworkEdge[] = [];
  const node = (
    id: string,
    kind: NetworkNode['kind'],
    symbol: Symbol,
    made: Symbol | null,
    value: NetworkNode['value'],
    gradient: NetworkNode['gradient'],
    layer: number | null = null,
  ): void => void nodes.push({ id, kind, symbol, made, value, gradient, layer });
  /** Its gradient has come back once what is below has it. */
  const edge = (from: string, to: string, upstream: Symbol | null): void => {
    const input = nodes.find(({ id }) => id === from);
    const down = input?.gradient ?? null;
    edges.push({
      id: `${from}-${to}`,
      from,
      to,
      back:
        upstream && down
          ? {
              tex: `${upstream.tex} \\to ${down.symbol.tex}`,
              text: `${upstream.text} →\n${down.symbol.text}`,
            }
          : null,
      hasCome: down !== null && isThere(down.of),
    });
  };

  const x = quantitiesOf({ ...picture, open: Math.min(0, layers.length - 1) }).x;
  node('x', 'leaf', x, null, picture.x, { symbol: by(x), of: picture.gradientOfX });
  let below = 'x';
  layers.forEach((layer, l) => {
    const [W, b, z, h, delta] = ['W', 'b', 'z', 'h', '\\delta'].map((symbol) => at(symbol, l));
    if (folded.has(l)) {
      const id = `layer${l}`;
      node(id, 'layer', h, null, layer.h, { symbol: by(h), of: layer.gradientOfH }, l);
      edge(below, id, delta);
      below = id;
      return;
    }
    node(`W${l}`, 'leaf', W, null, layer.W, { symbol: by(W), of: layer.gradientOfW }, l);
    node(`b${l}`, 'leaf', b, null, layer.b, { symbol: by(b), of: layer.gradientOfB }, l);
    const input = l === 0 ? x : at('h', l - 1);
    const product: Symbol = { tex: `${W.tex}${input.tex}`, text: `${W.text}${input.text}` };
    node(
      `a${l}`,
      'operator',
      plain('×', '\\times'),
      product,
      weighted(layer.z, layer.b),
      { symbol: delta, of: layer.delta },
      l,
    );
    node(`z${l}`, 'operator', plain('+'), z, layer.z, { symbol: delta, of: layer.delta }, l);
    node(`h${l}`, 'operator', plain('f'), h, layer.h, { symbol: by(h), of: layer.gradientOfH }, l);
    edge(`W${l}`, `a${l}`, delta);
    edge(below, `a${l}`, delta);
    edge(`a${l}`, `z${l}`, delta);
    edge(`b${l}`, `z${l}`, delta);
    edge(`z${l}`, `h${l}`, by(h));
    below = `h${l}`;
  });
  const { u } = top;
  node('u', 'leaf', u, null, picture.u, { symbol: by(u), of: picture.gradientOfU });
  const s = top.s;
  node('s', 'operator', plain('×', '\\times'), s, numberOr(picture, 's'), {
    symbol: by(s),
    of: numberOr(picture, 'gradientOfS'),
  });
  edge('u', 's', by(s));
  edge(below, 's', by(s));
  if (picture.objective === 'J') {
    if (picture.scores) {
      const isTrue = picture.example.window === 0;
      node(
        'other',
        'leaf',
        isTrue ? plain('s_c') : plain('s'),
        null,
        isTrue ? picture.scores.corrupted : picture.scores.s,
        null,
      );
    } else {
      const gold = picture.header?.gold ?? null;
      const label = picture.head === 'softmax' && gold !== null ? labels[gold] : gold;
      node('y', 'leaf', plain('y'), null, label, null);
    }
    node('J', 'operator', plain('J'), plain('J'), picture.J, {
      symbol: plain('∂J/∂J'),
      of: picture.gradientOfJ,
    });
    edge('s', 'J', plain('∂J/∂J'));
    edge(picture.scores ? 'other' : 'y', 'J', null);
  }
  return { nodes, edges };
}

const isThere = (value: Tensor | number | null): boolean =>
  value !== null && (typeof value === 'number' || value.state !== 'not-yet');

/** One score is a number. */
const numberOr = (picture: Picture, name: 's' | 'gradientOfS'): Tensor | number | null =>
  picture.s.rows === 1 ? scalarOf(picture, name) : picture[name];

/** Wx alone: z without b. */
function weighted(z: Tensor, b: Tensor): Tensor {
  if (z.state === 'not-yet') return z;
  return column(Float64Array.from(z.values, (entry, i) => entry - b.values[i]));
}

/** What an operation makes, as the nodes' ids; of a folded layer the layer. The update makes every parameter. */
export function madeBy(
  operation: Operation,
  { nodes }: Network,
  folded: ReadonlySet<number>,
): readonly string[] {
  if (operation.phase === 'update')
    return nodes.filter(({ id, kind }) => kind === 'leaf' && /^[Wbu]/.test(id)).map(({ id }) => id);
  if (!('layer' in operation)) return [operation.tensor];
  const l = operation.layer - 1;
  if (folded.has(l)) return [`layer${l}`];
  if (operation.phase === 'forward' && operation.tensor === 'z') return [`a${l}`, `z${l}`];
  // δ is that of + and, since + distributes, of the product.
  if (operation.phase === 'backward' && operation.tensor === 'z') return [`z${l}`, `a${l}`];
  return [`${operation.tensor}${l}`];
}

/** Layers folded at first: all but the open one. */
export const foldedAtFirst = ({ layers, open }: Pick<Picture, 'layers' | 'open'>): ReadonlySet<number> =>
  new Set([...layers.keys()].filter((l) => l !== open));
