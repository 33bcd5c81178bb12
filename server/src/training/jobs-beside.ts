/**
 * What is computed beside a run, in a thread of its own: losses that are held no more (SPEC TR9), and how well a step labels a part of
 * the corpus (SPEC EV5). One at a time, and of those that wait the newest, so that it takes no more than one thread however often it is
 * asked. The last answers are kept: what was computed once on a branch stays as it is.
 */
import { ended, spawn, type ThreadMeans, type WorkerBeside } from './spawn.ts';
import { slotsOn, type SlotHolder } from './slots.ts';

/** Milliseconds after which it is given up. */
export const BESIDE_WITHIN = 8000;
/** Answers that are kept: ranges of at most a thousand losses, reports of a hundred sentences. */
const KEPT = 16;

/** One under way. */
export interface JobBeside<Made> {
  /** Null when it was given up; rejects when its thread died. */
  readonly made: Promise<Made | null>;
  /** Resolves when it has ended. */
  cancel(): Promise<void>;
}

export interface JobsBeside<Asked, Made> {
  /** Null when it was given up, or a newer one took its place while it waited. */
  of(asked: Asked): Promise<Made | null>;
  close(): Promise<void>;
}

interface Waiting<Asked, Made> {
  readonly asked: Asked;
  answer(made: Made | null | Promise<Made | null>): void;
}

/** @param keyOf those with one key have one answer */
export function createJobsBeside<Asked, Made>(
  start: (asked: Asked) => JobBeside<Made>,
  keyOf: (asked: Asked) => string,
): JobsBeside<Asked, Made> {
  const kept = new Map<string, Promise<Made | null>>();
  let job: JobBeside<Made> | null = null;
  let waiting: Waiting<Asked, Made> | null = null;

  function keep(key: string, answer: Promise<Made | null>): void {
    kept.set(key, answer);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    const forget = (): void => {
      if (kept.get(key) === answer) kept.delete(key);
    };
    answer.then((made) => made ?? forget(), forget);
  }

  function begin({ asked, answer }: Waiting<Asked, Made>): void {
    const started = start(asked);
    job = started;
    answer(started.made);
    const next = (): void => {
      if (job !== started) return;
      job = null;
      const following = waiting;
      waiting = null;
      if (following) begin(following);
    };
    started.made.then(next, next);
  }

  return {
    of(asked) {
      const key = keyOf(asked);
      const known = kept.get(key);
      if (known) return known;
      const made = new Promise<Made | null>((answer) => {
        waiting?.answer(null);
        waiting = null;
        if (job) waiting = { asked, answer };
        else begin({ asked, answer });
      });
      keep(key, made);
      return made;
    },
    async close() {
      waiting?.answer(null);
      waiting = null;
      await job?.cancel();
    },
  };
}

/** One in a worker of its own, which is given `data` and its seat. */
export function jobInThread<Made>(
  name: WorkerBeside,
  data: Omit<SlotHolder, 'seat'>,
  means: ThreadMeans,
): JobBeside<Made> {
  const slots = slotsOn(data.slots);
  const seat = slots.sit();
  const { worker } = spawn(name, { ...data, seat }, means);
  const made = new Promise<Made | null>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => resolve(null));
  });
  return {
    made,
    async cancel() {
      slots.call(seat, 'park');
      await ended(worker);
    },
  };
}
