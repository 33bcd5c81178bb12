/**
 * A page of a seminar as a view of the room, so that everything that draws a room draws it (SPEC LE23): the class's, with run, place and
 * what is looked at as the page says.
 */
import { operationsLookedAt } from '@deltaboard/shared/protocol/state.ts';
import type { SeminarBoard, SeminarPage } from '@deltaboard/shared/protocol/seminar.ts';
import type { PosedQuestion, RecordEntry } from '@deltaboard/shared/protocol/participation.ts';
import type { RoomView } from '@deltaboard/shared/protocol/room-view.ts';
import { revealedEntry } from '@deltaboard/shared/questions/asked-entry.ts';
import { evidenceOf } from '@deltaboard/shared/questions/evidence.ts';
import { isOfPass, revealAt } from '@deltaboard/shared/questions/library.ts';
import { tally } from '@deltaboard/shared/questions/grade.ts';
import type { Given, Question } from '@deltaboard/shared/questions/question.ts';
import { parseExpression } from '@deltaboard/shared/scratch/expression.ts';
import { scratchOperations } from '@deltaboard/shared/scratch/pass.ts';
import { stepPlan } from '@deltaboard/shared/training/configuration.ts';
import { atOperation, shownStep, stepsDone, type Cursor } from '@deltaboard/shared/training/cursor.ts';
import { stepLengths } from '@deltaboard/shared/training/playback.ts';

/** What somebody looks at in a seminar. */
export interface OwnPage {
  readonly page: SeminarPage;
  /** Of this page, or of the one before where it has none; null: the class's. */
  readonly board: SeminarBoard | null;
  /** Operations performed; null: as many as where the page stands. */
  readonly operation: number | null;
}

type Placed = Pick<OwnPage, 'page'> & { readonly board: SeminarBoard };

/** Operations of the pass that a page shows; 0 where none has begun. */
export function lengthOf({ page: { view }, board }: Placed): number {
  const { run, cursor, subject } = board;
  const isBegun = subject.kind !== 'window' || shownStep(cursor) > 0;
  return isBegun ? operationsLookedAt({ view, subject }, run.configuration).length : 0;
}

/** How many have been performed where the page stands. */
export function standsAt(of: Placed): number {
  const { cursor, subject } = of.board;
  const done = subject.kind === 'window' ? cursor.operation || null : subject.operation;
  return done ?? lengthOf(of);
}

/** How far it may be gone through: to the end, or where it asks about the pass to where it stands, until that is answered. */
export function reachOf(of: Placed, isAnswered: boolean): number {
  const { asks } = of.page;
  return asks && isOfPass(asks.question.asked) && !isAnswered ? standsAt(of) : lengthOf(of);
}

/** Operations after which the answer stands on the board. */
export function revealedAt(of: Placed, { asked }: Question): number {
  const { board, page } = of;
  const { moment, run, subject, cursor } = board;
  const evidence = evidenceOf({
    ...{ moment: { ...moment, cursor }, run, view: page.view, subject },
    operation: subject.kind === 'window' ? cursor.operation : subject.operation,
  });
  return evidence ? Math.max(standsAt(of), revealAt(asked, evidence)) : standsAt(of);
}

/** @param answered one's own answer to what the page asks; null: none yet */
export function ownView(
  classView: RoomView,
  { page, board, operation }: OwnPage,
  answered: RecordEntry | null,
): RoomView {
  const { state, presence } = classView;
  const { pageTitle, text, alone, asks } = page;
  const pointer =
    (answered && asks && revealedEntry(asks.question, page.view.layer, answered.truth)) ?? page.pointer;
  const own = {
    view: { ...page.view, layer: pointer?.layer ?? page.view.layer },
    pointer,
    scratch: answered && asks ? graphShown(page, asks.question) : page.scratch,
    question: asks && posedTo(asks, board, answered),
    lesson: state.lesson && { ...state.lesson, page: page.page, pageTitle, text, alone },
  };
  // Nobody else answers what one's own page asks.
  const { here, driver, votes } = presence;
  const looked = { ...classView, presence: { here, driver, votes, answered: 0 } };
  if (!board) return { ...looked, state: { ...state, ...own } };
  const placed = { page, board };
  const done = operation ?? standsAt(placed);
  const isWhole = done >= lengthOf(placed);
  const { run, moment, subject } = board;
  const cursor = subject.kind === 'window' ? cursorAt(placed, done) : board.cursor;
  return {
    ...looked,
    state: {
      ...state,
      ...own,
      playback: { status: 'paused', cursor, because: 'driver' },
      settings: moment.settings,
      branch: 0,
      branches: [{ from: null, commands: [], head: stepsDone(cursor) }],
      subject: subject.kind === 'window' ? subject : { ...subject, operation: isWhole ? null : done },
    },
    run,
    moment: { ...moment, cursor },
    series: [],
    evaluations: [],
    updates: stepsDone(cursor),
  };
}

function cursorAt({ page, board }: Placed, operation: number): Cursor {
  const { run, cursor } = board;
  const { configuration, epochLength } = run;
  const step = shownStep(cursor);
  if (step === 0 || operation === standsAt({ page, board })) return cursor;
  const lengths = stepLengths({
    plan: stepPlan(configuration),
    objective: page.view.objective,
    epochLength,
  });
  return atOperation({ ...cursor, step }, operation, lengths);
}

const isGiven = (given: Given | null): given is Given => given !== null;

const posedTo = (
  { id, question }: NonNullable<SeminarPage['asks']>,
  board: SeminarBoard | null,
  answered: RecordEntry | null,
): PosedQuestion => ({
  ...{ id, question, discussion: null },
  cursor: board?.cursor ?? null,
  phase: answered ? 'revealed' : 'first',
  result: answered && {
    truth: answered.truth,
    rounds: [],
    ...(question.answeredBy && {
      rows: tally(question, [answered.answers.filter(isGiven)], answered.truth).rows,
    }),
  },
});

/** A graph that was asked about is gone through to its end. */
function graphShown({ scratch }: SeminarPage, { asked }: Question): SeminarPage['scratch'] {
  if (asked.kind !== 'graph-gradient') return scratch;
  const { expression, values } = asked;
  const { length } = scratchOperations(parseExpression(expression, values));
  return { expression, values, operation: length };
}
