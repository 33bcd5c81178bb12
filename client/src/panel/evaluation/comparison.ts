/** What a comparison says: curves, figures with their spread, and which difference is one (SPEC CR3, CR5). */
import {
  bestPoint,
  isWithinSpread,
  seedOf,
  spreadOf,
  type ComparedPoint,
  type ComparedSeed,
  type Spread,
} from '@deltaboard/shared/evaluation/comparison.ts';
import type { RunSummary, ToldComparison } from '@deltaboard/shared/protocol/state.ts';
import type { Line, Stroke } from '../../primitives/chart/line.ts';
import type { Point } from '../../primitives/chart/running-mean.ts';

export type Figure = 'location' | 'all' | 'J';

/** Told apart by their strokes, in the order in which they are named. */
const strokes: readonly Stroke[] = ['solid', 'dashed', 'dotted', 'dash-dot', 'long', 'heavy'];

/** One configuration with one of its seeds, and what is kept of it. */
export interface SeedKept {
  readonly seed: number;
  /** Null: it is not there yet, or was never judged. */
  readonly best: { readonly step: number; readonly f1: number | null } | null;
  /** The step at which it ended because it became no better. */
  readonly stoppedAt: number | null;
  readonly diverged: boolean;
  readonly failed: boolean;
}

export interface ComparedRun {
  /** Number of the run in its class. */
  readonly run: number;
  /** At the best step of each seed (SPEC CR5); null: none has come there yet. */
  readonly f1: Spread | null;
  readonly J: Spread | null;
  readonly seeds: readonly SeedKept[];
}

const spreadOfKnown = (values: readonly (number | null)[]): Spread | null => {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? spreadOf(known) : null;
};

/**
 * @param runs all of the class
 * @param figure F1 of what all of the networks tell apart
 */
export const comparedRuns = (
  told: ToldComparison,
  runs: readonly Pick<RunSummary, 'configuration'>[],
  figure: Exclude<Figure, 'J'>,
): readonly ComparedRun[] =>
  told.runs.map((run, k) => {
    // What diverged has no figure among those that came to an end.
    const kept = told.seeds[k].flatMap((one) =>
      one && one.ended !== 'diverged' ? (bestPoint(one) ?? []) : [],
    );
    return {
      run,
      f1: spreadOfKnown(kept.map((point) => point[figure])),
      J: spreadOfKnown(kept.map(({ J }) => J)),
      seeds: told.seeds[k].map((one, at) => keptOf(one, seedOf(runs[run].configuration.seed, at), figure)),
    };
  });

function keptOf(one: ComparedSeed | null, seed: number, figure: Exclude<Figure, 'J'>): SeedKept {
  const best = one && bestPoint(one);
  return {
    seed,
    best: best && { step: best.step, f1: best[figure] },
    stoppedAt: one?.ended === 'patience' ? (one.points.at(-1)?.step ?? null) : null,
    diverged: one?.ended === 'diverged',
    failed: one?.ended === 'failed',
  };
}

const pointOf = ({ step, ...figures }: ComparedPoint, figure: Figure): readonly Point[] => {
  const y = figures[figure];
  return y === null ? [] : [{ x: step, y }];
};

/** At each step the mean of the seeds that have come there; ringed: each seed's own best step. */
export function comparedLines(
  told: ToldComparison,
  figure: Figure,
  nameOf: (run: number) => string,
): readonly Line[] {
  return told.runs.map((run, k) => {
    const at = new Map<number, number[]>();
    const seeds = told.seeds[k].filter((seed) => seed !== null);
    for (const { x, y } of seeds.flatMap(({ points }) => points).flatMap((point) => pointOf(point, figure)))
      at.set(x, [...(at.get(x) ?? []), y]);
    const points = [...at].sort(([a], [b]) => a - b).map(([x, all]) => ({ x, y: spreadOf(all).mean }));
    const ringed = seeds.flatMap((seed) => bestPoint(seed) ?? []).flatMap((point) => pointOf(point, figure));
    return { name: nameOf(run), stroke: strokes[k % strokes.length], points, marked: true, ringed };
  });
}

/** Once all is there: the run with the highest mean F1, and of the others which may be as good. Null before, or where there is none. */
export function verdictOf(
  told: ToldComparison,
  runs: readonly ComparedRun[],
): {
  readonly best: number;
  readonly within: readonly number[];
  readonly beyond: readonly number[];
} | null {
  if (told.seeds.flat().some((one) => one === null)) return null;
  const known = runs.flatMap(({ run, f1 }) => (f1 ? [{ run, f1 }] : []));
  if (known.length === 0) return null;
  const best = known.reduce((one, other) => (other.f1.mean > one.f1.mean ? other : one));
  const others = known.filter(({ run }) => run !== best.run);
  const isWithin = ({ f1 }: (typeof known)[number]): boolean => isWithinSpread(f1, best.f1);
  return {
    best: best.run,
    within: others.filter(isWithin).map(({ run }) => run),
    beyond: others.filter((one) => !isWithin(one)).map(({ run }) => run),
  };
}
