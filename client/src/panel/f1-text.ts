/** F1 in words: of the network and of the dictionary, on the same test part (SPEC EV1, EV4). */
import type { EntityScore } from '@deltaboard/shared/evaluation/entity-score.ts';
import type { Evaluation } from '@deltaboard/shared/protocol/state.ts';
import { fixed } from '../language/format.ts';
import type { charts } from './charts.en.ts';

/** Where there is nothing to find, F1 is no score: not 0. */
export const hasScore = (dictionary: EntityScore | null): boolean => dictionary?.gold !== 0;

export function f1Text(
  newest: Evaluation | undefined,
  dictionary: EntityScore | null,
  t: Pick<typeof charts, 'nothingToFind' | 'noScore' | 'f1Now'>,
): string {
  if (!hasScore(dictionary)) return t.nothingToFind;
  return newest ? t.f1Now(fixed(newest.f1), dictionary ? fixed(dictionary.f1) : '–') : t.noScore;
}
