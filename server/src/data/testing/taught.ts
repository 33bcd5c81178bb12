/** A lesson's pages on the real model: where each stands, the pass that its class sees there, and what its text quotes of it. */
import { evidenceOf, type Evidence } from '@deltaboard/shared/questions/evidence.ts';
import type { Moment, RunDescription, Subject } from '@deltaboard/shared/protocol/state.ts';
import { OPENING_VIEW, type View } from '@deltaboard/shared/protocol/view.ts';
import { standsOf, viewOfPage, type Lesson, type LessonPage } from '@deltaboard/shared/lesson/lesson.ts';
import { inlinesOf, parseMarkdown } from '@deltaboard/shared/lesson/markdown.ts';
import type { OperationName } from '@deltaboard/shared/lesson/operation-name.ts';
import { pageStanding } from '@deltaboard/shared/lesson/page-standing.ts';
import { valueOfQuote, type QuoteContext, type QuoteValue } from '@deltaboard/shared/lesson/quote-value.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { shownStep, type Cursor } from '@deltaboard/shared/training/cursor.ts';
import { parseConfiguration } from '@deltaboard/shared/training/parse-configuration.ts';
import { createTrajectory } from '@deltaboard/shared/training/trajectory.ts';
import { createExactMoments, type KeptStep } from '../../training/exact-moments.ts';
import { composeMoment } from '../../training/moment.ts';
import type { Catalogue } from '../catalogue.ts';

interface TaughtRun {
  readonly run: Pick<RunDescription, 'configuration' | 'probes'>;
  readonly momentAt: (cursor: Cursor) => Moment;
}

export interface TaughtPage {
  readonly page: LessonPage;
  readonly view: View;
  readonly run: TaughtRun['run'];
  /** The pass after the named operation, or whole; null: there is none, at step 0. */
  readonly passAt: (after: OperationName | undefined) => QuoteContext | null;
  /** What stands before the class as the page is entered. */
  readonly entered: QuoteContext | null;
}

export async function taught(lesson: Lesson, catalogue: Catalogue): Promise<readonly TaughtPage[]> {
  const stands = standsOf(lesson);
  const runs = new Map<string, TaughtRun>();
  const pages: TaughtPage[] = [];
  for (const [k, page] of lesson.pages.entries()) {
    const { at, subject, configuration } = stands[k];
    const key = JSON.stringify(configuration);
    const known = runs.get(key) ?? (await trained(catalogue, parseConfiguration(configuration)));
    runs.set(key, known);
    const { run, momentAt } = known;
    const view = viewOfPage(page, OPENING_VIEW);
    if (subject.kind === 'sentence' || at.first) throw new Error('none of them types a sentence or searches');
    const passAt = (after: OperationName | undefined): QuoteContext | null => {
      const stand = { ...stands[k], at: { ...at, after } };
      const standing = pageStanding(page, stand, { configuration: run.configuration, run: 0 }, null);
      if (!standing) throw new Error('it stands nowhere');
      const { cursor } = standing;
      if (shownStep(cursor) === 0) return null;
      const moment = momentAt(cursor);
      const evidenceWith = (of: Subject): Evidence | null =>
        evidenceOf({
          ...{ moment, run, view, subject: of },
          operation: of.kind === 'window' ? cursor.operation : of.operation,
        });
      const { operation } = standing;
      const evidence = evidenceWith(subject.kind === 'window' ? subject : { ...subject, operation });
      return (
        evidence && {
          evidence,
          open: view.layer,
          learningRate: moment.settings.learningRate,
          probe: (probe) => evidenceWith({ kind: 'probe', probe, operation: null }),
        }
      );
    };
    pages.push({ page, view, run, passAt, entered: passAt(at.after) });
  }
  return pages;
}

/** Every step that is asked for is made once, in the order in which they are. */
async function trained(catalogue: Catalogue, configuration: Configuration): Promise<TaughtRun> {
  const data = await catalogue.open(configuration);
  const trajectory = createTrajectory(configuration, data.training);
  const exact = createExactMoments(
    trajectory,
    data.probes.map(() => ({ x: new Float32Array(), y: 0, rows: null })),
  );
  const kept = new Map<number, KeptStep>();
  return {
    run: { configuration, probes: data.probes },
    momentAt(cursor) {
      const step = shownStep(cursor);
      if (!kept.has(step)) {
        if (trajectory.updates >= step) trajectory.rewind();
        while (trajectory.updates < step - 1) trajectory.advance();
        const keeping = exact.keep();
        trajectory.advance(keeping.observe);
        kept.set(step, keeping);
      }
      const raw = kept.get(step)?.moment(cursor.step - 1, cursor.operation);
      if (!raw) throw new Error(`step ${step} was not made`);
      return composeMoment(raw, data, cursor);
    },
  };
}

/** What a text quotes, in the order of its sentences. */
export function quotedIn(
  text: string,
  context: QuoteContext | null,
): readonly { readonly source: string; readonly value: QuoteValue | null }[] {
  return inlinesOf(parseMarkdown(text)).flatMap((one) =>
    one.type === 'quote' ? [{ source: one.source, value: context && valueOfQuote(one.quote, context) }] : [],
  );
}
