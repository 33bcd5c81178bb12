/** What a class was told of the branches of a run, beside the facts: curve and scores. */
import type { Evaluation } from '@deltaboard/shared/protocol/state.ts';
import { seriesUpTo, type SeriesPoint } from '@deltaboard/shared/training/series.ts';

/** Of one branch. */
export interface History {
  readonly series: readonly SeriesPoint[];
  readonly evaluations: readonly Evaluation[];
}

/** With what the trainer has left. */
export interface KeptRun {
  readonly trainer: Uint8Array;
  readonly histories: ReadonlyMap<number, History>;
}

/** Of the steps up to this one. */
export const upTo = ({ series, evaluations }: History, step: number): History => ({
  series: seriesUpTo(series, step),
  evaluations: evaluations.filter((evaluation) => evaluation.step <= step),
});
