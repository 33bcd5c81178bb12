/** A pass as marks to tap, one per operation; of a step of several examples those of the shown one, and its end. */
import type { Operation, Phase } from '@deltaboard/shared/training/operations.ts';
import { superscript } from '../../language/format.ts';
import type { Picture } from '../../picture/picture.ts';

export interface Mark {
  /** How many operations have been performed once it has, from 1. */
  readonly number: number;
  readonly operation: Operation;
  readonly phase: Phase;
  readonly symbol: string;
}

export function marksOf(
  operations: readonly Operation[],
  { layers, head, example }: Pick<Picture, 'layers' | 'head' | 'example'>,
): readonly Mark[] {
  const several = layers.length > 1;
  return operations.flatMap((operation, k): Mark[] =>
    'example' in operation && operation.example !== example.index
      ? []
      : [
          {
            number: k + 1,
            operation,
            phase: operation.phase,
            symbol: symbolOf(operation, several, head === 'softmax'),
          },
        ],
  );
}

function symbolOf(operation: Operation, several: boolean, isSoftmax: boolean): string {
  if (operation.phase === 'update') return { mean: '÷B', decay: '+λ', theta: 'θ' }[operation.tensor];
  const layer = several && 'layer' in operation ? superscript(operation.layer) : '';
  const tensor = operation.tensor === 'u' && isSoftmax ? 'U' : operation.tensor;
  if (operation.phase === 'backward' && operation.tensor === 'z') return `δ${layer}`;
  return `${operation.phase === 'backward' ? '∂' : ''}${tensor}${layer}`;
}

/** How the marks lie: in as few rows as have room for them, each as long as the others. */
export function rowsOf(marks: number, width: number, least: number): number {
  const fit = Math.max(1, Math.floor(width / least));
  return Math.ceil(marks / fit);
}
