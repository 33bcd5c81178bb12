/**
 * Early stopping: a run that is judged as it goes ends once its score has not become better for so many judgements, and its best step is
 * what is kept of it (SPEC CR5). Prechelt, Early Stopping – But When?, 1998: his UP criterion, on a score in place of an error.
 */

export interface Judged {
  /** Updates of θ. */
  readonly step: number;
  /** Greater is better; null: there was nothing to find, so that there is no score (SPEC EV4). */
  readonly score: number | null;
}

/** What one has come to, judgement by judgement. */
export interface Watched {
  /** The first with the greatest score; while none has one, the last. */
  readonly best: Judged | null;
  /** Judgements since then that have a score and are no better. */
  readonly since: number;
}

export const UNWATCHED: Watched = { best: null, since: 0 };

export function watch({ best, since }: Watched, judged: Judged): Watched {
  const known = best?.score ?? null;
  if (judged.score === null) return { best: known === null ? judged : best, since };
  const isBetter = known === null || judged.score > known;
  return isBetter ? { best: judged, since: 0 } : { best, since: since + 1 };
}

/** @param patience judgements in a row without a better one; null: it goes on to its end */
export const isToStop = ({ since }: Watched, patience: number | null): boolean =>
  patience !== null && since >= patience;
