/** How many have answered; that all have, once nobody who is here is awaited. */
import type { Session } from '../../session/session.svelte.ts';
import type { questions } from './questions.en.ts';

/** @param members those that could answer, where that is said too */
export function answeredText(
  { answered, awaited }: Pick<Session, 'answered' | 'awaited'>,
  t: typeof questions,
  members: number | null = null,
): string {
  if (awaited === 0 && answered > 0) return t.allAnswered;
  return members === null ? t.answered(answered) : t.of(answered, members);
}
