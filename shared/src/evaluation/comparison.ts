/** Configurations beside each other: each trained anew with three seeds, and judged on the development part on the way (SPEC CR1–CR5). */

/** Seeds of each: the configuration's own, and those after it. */
export const SEEDS = 3;
export const COMPARED_LEAST = 2;
export const COMPARED_MOST = 6;
export const COMPARED_EPOCHS = 20;
/** So often at least each is judged, at equal distances, the last time at its end; */
export const COMPARED_POINTS = 8;
/** or so often an epoch, where that is more. */
const POINTS_AN_EPOCH = 2;
/** Judgements without a better score after which one ends, as it is offered: half of a comparison of up to four epochs, or two epochs. */
export const PATIENCE = 4;
export const PATIENCE_MOST = 20;

export interface ComparedPoint {
  /** Updates of θ. */
  readonly step: number;
  /**
   * Entity F1 on the development part: of LOC, and of all types that the network tells apart, which is its own score. Null: the part has
   * none to find (SPEC EV4).
   */
  readonly location: number | null;
  readonly all: number | null;
  /** Mean of J over the steps since the point before. */
  readonly J: number;
}

/** One configuration with one seed. */
export interface ComparedSeed {
  readonly points: readonly ComparedPoint[];
  /** The step of the one that is kept of it (early-stopping.ts); null: it was never judged. */
  readonly best: number | null;
  /**
   * Why it ended: all of its epochs were made; its score became no better; J was no number any more; or it could not be computed, and has
   * no points.
   */
  readonly ended: 'epochs' | 'patience' | 'diverged' | 'failed';
}

export const FAILED: ComparedSeed = { points: [], best: null, ended: 'failed' };

/** What is kept of one. */
export const bestPoint = ({ points, best }: ComparedSeed): ComparedPoint | null =>
  points.find(({ step }) => step === best) ?? null;

/** How long each is trained. */
export interface ComparedLength {
  /** At the most. */
  readonly epochs: number;
  /** Judgements in a row without a better score after which it ends; null: none does. */
  readonly patience: number | null;
}

/** What is compared: runs of the class by their numbers. */
export interface Compared extends ComparedLength {
  readonly runs: readonly number[];
}

/** The seed of one of them, and where it began. */
export const seedOf = (seed: number, k: number): number => (seed + k) % 0x1_0000_0000;

export interface Spread {
  readonly mean: number;
  readonly least: number;
  readonly greatest: number;
}

/** Of at least one number. */
export const spreadOf = (values: readonly number[]): Spread => ({
  mean: values.reduce((sum, value) => sum + value, 0) / values.length,
  least: Math.min(...values),
  greatest: Math.max(...values),
});

/** Whether what lies between two means may be the seeds' alone: their ranges meet. */
export const isWithinSpread = (one: Spread, other: Spread): boolean =>
  one.least <= other.greatest && other.least <= one.greatest;

/** After how many updates each is judged. */
export function comparedSteps(total: number, epochs: number): readonly number[] {
  const points = Math.max(COMPARED_POINTS, POINTS_AN_EPOCH * epochs);
  return [...new Set(Array.from({ length: points }, (_, k) => Math.ceil((total * (k + 1)) / points)))];
}
