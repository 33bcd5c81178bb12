/** A run that is under way and that nobody asks to stand: the room is empty, or ends. */
import type { Presence } from '../people/presence.ts';
import type { ClassLog } from './class-log.ts';
import type { OpenRun } from './open-run.ts';
import type { PresentRun } from './present-run.ts';
import type { SerialQueue } from './serial-queue.ts';
import type { Turns } from './turns.ts';

export interface UnderWayParts {
  readonly log: ClassLog;
  readonly present: PresentRun;
  readonly presence: Presence;
  readonly turns: Turns;
  readonly queue: SerialQueue;
  readonly caught: (error: unknown) => void;
}

export class UnderWay {
  readonly #parts: UnderWayParts;

  constructor(parts: UnderWayParts) {
    this.#parts = parts;
  }

  /** It is the present run, and runs. */
  isIt(run: OpenRun): boolean {
    const { present, log } = this.#parts;
    return run === present.run && log.newest.state.standing.status === 'running';
  }

  /** At the end: how far it has come. Where its thread dies of being asked, what was noted last is true. */
  async mark(): Promise<void> {
    const { present, turns, caught } = this.#parts;
    const { run } = present;
    if (!run || !this.isIt(run)) return;
    try {
      const { updates } = await run.trainer.park();
      await turns.report({ type: 'run-progressed', run: run.plan.number, branch: run.branch, updates });
    } catch (error) {
      caught(error);
    }
  }

  /** Nobody has been here for a while (SPEC RM5). */
  pauseEmpty(): Promise<void> {
    const { present, presence, turns, queue } = this.#parts;
    return queue.add(async () => {
      const { run } = present;
      if (presence.here > 0 || !run || !this.isIt(run)) return;
      const parked = await run.trainer.park();
      const { updates, moment } = parked;
      await turns.report(
        { type: 'room-empty', parked: { updates, cursor: moment.cursor, finite: true } },
        () => present.stand(parked),
      );
    });
  }
}
