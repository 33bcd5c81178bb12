import type { Operation } from '@deltaboard/shared/training/operations.ts';
import { superscript } from '../../language/format.ts';

/** What an operation makes, as short as it can be said: z, δ, ∂W⁽²⁾. */
export function symbolOf(operation: Operation, layers: number): string {
  const raised = 'layer' in operation && layers > 1 ? `⁽${superscript(operation.layer)}⁾` : '';
  switch (operation.phase) {
    case 'forward':
      return `${operation.tensor}${raised}`;
    case 'backward':
      return operation.tensor === 'z' ? `δ${raised}` : `∂${operation.tensor}${raised}`;
    case 'update':
      return { mean: '÷B', decay: '+λθ', theta: 'θ' }[operation.tensor];
  }
}
