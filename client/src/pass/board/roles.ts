/**
 * The operation at the cursor on the board: what it makes, from what. Its roles are line styles: downstream a double rule,
 * upstream a plain one, local a dashed one. So δ has a double rule where it is made and a plain one where it is used
 * (lecture S7, S9).
 */
import type { Operation } from '@deltaboard/shared/training/operations.ts';
import type { Picture } from '../../picture/picture.ts';
import type { FoldTensor } from './folds.ts';
import { gradientOf, isLeftOut, type QuantityName } from './tensors.ts';

/** `made` in a forward operation, where there is no upstream yet; `given` is what it is made of. */
export type Role = 'downstream' | 'upstream' | 'local' | 'made' | 'given';

/** A quantity of the open board, or a column of a fold. */
export type OnBoard =
  { readonly quantity: QuantityName } | { readonly layer: number; readonly tensor: FoldTensor };

export type RoleOnBoard = readonly [place: OnBoard, role: Role];

/** The layer of the board an operation belongs to (0-based): the open one, a folded one, or none. */
const layerOf = (operation: Operation): number | null => ('layer' in operation ? operation.layer - 1 : null);

export type Family = Pick<Picture, 'open' | 'objective'> & { readonly layers: { readonly length: number } };

/** A tensor of the network by layer (0-based); null: the board's own (s, u, J). */
interface Part {
  readonly name: 'x' | 'W' | 'b' | 'z' | 'h' | 'u' | 's' | 'J';
  readonly layer: number | null;
  readonly gradient: boolean;
}

const value = (name: Part['name'], layer: number | null = null): Part => ({ name, layer, gradient: false });
const slope = (name: Part['name'], layer: number | null = null): Part => ({ name, layer, gradient: true });

/** What an operation is made of: of a backward one its upstream gradients and what is local. */
function sources(
  operation: Exclude<Operation, { phase: 'update' }>,
  layers: number,
): { readonly upstream: readonly Part[]; readonly local: readonly Part[] } {
  const l = layerOf(operation) ?? 0;
  const input = (layer: number): Part => (layer === 0 ? value('x') : value('h', layer - 1));
  const above = (layer: number): Part => (layer === layers ? slope('s') : slope('z', layer));
  if (operation.phase === 'forward') {
    const given: Readonly<Record<typeof operation.tensor, readonly Part[]>> = {
      x: [],
      z: [value('W', l), input(l), value('b', l)],
      h: [value('z', l)],
      s: [value('u'), input(layers)],
      J: [value('s')],
    };
    return { upstream: [], local: given[operation.tensor] };
  }
  const through = (layer: number): Part => (layer === layers ? value('u') : value('W', layer));
  switch (operation.tensor) {
    case 'J':
      return { upstream: [], local: [] };
    case 's':
      return { upstream: [slope('J')], local: [value('s')] };
    case 'u':
      return { upstream: [slope('s')], local: [input(layers)] };
    case 'h':
      return { upstream: [above(l + 1)], local: [through(l + 1)] };
    case 'z':
      return { upstream: [slope('h', l)], local: [value('z', l)] };
    case 'b':
      return { upstream: [slope('z', l)], local: [] };
    case 'W':
      return { upstream: [slope('z', l)], local: [input(l)] };
    case 'x':
      return { upstream: [above(0)], local: [through(0)] };
  }
}

/** Where a part of the network is drawn: on the open board, in a fold, or not at all. */
function placeOf({ name, layer, gradient }: Part, { open, layers }: Family): OnBoard | null {
  const isInput =
    (name === 'h' && layer !== null && layer === open - 1) ||
    (name === 'x' && (open <= 0 || layers.length === 0));
  if (isInput) return { quantity: gradient ? 'gradientOfX' : 'x' };
  if (name === 'x') return null;
  if (layer === null || layer === open) return { quantity: gradient ? gradientOf[name] : name };
  if (name === 'z') return { layer, tensor: gradient ? 'delta' : 'z' };
  if (name === 'h') return { layer, tensor: gradient ? 'gradientOfH' : 'h' };
  return null;
}

export function rolesOf(operation: Operation, family: Family): readonly RoleOnBoard[] {
  const all = (parts: readonly Part[], role: Role): RoleOnBoard[] =>
    parts.flatMap((part) => {
      const place = placeOf(part, family);
      if (!place || ('quantity' in place && isLeftOut(place.quantity, family.objective))) return [];
      return [[place, role]];
    });
  if (operation.phase === 'update') {
    const layer = family.open;
    const isGradient = operation.tensor !== 'theta';
    const part = (name: 'W' | 'b' | 'u'): Part => ({
      name,
      layer: name === 'u' ? null : layer,
      gradient: isGradient,
    });
    // L2 is of the weights only.
    const names = operation.tensor === 'decay' ? (['W', 'u'] as const) : (['W', 'b', 'u'] as const);
    return all(names.filter((name) => name === 'u' || layer >= 0).map(part), 'made');
  }
  const { upstream, local } = sources(operation, family.layers.length);
  const made: Part = {
    name: operation.tensor,
    layer: layerOf(operation),
    gradient: operation.phase === 'backward',
  };
  return operation.phase === 'forward'
    ? [...all([made], 'made'), ...all(local, 'given')]
    : [...all([made], 'downstream'), ...all(upstream, 'upstream'), ...all(local, 'local')];
}
