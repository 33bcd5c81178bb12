/**
 * Where the class stands: the present run, whether it runs or stands, with which settings. Whatever changes here is told
 * to the class and noted in the log's marks.
 */
import { isDeepStrictEqual } from 'node:util';
import type { RoomEvent } from '@deltaboard/shared/protocol/events.ts';
import {
  situationOf,
  type Bytes,
  type RoomState,
  type Speed,
  type Subject,
} from '@deltaboard/shared/protocol/state.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import { operationsOf, passLength, windowPlan } from '@deltaboard/shared/training/operations.ts';
import { atOperation, type Cursor } from '@deltaboard/shared/training/cursor.ts';
import {
  isLive,
  movedTo,
  stepLengths,
  type PauseReason,
  type Playback,
  type PlaybackCommand,
  type Situation,
} from '@deltaboard/shared/training/playback.ts';
import { presets, presetSpeeds } from '@deltaboard/shared/training/presets.ts';
import { settingsAt } from '@deltaboard/shared/training/run.ts';
import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';
import type { StepSettings } from '@deltaboard/shared/training/learner.ts';
import type { MarkedPlace } from '../participation/lost-marks.ts';
import type { Parked } from '../training/trainer.ts';
import type { Ledger, Place } from './ledger.ts';
import type { OpenRun } from './open-run.ts';
import { Sight } from './sight.ts';

/** Who hears what happens on the stage. */
export interface StageListener {
  happened(
    event: Exclude<
      RoomEvent,
      { type: 'state-changed' | 'presence-changed' | 'pointed' | 'answered' | 'curve-told' }
    >,
  ): void;
  /** `state` is not what it was. */
  changed(): void;
  pictured(frame: Bytes): void;
  readonly failed: (error: unknown) => void;
}

/** What of a room's state is the stage's. */
export type SceneState = Pick<
  RoomState,
  'playback' | 'speed' | 'settings' | 'branch' | 'branches' | 'runs' | keyof Sight['state']
>;

export class Scene {
  readonly ledger: Ledger;
  readonly listener: StageListener;
  readonly sight = new Sight();
  speed: Speed = presetSpeeds.board;
  #playback: Playback = { status: 'preparing' };
  #present: OpenRun | null = null;
  /** The settings that the class was last told. */
  #settings: StepSettings = settingsAt(presets.board, [], 0);

  constructor(ledger: Ledger, listener: StageListener) {
    this.ledger = ledger;
    this.listener = listener;
  }

  get state(): SceneState {
    const present = this.#present;
    return {
      playback: this.#playback,
      speed: this.speed,
      settings: this.#settings,
      branch: present?.branch ?? 0,
      branches: present ? this.ledger.run(present.plan.number).branches : [],
      ...this.sight.state,
      runs: this.ledger.runs,
    };
  }

  get present(): OpenRun | null {
    return this.#present;
  }

  /** The present run. Throws while there is none: nothing is asked of it then. */
  get run(): OpenRun {
    if (!this.#present) throw new Error('the room has no run');
    return this.#present;
  }

  get isRunning(): boolean {
    return this.#playback.status === 'running';
  }

  get paused(): Extract<Playback, { status: 'paused' }> | null {
    return this.#playback.status === 'paused' ? this.#playback : null;
  }

  /** The moment as the class may know it: what the trainer computed comes with the end of the pass, not before (SPEC QU6). */
  get told(): OpenRun['moment'] {
    const { moment } = this.run;
    const { operation } = moment.cursor;
    const { plan, objective } = this.situation;
    const isWhole = operation === 0 || operation >= passLength(plan, objective);
    return isWhole ? moment : { ...moment, trainer: null };
  }

  /** Where members who are lost are lost. */
  get markedPlace(): MarkedPlace {
    const { paused } = this;
    const { plan, objective, probe } = this.situation;
    if (!paused) return { key: 'running', operation: null };
    const { cursor } = paused;
    const { run, branch, step } = cursor;
    const operations = probe
      ? operationsOf(windowPlan(plan), probe.objective)
      : operationsOf(plan, objective);
    const done = probe ? (probe.operation ?? operations.length) : cursor.operation;
    const { kind } = this.sight.subject;
    // At its end the step stands with all its operations performed, the update the last.
    const operation = done > 0 ? operations[done - 1] : step > 1 ? operations[operations.length - 1] : null;
    return { key: [run, branch, step, kind, objective, done].join(' '), operation };
  }

  /** Where the class stands, or a run that is under way started from, and in whose pass. */
  get place(): { readonly cursor: Cursor; readonly subject: Subject } {
    return { cursor: this.run.moment.cursor, subject: this.sight.subject };
  }

  get situation(): Situation {
    return situationOf({ playback: this.#playback, ...this.sight.state }, this.run.description);
  }

  isLive(command: PlaybackCommand): boolean {
    return this.#present !== null && isLive(this.situation, command);
  }

  notNow(command: string): Refusal {
    return new Refusal('not-now', { command, status: this.#playback.status });
  }

  isUnderWay(run: OpenRun): boolean {
    return run === this.#present && this.isRunning;
  }

  placeOf({ plan, branch, updates }: OpenRun): Place {
    return { run: plan.number, branch, updates };
  }

  /** Another run takes the stage: it must stand next. */
  enter(run: OpenRun | null): void {
    this.#present = run;
    if (run) this.sight.goTo(run.description, run.trainer);
  }

  /** The present run is under way. */
  go(): void {
    const { plan, branch } = this.run;
    this.#playback = { status: 'running', run: plan.number, branch };
    this.changed();
  }

  /** The run stands at a moment, and the class at a cursor in its pass. */
  stand(
    because: PauseReason,
    parked: Parked,
    cursor = parked.moment.cursor,
    hit: Breakpoint | null = null,
  ): void {
    const { run } = this;
    const place = this.#placed(cursor);
    const moment = { ...parked.moment, cursor: place };
    this.#know(run, parked.updates, parked.points);
    run.moment = moment;
    const finite = moment.trainer?.every(({ J }) => Number.isFinite(J)) ?? true;
    this.#playback = {
      status: 'paused',
      cursor: place,
      because: finite ? because : 'not-finite',
      ...(hit && { hit }),
    };
    this.listener.happened({ type: 'moment-reached', moment: this.told, points: parked.points });
    this.changed();
  }

  /** The class moves within the pass that it sees. */
  moveTo(target: Cursor): void {
    const cursor = this.#placed(target);
    const { trainer } = this.told;
    this.run.moment = { ...this.run.moment, cursor };
    this.#playback = movedTo(this.#playback, cursor);
    const now = this.told.trainer;
    this.listener.happened({ type: 'cursor-moved', cursor, ...(now && !trainer && { trainer: now }) });
  }

  /** The cursor is called otherwise, and is where it was. */
  renumber(rename: (operation: number) => number): void {
    const { paused, run } = this;
    if (!paused) return;
    const cursor = this.#placed({ ...paused.cursor, operation: rename(paused.cursor.operation) });
    this.#playback = { ...paused, cursor };
    run.moment = { ...run.moment, cursor };
  }

  /** So many updates have been made, without a new moment. */
  progressed(updates: number, points: readonly SeriesPoint[]): void {
    this.#know(this.run, updates, points);
    if (points.length > 0 || this.isRunning) {
      this.listener.happened({ type: 'progressed', step: updates, points });
    }
    this.settingsMoved();
  }

  /** A paced run shows another step. */
  show(moment: OpenRun['moment'], updates: number, points: readonly SeriesPoint[]): void {
    const { run } = this;
    run.moment = moment;
    run.updates = updates;
    run.append(points);
    this.listener.happened({ type: 'moment-reached', moment: this.told, points });
    this.settingsMoved();
  }

  changed(): void {
    this.#settings = this.ledger.settingsAt(this.placeOf(this.run));
    this.listener.changed();
  }

  /** A run that goes on over recorded commands changes its settings by itself. */
  settingsMoved(): void {
    const present = this.ledger.settingsAt(this.placeOf(this.run));
    if (!isDeepStrictEqual(this.#settings, present)) this.changed();
  }

  /** In normal form: which example is looked at follows from the operation. */
  #placed(cursor: Cursor): Cursor {
    return cursor.operation === 0
      ? { ...cursor, example: 0 }
      : atOperation(cursor, cursor.operation, stepLengths(this.situation));
  }

  #know(run: OpenRun, updates: number, points: readonly SeriesPoint[]): void {
    run.append(points);
    run.updates = updates;
    this.ledger.reached(this.placeOf(run));
  }
}
