/**
 * The run that the class is on, as its trainer has it: what it computed is no fact of the class, and is told beside them. Null until the
 * run is there: a class that has come back is usable before.
 */
import { situationOf } from '@deltaboard/shared/class/reading.ts';
import type { ClassState } from '@deltaboard/shared/class/state.ts';
import { textAt, type Live } from '@deltaboard/shared/class/told.ts';
import type { ParkedAt } from '@deltaboard/shared/class/commands/standing.ts';
import type { RoomEvent } from '@deltaboard/shared/protocol/events.ts';
import type { Moment, SentenceView, Subject } from '@deltaboard/shared/protocol/state.ts';
import { evidenceOf, type Evidence, type Setting } from '@deltaboard/shared/questions/evidence.ts';
import { isOfPass, truthOf } from '@deltaboard/shared/questions/library.ts';
import type { Question } from '@deltaboard/shared/questions/question.ts';
import { Refusal, refusalData } from '@deltaboard/shared/refusal.ts';
import { showsSamePass } from '@deltaboard/shared/training/cursor.ts';
import { passLength } from '@deltaboard/shared/training/operations.ts';
import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';
import type { Parked } from '../training/trainer.ts';
import type { Book } from './book.ts';
import type { OpenRun } from './open-run.ts';

export class PresentRun {
  readonly #book: () => Book;
  readonly #tell: (event: RoomEvent) => void;
  #run: OpenRun | null = null;
  #failure: Refusal | null = null;
  /** The typed sentence as the run sees it, and which it is. */
  #seen: { readonly row: string; readonly run: OpenRun; readonly view: SentenceView } | null = null;

  /** `book`: as the class has been told. */
  constructor(book: () => Book, tell: (event: RoomEvent) => void) {
    this.#book = book;
    this.#tell = tell;
  }

  get run(): OpenRun | null {
    return this.#run;
  }

  /** Why there is none, and none on its way (SPEC RM13). */
  get failure(): Refusal | null {
    return this.#failure;
  }

  /** Another is on its way. */
  isComing(): void {
    this.#failure = null;
  }

  /** It could not be built, or brought back. What is refused before anything is on its way says nothing of it. */
  failed(error: unknown): void {
    if (!this.#run) this.#failure ??= error instanceof Refusal ? error : new Refusal('internal');
  }

  /** Throws Refusal 'not-now' until it is there, or why it does not come. */
  require(command: string): OpenRun {
    if (!this.#run) throw this.#failure ?? new Refusal('not-now', { command, status: 'preparing' });
    return this.#run;
  }

  live({ state, rows }: Book): Pick<Live, 'updates' | 'sentence' | 'isThere' | 'failure'> {
    const run = this.#run;
    const isIt =
      run && state.standing.status !== 'preparing' && state.standing.cursor.run === run.plan.number;
    return {
      updates: isIt ? run.updates : null,
      sentence: run ? this.#sentence(state, rows, run) : null,
      isThere: run !== null,
      failure: this.#failure && refusalData(this.#failure),
    };
  }

  /** It takes the place of the one before: it must stand next. */
  enter(run: OpenRun | null): void {
    this.#run = run;
    if (!run) return;
    this.#failure = null;
    const { probe, breakpoints } = this.#book().state;
    run.trainer.setProbe(probe);
    run.trainer.setBreakpoints(breakpoints);
  }

  /** The class is told which run it is on, with its curve. */
  opened({ description, series, evaluations }: OpenRun): void {
    this.#tell({ type: 'run-opened', run: description, series, evaluations });
  }

  /** The moment as the class may know it: what the trainer computed comes with the end of the pass, not before (SPEC QU6). */
  get moment(): Moment | null {
    const { state } = this.#book();
    const moment = this.#run?.moment;
    if (!moment) return null;
    const { standing } = state;
    if (standing.status === 'preparing') return null;
    // Of a run that is under way it is the one that it set out from, until the next is there.
    const cursor = standing.status === 'paused' ? standing.cursor : standing.from;
    const at = showsSamePass(cursor, moment.cursor) ? { ...moment, cursor } : moment;
    return this.#isWhole(state, at) ? at : { ...at, trainer: null };
  }

  /** What of it could be told, and could not before. */
  get trainerNumbers(): Moment['trainer'] {
    return this.moment?.trainer ?? null;
  }

  /** The class stands at a moment, and is told it. */
  stand({ moment, updates, points }: Pick<Parked, 'moment' | 'updates' | 'points'>): void {
    const run = this.require('stand');
    run.append(points);
    run.updates = updates;
    run.moment = moment;
    const told = this.moment;
    if (told) this.#tell({ type: 'moment-reached', moment: told, points });
  }

  /** So many updates have been made, without a new moment. */
  progressed(updates: number, points: readonly SeriesPoint[]): void {
    const run = this.require('progress');
    run.append(points);
    run.updates = updates;
    if (points.length > 0 || this.#book().state.standing.status === 'running') {
      this.#tell({ type: 'progressed', step: updates, points });
    }
  }

  /** A branch starts here, or joins a change: what the curve had beyond is cut. */
  branched(isCut: boolean): void {
    if (isCut) this.#tell({ type: 'branched', step: this.require('branch').updates });
  }

  /** What a question is about: the pass that is looked at; null where none has begun. Throws Refusal 'not-now' while it runs. */
  evidence(): Evidence | null {
    const run = this.require('ask');
    const { state, rows } = this.#book();
    if (state.standing.status !== 'paused') {
      throw new Refusal('not-now', { command: 'ask', status: state.standing.status });
    }
    const subject = this.#subject(state, rows, run);
    const moment = { ...run.moment, cursor: state.standing.cursor };
    const operation = subject.kind === 'window' ? state.standing.cursor.operation : subject.operation;
    return evidenceOf({ moment, run: run.description, view: state.view, subject, operation });
  }

  /** Enough for a question that needs no pass. Throws Refusal 'not-now' while there is no run. */
  setting(): Setting {
    return { run: this.require('ask').description };
  }

  /** What is true of a question about it, or about no pass; null: nothing is. Throws as `evidence` and `setting` do. */
  truthOf(question: Question): number | null {
    return truthOf(question, (isOfPass(question.asked) ? this.evidence() : null) ?? this.setting());
  }

  #subject({ subject }: ClassState, rows: Book['rows'], run: OpenRun): Subject {
    if (subject.kind !== 'sentence') return subject;
    const view = this.#sentence(this.#book().state, rows, run);
    return view ? { kind: 'sentence', view, operation: subject.operation } : { kind: 'window' };
  }

  #sentence({ subject }: ClassState, rows: Book['rows'], run: OpenRun): SentenceView | null {
    if (subject.kind !== 'sentence') return null;
    const { row } = subject;
    // What was withdrawn is gone, also from here.
    if (this.#seen && !rows.has(this.#seen.row)) this.#seen = null;
    if (this.#seen?.row === row && this.#seen.run === run) return this.#seen.view;
    const written = textAt(rows, row);
    if (written?.kind !== 'sentence') return null;
    const { tokens, centre, goldType } = written;
    const view = run.trainer.sentenceView({ tokens: [...tokens], centre, goldType });
    this.#seen = { row, run, view };
    return view;
  }

  #isWhole(state: ClassState, { cursor }: Moment): boolean {
    const { plan, objective } = situationOf(state);
    return cursor.operation === 0 || cursor.operation >= passLength(plan, objective);
  }
}

/** A trainer's word, as evidence. */
export const parkedAt = ({ updates, moment }: Parked): ParkedAt => ({
  updates,
  cursor: moment.cursor,
  finite: moment.trainer?.every(({ J }) => Number.isFinite(J)) ?? true,
});
