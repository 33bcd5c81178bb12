/** Whether an answer is awaited, and whether the pass will give it. */
import { passlessKinds } from '../questions/askable.ts';
import { standingQuestion } from './reading.ts';
import type { ClassState } from './state.ts';

/** One stands whose truth has not been shown. */
export function isOpen(state: ClassState): boolean {
  const asked = standingQuestion(state);
  return asked !== null && asked.phase !== 'revealed';
}

/** One is open that the pass will answer: nothing past the cursor is told (SPEC QU6). */
export const asksOfPass = (state: ClassState): boolean =>
  isOpen(state) && !passlessKinds.some((kind) => kind === standingQuestion(state)?.question.asked.kind);
