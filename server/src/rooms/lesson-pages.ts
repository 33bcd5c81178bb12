/** The pages of a lesson on its runs: where each stands, and whether what it asks can be asked there (SPEC LE5). */
import {
  runsOf,
  standsOf,
  viewOfPage,
  type Lesson,
  type LessonPage,
  type LessonSubject,
  type PageStand,
} from '@deltaboard/shared/lesson/lesson.ts';
import { pageStanding, type Found, type PageStanding } from '@deltaboard/shared/lesson/page-standing.ts';
import type { Subject } from '@deltaboard/shared/protocol/state.ts';
import { OPENING_VIEW } from '@deltaboard/shared/protocol/view.ts';
import { evidenceOf } from '@deltaboard/shared/questions/evidence.ts';
import { compose, isOfPass, truthOf } from '@deltaboard/shared/questions/library.ts';
import type { Question } from '@deltaboard/shared/questions/question.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { newRun } from '@deltaboard/shared/training/run.ts';
import type { Parked } from '../training/trainer.ts';
import type { SearchListener } from './lesson-search.ts';
import type { Working } from './long-work.ts';
import type { OpenRun } from './open-run.ts';

export interface PreparedLesson {
  readonly runs: readonly OpenRun[];
  readonly pages: readonly (PageStanding | null)[];
  readonly unasked: readonly number[];
  /** Of each run the furthest step that is known. */
  readonly heads: readonly number[];
  /** The first page, and where its run's trainer stands for it; null where its search found nothing. */
  readonly first: Parked | null;
}

/**
 * Each run goes to the places of its pages in the order of their steps, so that it trains every step once; the first page comes last, for
 * there the class will stand. Rejects with the signal's reason when it is given up.
 */
export async function prepare(
  lesson: Lesson,
  runs: readonly OpenRun[],
  searching: Pick<SearchListener, 'find'>,
  working: Working,
): Promise<PreparedLesson> {
  const stands = standsOf(lesson);
  const { of } = runsOf(stands);
  const pages: (PageStanding | null)[] = stands.map(() => null);
  const unasked: number[] = [];
  const heads = runs.map(() => 0);
  let first: Parked | null = null;
  const searches = new Map<string, Found | null>();

  async function stand(page: number): Promise<Parked | null> {
    const run = runs[of[page]];
    const { configuration } = run.plan;
    const log = newRun(configuration);
    const { at } = stands[page];
    let found: Found | null = null;
    if (at.first) {
      // A page that says no place of its own stands where the one before has found.
      const key = JSON.stringify([of[page], at.first]);
      found = searches.get(key) ?? null;
      if (!searches.has(key)) searches.set(key, (found = await searching.find(run, log, at.first, working)));
    }
    const place = { configuration, run: run.plan.number };
    const standing = (pages[page] = pageStanding(lesson.pages[page], stands[page], place, found));
    if (!standing) return null;
    const { step, operation } = standing.cursor;
    const parked = await run.go(log, { branch: 0, step, operation }, working);
    heads[of[page]] = Math.max(heads[of[page]], parked.known);
    return parked;
  }

  const order = stands.map((_, page) => page).toSorted((a, b) => startOf(stands[a]) - startOf(stands[b]));
  for (const page of order) {
    const parked = await stand(page);
    const asks = lesson.pages[page].question !== undefined;
    if (
      asks &&
      !(parked && questionOn(runs[of[page]], parked, lesson.pages[page], stands[page], pages[page]))
    )
      unasked.push(page);
  }
  // A step beyond the last page: what is changed at one of them then starts a branch, and the lesson's stays as it is.
  for (const [k, run] of runs.entries()) {
    const steps = pages.flatMap((place, page) => (place && of[page] === k ? [place.cursor.step] : []));
    const place = { branch: 0, step: Math.max(1, ...steps) + 1, operation: 0 };
    const { known } = await run.go(newRun(run.plan.configuration), place, working);
    heads[k] = Math.max(heads[k], known);
  }
  // Where the class will stand, its own run's trainer stands too.
  if (pages[0]) first = await stand(0);
  return { runs, pages, unasked: unasked.toSorted((a, b) => a - b), heads, first };
}

/** The first step that a page needs. */
const startOf = ({ at }: PageStand): number => at.step ?? at.first?.from ?? 1;

/** What a page asks, composed where it stands; null where that cannot be asked there. */
export const questionOn = (...there: Parameters<typeof askedOn>): Question | null =>
  askedOn(...there)?.question ?? null;

/** As `questionOn`, with what is right; null: nothing is. */
export function askedOn(
  run: OpenRun,
  { moment }: Pick<Parked, 'moment'>,
  content: LessonPage,
  { subject }: Pick<PageStand, 'subject'>,
  standing: PageStanding | null,
): { readonly question: Question; readonly truth: number | null } | null {
  if (!content.question || !standing) return null;
  const { asked } = content.question;
  const { cursor } = standing;
  try {
    const evidence = isOfPass(asked)
      ? evidenceOf({
          moment: { ...moment, cursor },
          run: run.description,
          view: viewOfPage(content, OPENING_VIEW),
          subject: seenBy(run, subject, standing),
          operation: subject.kind === 'window' ? cursor.operation : standing.operation,
        })
      : null;
    const about = evidence ?? { run: run.description };
    const question = compose(asked, about);
    return { question, truth: truthOf(question, about) };
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

export function seenBy(run: OpenRun, subject: LessonSubject, { operation }: PageStanding): Subject {
  if (subject.kind === 'window') return subject;
  if (subject.kind === 'probe') return { ...subject, operation };
  const { tokens, centre, goldType } = subject;
  return { kind: 'sentence', view: run.trainer.sentenceView({ tokens, centre, goldType }), operation };
}
