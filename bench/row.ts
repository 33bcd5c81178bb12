/** A figure of the benchmarks, and how it is written. */
export interface Row {
  readonly name: string;
  /** null: it could not be measured here; `unit` says why. */
  readonly value: number | null;
  readonly unit: string;
  /** What it is measured against in the same run, and the median of peer / own (of a cost: own / peer), with its quartiles. */
  readonly peer: string | null;
  readonly ratio: number | null;
  readonly spread: readonly [number, number] | null;
  readonly goal: number | null;
  readonly holds: boolean | null;
}

export function written(rows: readonly Row[], asJson: boolean): string {
  if (asJson) return rows.map((row) => JSON.stringify(row)).join('\n');
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows
    .map(({ name, value, unit, ratio, spread, goal, holds }) => {
      if (value === null) return `${name.padEnd(width)}  ${unit}`;
      const beside = ratio === null ? '' : `  ${ratio.toFixed(2)} of its peer`;
      const between = spread ? ` (${spread.map((end) => end.toFixed(2)).join(' to ')})` : '';
      const reached = goal === null ? '' : `  goal ${goal.toFixed(2)}: ${holds ? 'holds' : 'missed'}`;
      return `${name.padEnd(width)}  ${value.toFixed(2).padStart(8)} ${unit}${beside}${between}${reached}`;
    })
    .join('\n');
}
