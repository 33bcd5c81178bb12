/** What a lesson's text quotes, from the pass that the class sees (SPEC LE4). */
import type { QuoteContext } from '@deltaboard/shared/lesson/quote-value.ts';
import { valueOfQuote, type QuoteValue } from '@deltaboard/shared/lesson/quote-value.ts';
import type { Quote } from '@deltaboard/shared/lesson/quote.ts';
import { momentIsPresent, type RoomView } from '@deltaboard/shared/protocol/room-view.ts';
import { evidenceOf, type Evidence } from '@deltaboard/shared/questions/evidence.ts';
import { count, fixed, magnitude } from '../../language/format.ts';

/** Null while there is no pass to quote from: a run is under way, or none has begun. */
export function quoteContext({ state, run, moment }: RoomView, questionIsOpen: boolean): QuoteContext | null {
  const { playback, view } = state;
  if (playback.status !== 'paused' || !run || !moment || !momentIsPresent(state, moment)) return null;
  const here = { ...moment, cursor: playback.cursor };
  const evidenceWith = (subject: typeof state.subject, operation: number | null): Evidence | null =>
    evidenceOf({ moment: here, run, view, subject, operation });
  const { subject } = state;
  const evidence = evidenceWith(
    subject,
    subject.kind === 'window' ? playback.cursor.operation : subject.operation,
  );
  return (
    evidence && {
      evidence,
      open: view.layer,
      learningRate: moment.settings.learningRate,
      // What a question asks is not told by a probe either (SPEC QU6).
      probe: (probe) =>
        questionIsOpen || probe >= run.probes.length
          ? null
          : evidenceWith({ kind: 'probe', probe, operation: null }, null),
    }
  );
}

/** As it is read; null: not yet. */
export function quotedText(quote: Quote, context: QuoteContext | null): string | null {
  const value: QuoteValue = context ? valueOfQuote(quote, context) : { kind: 'not-yet' };
  switch (value.kind) {
    case 'number':
      // A setting is read as it was set.
      return quote.kind === 'scalar' && quote.name === 'η' ? String(value.value) : numberText(value.value);
    case 'shape':
      return `${value.rows}×${value.columns}`;
    case 'text':
      return quote.kind === 'text' && quote.name === 'step' ? count(Number(value.text)) : value.text;
    case 'none':
      return '–';
    case 'not-yet':
      return null;
  }
}

/** Whole numbers as they are, others with three decimals, and smaller ones with a power of ten. */
function numberText(value: number): string {
  if (Number.isInteger(value)) return fixed(value, 0);
  return Math.abs(value) < 0.0005 ? magnitude(value, 2) : fixed(value, 3);
}
