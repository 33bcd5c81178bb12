/** How a report writes many measurements. */

/** One line of a report: milliseconds. */
export const spread = (name: string, values: readonly number[]): string =>
  `${name.padEnd(34)} median ${quantile(values, 0.5).toFixed(1)} ms  p95 ${quantile(values, 0.95).toFixed(1)} ms  worst ${Math.max(...values).toFixed(1)} ms`;

export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))];
