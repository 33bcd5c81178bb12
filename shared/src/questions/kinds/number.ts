/** What an entry, p or J will be, typed: no choice helps, and any correct rounding is right. */
import { probabilityOf } from '../../model/forward.ts';
import type { Operation } from '../../training/operations.ts';
import type { NumberTensor } from '../askable.ts';
import type { Evidence } from '../evidence.ts';
import { valuesOf } from './entry.ts';
import {
  at,
  cannot,
  computes,
  greatest,
  isDone,
  layerAt,
  layersOf,
  type AskedOf,
  type Kind,
} from './kind.ts';

export const number: Kind<'number'> = {
  candidates(asked, evidence) {
    const value = valueOf(asked, evidence);
    // Of a run that has diverged there is nothing to type.
    if (!Number.isFinite(value)) throw cannot('number', 'no-number');
    return { truth: { type: 'number', value }, wrong: [] };
  },
  answeredBy: () => ({ by: 'number' }),
  shownBy: ({ tensor, layer }, evidence) => computesNumber(tensor, layer, evidence),
  offered: (evidence) => {
    const layers = layersOf(evidence);
    return layers.length === 0
      ? [{ kind: 'number', tensor: 's', layer: 1, entry: 0 }]
      : layers.map((layer) => {
          const { gradient } = layerAt('number', layer, evidence);
          const asksOfW = isDone(computes('delta', layer, evidence), evidence);
          const [tensor, values] = asksOfW
            ? (['gradientOfW', gradient.W.data] as const)
            : (['delta', gradient.z] as const);
          return { kind: 'number', tensor, layer, entry: greatest(values) };
        });
  },
};

function valueOf({ kind, tensor, layer, entry }: AskedOf<'number'>, evidence: Evidence): number {
  if (tensor === 'J') {
    if (evidence.J === null) throw cannot(kind, 'objective');
    return evidence.J;
  }
  if (tensor === 'p') {
    const p = probabilityOf(evidence.model.head, evidence.activations.s);
    if (p === null) throw cannot(kind, 'head');
    return p;
  }
  const values = valuesOf(kind, tensor, layer, evidence);
  if (entry >= values.length) throw cannot(kind, 'entry');
  return values[entry];
}

/** p stands with s. */
function computesNumber(tensor: NumberTensor, layer: number, evidence: Evidence): Operation {
  if (tensor === 'J') return { phase: 'forward', tensor: 'J', example: at(evidence).example };
  return computes(tensor === 'p' ? 's' : tensor, layer, evidence);
}
