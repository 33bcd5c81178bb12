/** Configurations beside each other: each trained anew with three seeds, and judged on the development part on the way (SPEC CR1–CR4). */

/** Seeds of each: the configuration's own, and those after it. */
export const SEEDS = 3;
export const COMPARED_LEAST = 2;
export const COMPARED_MOST = 6;
export const COMPARED_EPOCHS = 20;
/** So often each is judged, at equal distances, the last time at its end. */
export const COMPARED_POINTS = 8;

export interface ComparedPoint {
  /** Updates of θ. */
  readonly step: number;
  /** Entity F1 on the development part: of LOC, and of all types that the network tells apart. */
  readonly location: number;
  readonly all: number;
  /** Mean of J over the steps since the point before. */
  readonly J: number;
}

/** One configuration with one seed. */
export interface ComparedSeed {
  readonly points: readonly ComparedPoint[];
  /** J was no number any more, and it ended there. */
  readonly diverged: boolean;
}

/** What is compared: runs of the class by their numbers, each trained for so many epochs. */
export interface Compared {
  readonly runs: readonly number[];
  readonly epochs: number;
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
export const comparedSteps = (total: number): readonly number[] => [
  ...new Set(
    Array.from({ length: COMPARED_POINTS }, (_, k) => Math.ceil((total * (k + 1)) / COMPARED_POINTS)),
  ),
];
