/** The scratch graph as it stands: a typed expression, its values, and how far it has been stepped through. */
import { Refusal } from '../refusal.ts';
import { parseExpression } from './expression.ts';
import { scratchOperations } from './pass.ts';

export interface Scratch {
  readonly expression: string;
  readonly values: Readonly<Record<string, number>>;
  /** Operations performed, of `scratchOperations`. */
  readonly operation: number;
}

/** The lecture's: 6, and by x, y and z 2, 5 and 0. */
export const OPENING_SCRATCH: Scratch = {
  expression: 'f = (x + y) * max(y, z)',
  values: { x: 1, y: 2, z: 0 },
  operation: 0,
};

/** Names only what it changes: the values are the expression's, and where one of the two is new it begins anew. */
export interface ScratchChange {
  readonly expression?: string | undefined;
  readonly values?: Readonly<Record<string, number>> | undefined;
  readonly operation?: number | undefined;
  readonly direction?: 1 | -1 | undefined;
}

/**
 * The same one where nothing changes. Throws Refusal 'expression' at the column that is wrong, 'command' when the graph has no such
 * operation.
 */
export function changedScratch(scratch: Scratch, change: ScratchChange): Scratch {
  const { expression = scratch.expression, values = scratch.values, direction = 0 } = change;
  const isDrawn = change.expression !== undefined || change.values !== undefined;
  const graph = parseExpression(expression, values);
  const most = scratchOperations(graph).length;
  const from = change.operation ?? (isDrawn ? 0 : scratch.operation);
  if (from > most) throw new Refusal('command', { path: 'operation', value: from, reason: `<=${most}` });
  // At either end there is no further one: a key that is held past it asks for nothing.
  const operation = Math.min(most, Math.max(0, from + direction));
  if (!isDrawn && operation === scratch.operation) return scratch;
  // Values of nothing that the expression names are dropped.
  const named = Object.fromEntries(graph.variables.map((name) => [name, values[name]]));
  return { expression, values: named, operation };
}
