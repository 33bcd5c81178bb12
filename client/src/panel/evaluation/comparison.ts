/** What a comparison says: curves, figures with their spread, and which difference is one (SPEC CR3). */
import {
  isWithinSpread,
  spreadOf,
  type ComparedPoint,
  type Spread,
} from '@deltaboard/shared/evaluation/comparison.ts';
import type { ToldComparison } from '@deltaboard/shared/protocol/events.ts';
import type { Line, Stroke } from '../../primitives/chart/line.ts';

export type Figure = 'location' | 'all' | 'J';

/** Told apart by their strokes, in the order in which they are named. */
const strokes: readonly Stroke[] = ['solid', 'dashed', 'dotted', 'dash-dot', 'long', 'heavy'];

export interface ComparedRun {
  /** Number of the run in its class. */
  readonly run: number;
  /** At their ends; null: no seed has come there yet. */
  readonly f1: Spread | null;
  readonly J: Spread | null;
  readonly diverged: boolean;
  readonly failed: boolean;
}

/** @param figure F1 of what all of the networks tell apart */
export const comparedRuns = (told: ToldComparison, figure: Exclude<Figure, 'J'>): readonly ComparedRun[] =>
  told.runs.map((run, k) => {
    const seeds = told.seeds[k].filter((one) => one !== null);
    const ends = seeds.flatMap(({ points, diverged }) => (diverged ? [] : (points.at(-1) ?? [])));
    return {
      run,
      f1: ends.length > 0 ? spreadOf(ends.map((point) => point[figure])) : null,
      J: ends.length > 0 ? spreadOf(ends.map(({ J }) => J)) : null,
      diverged: seeds.some(({ diverged }) => diverged),
      failed: seeds.some(({ points, diverged }) => points.length === 0 && !diverged),
    };
  });

/** At each step the mean of the seeds that have come there. */
export function comparedLines(
  told: ToldComparison,
  figure: Figure,
  nameOf: (run: number) => string,
): readonly Line[] {
  return told.runs.map((run, k) => {
    const at = new Map<number, ComparedPoint[]>();
    for (const seed of told.seeds[k])
      for (const point of seed?.points ?? []) at.set(point.step, [...(at.get(point.step) ?? []), point]);
    const points = [...at].map(([x, all]) => ({ x, y: spreadOf(all.map((point) => point[figure])).mean }));
    return { name: nameOf(run), stroke: strokes[k % strokes.length], points, marked: true };
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
