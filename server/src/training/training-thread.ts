/** A training thread as the room's side holds it: what is ordered, and what is asked and answered. */
import { slotsOn } from './slots.ts';
import { ended, spawn } from './spawn.ts';
import type { Halt } from './halt.ts';
import type { FromThread, ThreadData, ToThread } from './thread.ts';
import { Cancelled } from './trainer.ts';

/** What is answered. */
export type Request =
  Omit<Extract<ToThread, { type: 'park' }>, 'id'> | Omit<Extract<ToThread, { type: 'seek' }>, 'id'>;

export interface TrainingThread {
  order(message: Exclude<ToThread, { id: number } | { type: 'cancel' | 'close' }>): void;
  /** Rejects with Cancelled when it was given up, with the thread's failure when it died. */
  ask(request: Request): Promise<Halt>;
  /** Gives up the seek that is under way, within a slice. */
  cancel(): void;
  /** It ends between two slices; what is asked of it is given up. */
  close(): Promise<void>;
}

export function startTrainingThread(
  data: Omit<ThreadData, 'seat'>,
  heard: (message: FromThread) => void,
  died: (error: Error) => void,
): TrainingThread {
  const slots = slotsOn(data.slots);
  const seat = slots.sit();
  const worker = spawn('training-worker', { ...data, seat } satisfies ThreadData);
  const asked = new Map<number, { resolve(standing: Halt): void; reject(error: Error): void }>();
  let lastId = 0;
  let failure = new Error('the training thread ended');
  worker.on('message', (message: FromThread) => {
    heard(message);
    if (message.type !== 'stood' && message.type !== 'gave-up') return;
    const asker = asked.get(message.id);
    asked.delete(message.id);
    if (message.type === 'stood') asker?.resolve(message.standing);
    else asker?.reject(new Cancelled());
  });
  worker.on('error', (error) => (failure = error instanceof Error ? error : failure));
  worker.on('exit', () => {
    for (const { reject } of asked.values()) reject(failure);
    asked.clear();
    died(failure);
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
      failure = new Cancelled();
      call('close');
      await ended(worker);
    },
  };
}
