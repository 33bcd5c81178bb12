/** What the workers of the queue's tests are told, and where they write down their turns. */
import type { SlotHolder } from '../slots.ts';

export interface SlotWorkerData extends SlotHolder {
  /** Turns that it takes. */
  readonly turns: number;
  /** Workers that must wait before it ends a turn; so many turns are left to be taken in all, and they are written down. */
  readonly waiting: number;
  /** Shared: how many turns were taken, how many are held, the most that were held at once, then whose each was. */
  readonly book: SharedArrayBuffer;
}
export const [TAKEN, HELD, MOST, FIRST] = [0, 1, 2, 3];
