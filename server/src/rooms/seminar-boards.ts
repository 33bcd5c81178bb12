/** What the pages of a lesson show and ask where they stand: for a seminar, in which each is looked at by somebody (SPEC LE22, LE23). */
import type { AskingPage } from '@deltaboard/shared/class/commands/seminar.ts';
import { runsOf, standsOf, type Lesson } from '@deltaboard/shared/lesson/lesson.ts';
import type { PageStanding } from '@deltaboard/shared/lesson/page-standing.ts';
import type { SeminarBoard } from '@deltaboard/shared/protocol/seminar.ts';
import { momentFloats, type Moment } from '@deltaboard/shared/protocol/state.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { shownStep } from '@deltaboard/shared/training/cursor.ts';
import { newRun } from '@deltaboard/shared/training/run.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { askedOn, seenBy } from './lesson-pages.ts';
import type { Working } from './long-work.ts';
import type { OpenRun, RunPlan } from './open-run.ts';

/** Bytes of the moments of a seminar's pages: as much as the checkpoints of a run. */
export const SEMINAR_BYTES = 32 * 1024 * 1024;

export interface SolvedPages {
  /** Of each page; null: its search has found nothing. */
  readonly boards: readonly (SeminarBoard | null)[];
  readonly asking: readonly AskingPage[];
}

const toMegabytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);

type Standings = readonly (PageStanding | null)[];

/** θ, sums and windows: one for all pages in a step of a run. */
const momentKey = ({ cursor }: PageStanding): string => `${cursor.run} ${shownStep(cursor)}`;

/** Throws Refusal 'seminar-too-large' before anything is computed. */
export function requireBoards(standings: Standings, configurationOf: (run: number) => Configuration): void {
  const floats = new Map<string, number>();
  for (const standing of standings)
    if (standing) floats.set(momentKey(standing), momentFloats(configurationOf(standing.cursor.run)));
  const bytes = 4 * [...floats.values()].reduce((all, one) => all + one, 0);
  if (bytes > SEMINAR_BYTES)
    throw new Refusal('seminar-too-large', {
      megabytes: toMegabytes(bytes),
      limit: toMegabytes(SEMINAR_BYTES),
    });
}

/**
 * Goes to the place of every page once more, in the order of their steps.
 *
 * @param open builds a run at its beginning
 */
export async function solvedPages(
  lesson: Lesson,
  standings: Standings,
  open: (plan: Pick<RunPlan, 'preset' | 'configuration'>) => Promise<OpenRun>,
  working: Working,
): Promise<SolvedPages> {
  const stands = standsOf(lesson);
  const { runs, of } = runsOf(stands);
  const boards: (SeminarBoard | null)[] = stands.map(() => null);
  const asking: AskingPage[] = [];
  for (const [k, plan] of runs.entries()) {
    const pages = standings
      .flatMap((standing, page) => (standing && of[page] === k ? [{ standing, page }] : []))
      .toSorted((a, b) => a.standing.cursor.step - b.standing.cursor.step);
    if (pages.length === 0) continue;
    const run = await open(plan);
    try {
      const moments = new Map<string, Moment>();
      for (const { standing, page } of pages) {
        const { step, operation, run: number } = standing.cursor;
        const place = { branch: 0, step, operation };
        const parked = await run.go(newRun(run.plan.configuration), place, working);
        const moment = moments.get(momentKey(standing)) ?? { ...parked.moment, trainer: null };
        moments.set(momentKey(standing), moment);
        const content = lesson.pages[page];
        const { subject } = stands[page];
        boards[page] = {
          run: { ...run.description, number },
          moment,
          cursor: standing.cursor,
          subject: seenBy(run, subject, standing),
        };
        const asked = askedOn(run, { moment }, content, stands[page], standing);
        if (asked) {
          const { configuration } = run.plan;
          asking.push({ page, content, subject, standing, configuration, ...asked });
        }
      }
    } finally {
      await run.trainer.close();
    }
  }
  return { boards, asking: asking.toSorted((a, b) => a.page - b.page) };
}
