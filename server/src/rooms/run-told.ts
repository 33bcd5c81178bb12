/**
 * What a class is told of its run beside its facts, in their order: moments, the curve, the scores; and what is kept back of them while a
 * question is open (SPEC QU6).
 */
import { asksOfPass } from '@deltaboard/shared/class/open-question.ts';
import { cursorOf } from '@deltaboard/shared/class/reading.ts';
import type { Position, RoomEvent, Welcome } from '@deltaboard/shared/protocol/events.ts';
import type { Snapshot } from '@deltaboard/shared/protocol/state.ts';
import { stepsDone } from '@deltaboard/shared/training/cursor.ts';
import { seriesUpTo } from '@deltaboard/shared/training/series.ts';
import type { ClassLog } from './class-log.ts';
import type { FrameChannel } from './frame-channel.ts';
import type { PresentRun } from './present-run.ts';
import type { Telling } from './telling.ts';

export interface RunToldParts {
  readonly log: ClassLog;
  readonly present: PresentRun;
  readonly telling: Telling;
  readonly frames: FrameChannel;
  /** Wall time. */
  readonly now: () => number;
}

export class RunTold {
  readonly #parts: RunToldParts;
  #numbersTold = false;
  /** A snapshot or an evaluation has been cut at the cursor, because a question was open. */
  #isCurveCut = false;

  constructor(parts: RunToldParts) {
    this.#parts = parts;
  }

  happened(event: RoomEvent): void {
    const { frames, log, present, telling } = this.#parts;
    // What is exact replaces the live picture.
    if (event.type === 'moment-reached') {
      frames.clear();
      this.#numbersTold = event.moment.trainer !== null;
    }
    if (event.type === 'evaluated' && asksOfPass(log.released.state)) {
      const past = event.evaluation.step > (present.run?.updates ?? 0);
      this.#isCurveCut ||= past;
      if (past) return;
    }
    telling.emit(event);
  }

  /**
   * What the trainer computed comes with the end of the pass, and goes with it: where the class came there within a moment that it
   * has.
   */
  numbers(): void {
    const { present, telling } = this.#parts;
    const trainer = present.trainerNumbers;
    const isWhole = trainer !== null;
    if (isWhole !== this.#numbersTold) telling.emit({ type: 'trainer-told', trainer });
    this.#numbersTold = isWhole;
  }

  /** No question keeps anything back any more. */
  nothingKeptBack(): void {
    const { present, telling } = this.#parts;
    const { run } = present;
    if (!this.#isCurveCut || !run) return;
    this.#isCurveCut = false;
    telling.emit({ type: 'curve-told', series: run.series, evaluations: run.evaluations });
  }

  /** What a connection is told first: what it missed, or everything. */
  welcome(member: Welcome['member'], seen: Position | undefined): Welcome {
    const { telling, now } = this.#parts;
    const missed = seen ? telling.since(seen) : null;
    const said = { ...telling.position, now: now(), member };
    return missed
      ? { ...said, resumed: 'events', events: missed }
      : { ...said, resumed: 'snapshot', snapshot: this.#snapshot() };
  }

  #snapshot(): Snapshot {
    const { log, present, telling } = this.#parts;
    const { run } = present;
    const { state } = log.released;
    const series = run?.series ?? [];
    const evaluations = run?.evaluations ?? [];
    const isCut = asksOfPass(state) && run !== null;
    const cursor = cursorOf(state);
    this.#isCurveCut ||= isCut;
    telling.snapshotTaken();
    const last = run?.updates ?? (cursor ? stepsDone(cursor) : 0);
    return {
      state: telling.state,
      run: run?.description ?? null,
      moment: present.moment,
      series: isCut ? seriesUpTo(series, last) : series,
      evaluations: isCut ? evaluations.filter(({ step }) => step <= last) : evaluations,
      presence: telling.presence,
    };
  }
}
