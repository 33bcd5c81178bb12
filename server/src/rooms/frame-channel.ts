/**
 * Live pictures: lossy, latest wins (SPEC PR3). A connection acknowledges cumulatively; with two unacknowledged pictures
 * it leaves the fan-out until it has caught up, so that a slow viewer sees fewer pictures, never older ones, and slows
 * nobody. On acknowledgement it gets the newest at once if it has not had it.
 */
import type { Bytes } from '@deltaboard/shared/protocol/state.ts';
import type { Audience } from './audience.ts';

export const UNACKNOWLEDGED_LIMIT = 2;

interface Viewer {
  /** Numbers of the pictures sent and not acknowledged, ascending. */
  pending: number[];
  /** Number of the newest one it was sent. */
  last: number;
}

export class FrameChannel {
  readonly #audience: Audience;
  readonly #viewers = new Map<string, Viewer>();
  #newest: { readonly number: number; readonly bytes: Bytes } | null = null;
  #count = 0;

  constructor(audience: Audience) {
    this.#audience = audience;
  }

  /** The newest picture of the run that is under way. */
  get newest(): Bytes | null {
    return this.#newest?.bytes ?? null;
  }

  /** A welcomed connection. `has` says that the newest picture was in its snapshot. */
  join(connection: string, has: boolean): void {
    const viewer: Viewer = { pending: [], last: has && this.#newest ? this.#newest.number : -1 };
    this.#viewers.set(connection, viewer);
    this.#audience.follow(connection, true);
    this.#catchUp(connection, viewer);
  }

  leave(connection: string): void {
    this.#viewers.delete(connection);
  }

  /** Takes the bytes over: the picture gets its number in this room. */
  publish(bytes: Bytes): void {
    const number = ++this.#count;
    numberFrame(bytes, number);
    this.#newest = { number, bytes };
    this.#audience.frames(bytes);
    for (const [connection, viewer] of this.#viewers) {
      if (viewer.pending.length < UNACKNOWLEDGED_LIMIT) this.#sent(connection, viewer, number);
    }
  }

  /** The connection has drawn everything up to this number. Numbers that it was never sent count as the newest it was. */
  acknowledge(connection: string, number: number): void {
    const viewer = this.#viewers.get(connection);
    if (!viewer) return;
    const full = viewer.pending.length >= UNACKNOWLEDGED_LIMIT;
    viewer.pending = viewer.pending.filter((pending) => pending > number);
    this.#catchUp(connection, viewer);
    if (full && viewer.pending.length < UNACKNOWLEDGED_LIMIT) this.#audience.follow(connection, true);
  }

  /** The run stands: its last live picture must not come after the pause. */
  clear(): void {
    this.#newest = null;
  }

  #catchUp(connection: string, viewer: Viewer): void {
    if (!this.#newest || viewer.last >= this.#newest.number || viewer.pending.length >= UNACKNOWLEDGED_LIMIT)
      return;
    this.#audience.frame(connection, this.#newest.bytes);
    this.#sent(connection, viewer, this.#newest.number);
  }

  #sent(connection: string, viewer: Viewer, number: number): void {
    viewer.last = number;
    viewer.pending.push(number);
    if (viewer.pending.length >= UNACKNOWLEDGED_LIMIT) this.#audience.follow(connection, false);
  }
}

/**
 * A trainer counts its own pictures, and anew in each of its threads; what a viewer acknowledges must grow through all
 * of them.
 */
function numberFrame(bytes: Bytes, number: number): void {
  new DataView(bytes.buffer, bytes.byteOffset, 4).setUint32(0, number, true);
}
