/** The first step of a run beside the present one whose window meets every condition of a page's search (SPEC LE5). */
import type { LessonSearch } from '@deltaboard/shared/lesson/lesson.ts';
import type { Found } from '@deltaboard/shared/lesson/page-standing.ts';
import { isMet, lastStep, rarest } from '@deltaboard/shared/lesson/search.ts';
import { OPENING_VIEW } from '@deltaboard/shared/protocol/view.ts';
import { evidenceOf } from '@deltaboard/shared/questions/evidence.ts';
import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import { shownStep } from '@deltaboard/shared/training/cursor.ts';
import type { Run } from '@deltaboard/shared/training/run.ts';
import type { Parked } from '../training/trainer.ts';
import type { Working } from './long-work.ts';
import type { OpenRun, TrainerListener } from './open-run.ts';

/** Where a run that nobody looks at has stopped by itself. */
interface Stop {
  readonly parked: Parked;
  /** Null: not at what it was to stop at. */
  readonly hit: Breakpoint | null;
}

/** Hears of the runs of a lesson that is being opened; of the present run, and once they have their place, the room's own. */
export class SearchListener {
  /** What everything else is told. */
  readonly #room: TrainerListener;
  #searching: OpenRun | null = null;
  #stopped: (stop: Stop) => void = () => undefined;
  #reached: (updates: number) => void = () => undefined;

  constructor(room: TrainerListener) {
    this.#room = room;
  }

  readonly listener: TrainerListener = {
    frame: (run, bytes) => this.#room.frame(run, bytes),
    moment: (run, moment, points) => this.#room.moment(run, moment, points),
    evaluated: (run, evaluation, branch) => this.#room.evaluated(run, evaluation, branch),
    progressed: (run, updates, points) => {
      if (run !== this.#searching) return this.#room.progressed(run, updates, points);
      run.append(points);
      this.#reached(updates);
    },
    stopped: (run, because, parked, hit) => {
      if (run !== this.#searching) return this.#room.stopped(run, because, parked, hit);
      run.append(parked.points);
      this.#stopped({ parked, hit });
    },
    failed: (run, error, parked) => {
      this.#room.failed(run, error, parked);
      if (run === this.#searching) this.#stopped({ parked, hit: null });
    },
  };

  /** Null where no step within its bounds does. Rejects with the signal's reason when it is given up. */
  async find(run: OpenRun, log: Run, search: LessonSearch, working: Working): Promise<Found | null> {
    const { signal, approached } = working;
    const { from = 1, all } = search;
    const { configuration, epochLength } = run.description;
    const end = lastStep(search, epochLength, configuration.batch);
    await run.go(log, { branch: 0, step: from, operation: 0 }, working);
    this.#searching = run;
    this.#reached = (updates) => approached(Math.max(0, updates - from + 1), end - from + 1);
    run.trainer.setBreakpoints([rarest(search), { kind: 'step', step: end }]);
    try {
      for (;;) {
        const { parked, hit } = await this.#next(run, signal);
        const { moment } = parked;
        const evidence =
          hit &&
          evidenceOf({
            moment,
            run: run.description,
            view: OPENING_VIEW,
            subject: { kind: 'window' },
            operation: moment.cursor.operation,
          });
        if (!evidence) return null;
        if (all.every((condition) => isMet(condition, evidence)))
          return { step: shownStep(moment.cursor), example: evidence.example + 1 };
        if (hit.kind === 'step') return null;
      }
    } finally {
      this.#searching = null;
      run.trainer.setBreakpoints([]);
    }
  }

  /** It runs on until it stops by itself. */
  #next(run: OpenRun, signal: AbortSignal): Promise<Stop> {
    signal.throwIfAborted();
    return new Promise<Stop>((resolve, reject) => {
      const giveUp = (): void => {
        const end = (): void => reject(signal.reason as Error);
        run.trainer.park().then(end, end);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#stopped = (stop) => {
        signal.removeEventListener('abort', giveUp);
        resolve(stop);
      };
      run.trainer.start('max');
    });
  }
}
