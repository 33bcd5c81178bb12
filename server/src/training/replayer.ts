/**
 * Makes losses again that are held no more, in a thread of its own (SPEC TR9): one range at a time, and of those that
 * wait the newest, so that it takes no more than one thread however often it is asked. The last answers are kept: what
 * was computed once on a branch stays as it is.
 */
import type { LossPoint } from '@deltaboard/shared/training/series.ts';
import { ended, spawn, type ThreadMeans } from './spawn.ts';
import type { ReplayData } from './replay-worker.ts';
import { slotsOn } from './slots.ts';

/** Milliseconds after which a replay is given up. */
export const REPLAY_WITHIN = 8000;
/** Ranges that are kept, of at most a thousand steps. */
const KEPT = 16;

export interface Range {
  readonly branch: number;
  readonly from: number;
  readonly to: number;
}

type Losses = readonly LossPoint[] | null;

/** A replay under way. */
export interface ReplayJob {
  /** Null when it was given up; rejects when its thread died. */
  readonly losses: Promise<Losses>;
  /** Resolves when it has ended. */
  cancel(): Promise<void>;
}

export interface Replayer {
  /** Null when it was given up, or a newer range took its place while it waited. */
  losses(range: Range): Promise<Losses>;
  close(): Promise<void>;
}

interface Waiting {
  readonly range: Range;
  answer(losses: Losses | Promise<Losses>): void;
}

export function createReplayer(start: (range: Range) => ReplayJob): Replayer {
  const kept = new Map<string, Promise<Losses>>();
  let job: ReplayJob | null = null;
  let waiting: Waiting | null = null;

  function keep(key: string, losses: Promise<Losses>): void {
    kept.set(key, losses);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    const forget = (): void => {
      if (kept.get(key) === losses) kept.delete(key);
    };
    losses.then((made) => made ?? forget(), forget);
  }

  function begin({ range, answer }: Waiting): void {
    const started = start(range);
    job = started;
    answer(started.losses);
    const next = (): void => {
      if (job !== started) return;
      job = null;
      const following = waiting;
      waiting = null;
      if (following) begin(following);
    };
    started.losses.then(next, next);
  }

  return {
    losses(range) {
      const key = `${range.branch}:${range.from}-${range.to}`;
      const known = kept.get(key);
      if (known) return known;
      const losses = new Promise<Losses>((answer) => {
        waiting?.answer(null);
        waiting = null;
        if (job) waiting = { range, answer };
        else begin({ range, answer });
      });
      keep(key, losses);
      return losses;
    },
    async close() {
      waiting?.answer(null);
      waiting = null;
      await job?.cancel();
    },
  };
}

/** A replay in a worker of its own. */
export function replayInThread(data: Omit<ReplayData, 'seat'>, means: ThreadMeans): ReplayJob {
  const slots = slotsOn(data.slots);
  const seat = slots.sit();
  const { worker } = spawn('replay-worker', { ...data, seat } satisfies ReplayData, means);
  const losses = new Promise<Losses>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => resolve(null));
  });
  return {
    losses,
    async cancel() {
      slots.call(seat, 'park');
      await ended(worker);
    },
  };
}
