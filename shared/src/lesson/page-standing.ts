/** Where a page of a lesson stands in its run (SPEC LE5). */
import { objectiveOfWindow, type PlayedSubject } from '../protocol/state.ts';
import { stepPlan, type Configuration } from '../training/configuration.ts';
import { atOperation, type Cursor } from '../training/cursor.ts';
import { exampleLength, passLength, stepLength, windowPlan } from '../training/operations.ts';
import { objectiveOfPage, type LessonPage, type LessonSubject, type PageStand } from './lesson.ts';
import { performedAfter } from './operation-name.ts';

export interface PageStanding {
  readonly cursor: Cursor;
  /** Operations performed of a probe's or a sentence's own pass; null: all of them. */
  readonly operation: number | null;
}

/** What a search has found: the example from 1. */
export interface Found {
  readonly step: number;
  readonly example: number;
}

const playedSubject = (subject: LessonSubject): PlayedSubject =>
  subject.kind === 'sentence' ? { kind: 'sentence', isLabelled: subject.goldType !== null } : subject;

/** Operations performed where a page stands, of its subject's pass; `all` of it, or null where it has none of this name. */
export function performedAt(
  page: Pick<LessonPage, 'view'>,
  { subject }: Pick<PageStand, 'subject'>,
  configuration: Configuration,
  after: NonNullable<PageStand['at']['after']> | undefined,
  example = 1,
): number | 'all' | null {
  const objective = objectiveOfWindow(objectiveOfPage(page), playedSubject(subject), configuration);
  const ofStep = subject.kind === 'window';
  const plan = ofStep ? stepPlan(configuration) : windowPlan(stepPlan(configuration));
  if (after === undefined) return 'all';
  const performed = performedAfter(after, plan, objective, example);
  const length = ofStep ? stepLength(plan, objective) : passLength(plan, objective);
  return performed !== null && performed >= length ? 'all' : performed;
}

/** @param found what the page's search has found; null where it has none, or has found nothing: then there is no place */
export function pageStanding(
  page: Pick<LessonPage, 'view'>,
  stand: PageStand,
  { configuration, run }: { readonly configuration: Configuration; readonly run: number },
  found: Found | null,
): PageStanding | null {
  const { at, subject } = stand;
  const step = at.step ?? found?.step;
  if (step === undefined) return null;
  const example = at.example ?? found?.example ?? 1;
  const performed = performedAt(page, stand, configuration, at.after, example);
  const end: Cursor = { run, branch: 0, step: step + 1, example: 0, operation: 0 };
  if (subject.kind !== 'window')
    return { cursor: end, operation: typeof performed === 'number' ? performed : null };
  if (typeof performed !== 'number' || step === 0) return { cursor: end, operation: null };
  const objective = objectiveOfPage(page);
  const plan = stepPlan(configuration);
  const lengths = {
    example: exampleLength(plan, objective),
    batch: plan.batch,
    operations: stepLength(plan, objective),
    epochLength: 1,
  };
  const begun: Cursor = { ...end, step, operation: performed };
  return { cursor: performed === 0 ? begun : atOperation(begun, performed, lengths), operation: null };
}
