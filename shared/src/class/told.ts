/**
 * What is told of a class: a pure projection of its state (SPEC CL7), and the one boundary behind which nothing is secret. Everything in
 * it is put there field by field; what is not named here is not told.
 */
import type {
  Contribution,
  OpenText,
  Personal,
  PosedQuestion,
  RecordEntry,
  Shown,
} from '../protocol/participation.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { LessonDesk, ToldLesson, ToldPage } from '../protocol/lesson.ts';
import type { Role } from '../protocol/people.ts';
import type { RefusalData } from '../refusal.ts';
import type { RoomState, RunSummary, SentenceView, Subject } from '../protocol/state.ts';
import { stepsDone } from '../training/cursor.ts';
import type { Playback } from '../training/playback.ts';
import { presets } from '../training/presets.ts';
import { settingsAt } from '../training/run.ts';
import { placeKey } from './place.ts';
import {
  answersOf,
  distributionOf,
  hasHandUp,
  openTexts,
  placeOf,
  presentRun,
  settingsAfter,
  standingQuestion,
} from './reading.ts';
import type { ClassRun, ClassState, QuestionState } from './state.ts';

/** What people have written, by the ids that facts name it by. What was erased is not there. */
export type Rows = ReadonlyMap<string, unknown>;

/** What is not in the log: how the server stands to the class. */
export interface Live {
  /** Updates of θ that the present run is known to have made; null: as the log has it. */
  readonly updates: number | null;
  /** The typed sentence that is looked at, as the present run sees it. */
  readonly sentence: SentenceView | null;
  /** The present run is there to look at: of a class that has come back it is made again first. */
  readonly isThere: boolean;
  /** Why it did not come; null: it is there, or on its way. */
  readonly failure: RefusalData | null;
  /** A run is being made beside the present one, or in its place. */
  readonly beside: RoomState['beside'];
  /** What is compared beside it: figures are no facts, for they can always be made again. */
  readonly comparison: RoomState['comparison'];
  readonly saving: boolean;
  /** Nothing of the class is kept (SPEC LE20). */
  readonly rehearsal: boolean;
}

export const RESTING: Live = {
  ...{ updates: null, sentence: null, isThere: true, failure: null },
  ...{ beside: null, comparison: null, saving: true, rehearsal: false },
};

export const nameOf = ({ members }: ClassState, rows: Rows, member: string): string | null => {
  const row = Object.hasOwn(members, member) ? rows.get(members[member].name) : undefined;
  return typeof row === 'string' ? row : null;
};

/** What others are told of a name: nothing while names are hidden. */
export const shownName = (state: ClassState, rows: Rows, member: string): string | null =>
  state.namesHidden ? null : nameOf(state, rows, member);

export function roleOf({ members, driver }: ClassState, member: string): Exclude<Role, 'screen'> {
  if (member === driver) return 'driver';
  const known = Object.hasOwn(members, member) ? members[member] : null;
  return known && (known.instructor || known.assistant) ? 'assistant' : 'viewer';
}

export const textAt = (rows: Rows, row: string): Contribution | null =>
  (rows.get(row) as Contribution) ?? null;

/** What everybody is told. */
export function toldToAll(state: ClassState, rows: Rows, live: Live): RoomState {
  const run = presentRun(state);
  const { standing } = state;
  const branch = standing.status === 'preparing' ? 0 : standing.cursor.branch;
  const updates = live.updates ?? (standing.status === 'preparing' ? 0 : stepsDone(standing.cursor));
  const name = state.name === null ? null : rows.get(state.name);
  return {
    code: state.code,
    name: typeof name === 'string' ? name : null,
    saving: live.saving,
    beside: live.beside,
    playback: playbackOf(state, live),
    speed: state.speed,
    settings: run ? settingsAfter(run, branch, updates) : settingsAt(presets.board, [], 0),
    branch,
    branches: run?.branches ?? [],
    probe: state.probe,
    subject: subjectOf(state, live),
    driver: state.driver,
    view: state.view,
    comparison: live.comparison,
    pointer: state.pointer,
    scratch: state.scratch,
    breakpoints: state.breakpoints,
    runs: state.runs.map(summaryOf),
    locked: state.locked,
    namesHidden: state.namesHidden,
    testOpenings: state.testOpenings,
    screensHeld: state.screensHeld,
    shown: shownIn(state, rows),
    openTexts: openIn(state, rows),
    question: posed(standingQuestion(state)),
    lesson: lessonIn(state, rows),
    ...(live.rehearsal && { rehearsal: true }),
  };
}

/** What one member is told; `name` and `role` of somebody who has left no trace yet are known only to the room. */
export function toldToOne(
  state: ClassState,
  rows: Rows,
  member: string,
  guest: { readonly name: string; readonly role: Role },
): Personal {
  const isKnown = Object.hasOwn(state.members, member);
  return {
    name: nameOf(state, rows, member) ?? guest.name,
    role: isKnown ? roleOf(state, member) : guest.role,
    lost: lostAt(state).includes(member),
    contributions: state.texts.flatMap(({ text: id, member: author, row }) => {
      const contribution = author === member ? textAt(rows, row) : null;
      return contribution ? [{ id, contribution }] : [];
    }),
    record: state.questions.flatMap((asked) => recordEntry(asked, member) ?? []),
    hand: hasHandUp(state, member),
    votes: openTexts(state).flatMap(({ text, voters }) => (voters.includes(member) ? [text] : [])),
    lesson: member === state.driver ? lessonDesk(state, rows) : null,
  };
}

/** Of a question as it is: one that is over is read once for each member, not again at every answer to the next. */
const entries = new WeakMap<QuestionState, Map<string, RecordEntry | null>>();

/** Null: the member has not answered it. */
function recordEntry(asked: QuestionState, member: string): RecordEntry | null {
  const ofThis = entries.get(asked) ?? new Map<string, RecordEntry | null>();
  entries.set(asked, ofThis);
  const known = ofThis.get(member);
  if (known !== undefined) return known;
  const answers = answersOf(asked, member);
  const { id, question, phase, truth, page } = asked;
  // Of a page's question each is told alone, with the answer.
  const revealed = phase === 'revealed' || page !== null;
  const entry = answers && {
    ...{ id, question, answers, revealed },
    ...{ cursor: cursorAt(asked), truth: revealed ? truth : null },
  };
  ofThis.set(member, entry);
  return entry;
}

const lessonAt = ({ lesson }: ClassState, rows: Rows): Lesson | null =>
  lesson && ((rows.get(lesson.row) as Lesson | undefined) ?? null);

/** Its page, and nothing of those to come. */
function lessonIn(state: ClassState, rows: Rows): ToldLesson | null {
  const lesson = lessonAt(state, rows);
  if (!lesson || !state.lesson) return null;
  const { page, pages, seminar, opened } = state.lesson;
  return {
    title: lesson.title,
    pages: pages.length,
    ...pageTold(lesson, page),
    ...(seminar?.open && { seminar: opened }),
  };
}

export function pageTold(lesson: Lesson, page: number): ToldPage {
  const { title: pageTitle, text = null, alone = false } = lesson.pages[page];
  return { page, pageTitle, text, alone };
}

/** For whoever drives: notes, and what will be revealed. */
function lessonDesk(state: ClassState, rows: Rows): LessonDesk | null {
  const lesson = lessonAt(state, rows);
  if (!lesson || !state.lesson) return null;
  const { pages, unasked, opened, entered } = state.lesson;
  return { lesson, missing: pages.flatMap((place, k) => (place ? [] : [k])), unasked, opened, entered };
}

/** Who is lost where the class stands. */
export function lostAt(state: ClassState): readonly string[] {
  if (state.standing.status === 'preparing') return [];
  const key = placeKey(placeOf(state));
  return state.lost.find((place) => place.key === key)?.members ?? [];
}

function playbackOf({ standing }: ClassState, { isThere, failure, beside }: Live): Playback {
  if (standing.status === 'preparing' || !isThere)
    return { status: 'preparing', ...(failure && !beside && { failure }) };
  const { cursor } = standing;
  if (standing.status === 'running') return { status: 'running', run: cursor.run, branch: cursor.branch };
  const { because, hit } = standing;
  return { status: 'paused', cursor, because, ...(hit && { hit }) };
}

function subjectOf({ subject }: ClassState, { sentence }: Live): Subject {
  if (subject.kind !== 'sentence') return subject;
  // Until the run is there to see the words the board shows its own window.
  return sentence ? { kind: 'sentence', view: sentence, operation: subject.operation } : { kind: 'window' };
}

function shownIn(state: ClassState, rows: Rows): Shown | null {
  const text = state.texts.find((one) => one.text === state.shown);
  const contribution = text && textAt(rows, text.row);
  return text && contribution
    ? { id: text.text, contribution, name: shownName(state, rows, text.member) }
    : null;
}

/** Without who wrote them: whoever votes for a question votes for what it asks. */
const openIn = (state: ClassState, rows: Rows): readonly OpenText[] =>
  openTexts(state).flatMap(({ text: id, row }) => {
    const contribution = textAt(rows, row);
    return contribution && contribution.kind !== 'sentence' ? [{ id, text: contribution.text }] : [];
  });

const cursorAt = ({ place }: QuestionState): PosedQuestion['cursor'] => (place.running ? null : place.cursor);

/** Nothing of it tells the truth, or how anybody has answered, before the reveal. */
function posed(asked: QuestionState | null): PosedQuestion | null {
  if (!asked) return null;
  const { id, question, phase, discussion, truth } = asked;
  return {
    id,
    question,
    cursor: cursorAt(asked),
    phase,
    discussion,
    result: phase === 'revealed' ? { truth, ...distributionOf(asked) } : null,
  };
}

function summaryOf({ preset, configuration, corpus: corpusHash, branches }: ClassRun): RunSummary {
  const { seed, input, hidden, head, nonLinearity, learningRate } = configuration;
  const { batch, optimiser, decay, trainVectors, corpus } = configuration;
  return {
    preset,
    configuration: {
      seed,
      input,
      hidden,
      head,
      nonLinearity,
      learningRate,
      batch,
      optimiser,
      decay,
      trainVectors,
      corpus: corpus.kind,
    },
    corpusHash,
    branches: branches.map(({ from, head }) => ({ from, head })),
  };
}
