/** A training thread as the room's side holds it: what is ordered, and what is asked and answered. */
import { slotsOn } from './slots.ts';
import { ended, spawn, type ThreadMeans } from './spawn.ts';
import type { Halt } from './halt.ts';
import type { FromThread, ThreadData, ToThread } from './thread.ts';
import type { ThreadFailure } from './thread-failure.ts';
import { Cancelled } from './trainer.ts';

/** What is answered. */
export type Request =
  Omit<Extract<ToThread, { type: 'park' }>, 'id'> | Omit<Extract<ToThread, { type: 'seek' }>, 'id'>;

export interface TrainingThread {
  order(message: Exclude<ToThread, { id: number } | { type: 'cancel' | 'close' }>): void;
  /** Rejects with Cancelled when it was given up, with Refusal 'run-failed' when the thread died. */
  ask(request: Request): Promise<Halt>;
  /** Gives up the seek that is under way, within a slice. */
  cancel(): void;
  /** It ends between two slices; what is asked of it is given up. */
  close(): Promise<void>;
}

export function startTrainingThread(
  data: Omit<ThreadData, 'seat'>,
  means: ThreadMeans,
  heard: (message: FromThread) => void,
  died: (failure: ThreadFailure) => void,
): TrainingThread {
  const { within } = means;
  const slots = slotsOn(data.slots);
  const seat = slots.sit();
  const thread = spawn('training-worker', { ...data, seat } satisfies ThreadData, means);
  const { worker } = thread;
  const asked = new Map<number, { resolve(standing: Halt): void; reject(error: Error): void }>();
  let lastId = 0;
  let isClosing = false;
  worker.on('message', (message: FromThread) => {
    within.event(() => heard(message));
    if (message.type !== 'stood' && message.type !== 'gave-up') return;
    const asker = asked.get(message.id);
    asked.delete(message.id);
    if (message.type === 'stood') asker?.resolve(message.standing);
    else asker?.reject(new Cancelled());
  });
  worker.on('exit', () => {
    const { failure } = thread;
    for (const { reject } of asked.values()) reject(isClosing ? new Cancelled() : failure.refusal);
    asked.clear();
    within.event(() => died(failure));
  });
  const post = (message: ToThread): void => worker.postMessage(message);
  const call = (type: 'cancel' | 'close'): void => {
    slots.call(seat, 'call');
    post({ type });
  };
  return {
    order: post,
    ask: (request) =>
      new Promise((resolve, reject) => {
        asked.set(++lastId, { resolve, reject });
        // Seen at the next step, long before the message is read; and who waits for a turn reads it at once.
        slots.call(seat, request.type === 'park' ? 'park' : 'call');
        post({ ...request, id: lastId });
      }),
    cancel: () => call('cancel'),
    async close() {
      isClosing = true;
      call('close');
      await ended(worker);
    },
  };
}
