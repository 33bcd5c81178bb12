/** Whether hands can be counted for the question as it stands: while a round is open, and where there are choices (SPEC QU37). */
import type { PosedQuestion } from '@deltaboard/shared/protocol/participation.ts';

export const takesHands = ({ phase, question }: Pick<PosedQuestion, 'phase' | 'question'>): boolean =>
  (phase === 'first' || phase === 'second') && question.choices.length > 0;
