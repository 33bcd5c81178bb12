/** What a question is about, of a step that a member of the family makes. */
import type { FamilyRun } from '../../protocol/testing/family.ts';
import type { Subject } from '../../protocol/state.ts';
import { OPENING_VIEW, type View } from '../../protocol/view.ts';
import { evidenceOf, type Evidence } from '../evidence.ts';
import { truthOf } from '../library.ts';
import type { Choice, Question } from '../question.ts';

export function evidenceAt(
  family: FamilyRun,
  operation: number,
  view: Partial<View> = {},
  subject: Subject = { kind: 'window' },
): Evidence {
  const evidence = evidenceOf({
    moment: family.momentAt(operation),
    run: family.run,
    view: { ...OPENING_VIEW, ...view },
    subject,
    operation,
  });
  if (!evidence) throw new Error('no pass');
  return evidence;
}

export function trueChoice(question: Question, evidence: Evidence): Choice {
  const truth = truthOf(question, evidence);
  if (truth === null) throw new Error('no truth');
  return question.choices[truth];
}
