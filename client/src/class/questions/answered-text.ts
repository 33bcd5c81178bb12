/** How many have answered; that all have, once nobody who is here is awaited. Who was counted by hand has, and is here (SPEC QU38). */
import type { Desk } from '@deltaboard/shared/protocol/participation.ts';
import type { Session } from '../../session/session.svelte.ts';
import type { questions } from './questions.en.ts';

/** Those that could answer in the round that is open, or was last; for those who lead. */
export const couldAnswer = (desk: Desk | null): number =>
  (desk?.viewers ?? 0) + handsIn(desk?.byHands?.at(-1));

export const handsIn = (counts: readonly number[] = []): number => counts.reduce((sum, one) => sum + one, 0);

/** @param members those that could answer, where that is said too */
export function answeredText(
  { answered, awaited }: Pick<Session, 'answered' | 'awaited'>,
  t: typeof questions,
  members: number | null = null,
): string {
  if (awaited === 0 && answered > 0) return t.allAnswered;
  return members === null ? t.answered(answered) : t.of(answered, members);
}
