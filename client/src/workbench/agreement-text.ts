/** Where the largest difference is, in the board's names: "δ₃", "∂J/∂W₂,₁₄". */
import type { ObjectiveName } from '@deltaboard/shared/training/operations.ts';

/**
 * @param tensor as gradient.ts names it: s, u, x, W1, b1, z1, h1
 * @param entry 0-based, row-major
 */
export function entryName(
  tensor: string,
  entry: number,
  { objective, columns }: { readonly objective: ObjectiveName; readonly columns: number },
): string {
  const symbol = tensor.replace(/\d+$/, '');
  const name = `∂${objective}/∂${symbol}`;
  if (symbol === 's') return name;
  const index =
    symbol === 'W' ? `${Math.floor(entry / columns) + 1},${(entry % columns) + 1}` : String(entry + 1);
  return `${name}[${index}]`;
}
