/** A histogram of the server's metrics (Prometheus' exposition format), and what a share of the values of a while was at most. */

/** Values at most `le`, counted since the server began. */
export type Buckets = readonly { readonly le: number; readonly count: number }[];

export const bucketsOf = (text: string, name: string): Buckets =>
  [...text.matchAll(new RegExp(`^${name}_bucket\\{le="([^"]+)"\\} (\\d+)$`, 'gm'))].map(([, le, count]) => ({
    le: le === '+Inf' ? Infinity : Number(le),
    count: Number(count),
  }));

/** Between two readings, by a straight line within the bucket in which it lies. NaN where nothing was counted. */
export function quantileBetween(before: Buckets, after: Buckets, share: number): number {
  const counts = after.map(({ le, count }, k) => ({ le, count: count - (before[k]?.count ?? 0) }));
  const all = counts.at(-1)?.count ?? 0;
  const rank = share * all;
  for (let k = 0; k < counts.length; k++) {
    const { le, count } = counts[k];
    if (count < rank || count === 0) continue;
    const below = k === 0 ? { le: 0, count: 0 } : counts[k - 1];
    if (le === Infinity) return below.le;
    return below.le + ((le - below.le) * (rank - below.count)) / Math.max(1, count - below.count);
  }
  return NaN;
}
