/** A straight line through measurements, by least squares. */
export interface Slope {
  /** Of y by x. */
  readonly slope: number;
  /** Its standard error. */
  readonly error: number;
}

/** At least three points. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): Slope {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, value]) => value))];
  const spread = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
  const slope = points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0) / spread;
  const rest = points.reduce((sum, [at, value]) => sum + (value - y - slope * (at - x)) ** 2, 0);
  return { slope, error: Math.sqrt(rest / (points.length - 2) / spread) };
}
