/**
 * Live pictures: lossy, latest wins (SPEC PR3). A connection acknowledges cumulatively; with four unacknowledged pictures it
 * gets none until it has caught up, and then the newest at once, so that a slow viewer sees fewer pictures, never older
 * ones, and slows nobody. Whose keyframe is not the present one gets that first, and who asks for less gets one in so many.
 */
import { frameHead } from '@deltaboard/shared/protocol/frame.ts';
import { nameFrame } from '@deltaboard/shared/protocol/frame-encode.ts';
import type { Bytes } from '@deltaboard/shared/protocol/state.ts';
import type { Audience } from './audience.ts';

export const UNACKNOWLEDGED_LIMIT = 4;

interface Viewer {
  /** Numbers of the pictures sent and not acknowledged, ascending. */
  readonly pending: number[];
  /** Number of the keyframe it was sent last. */
  keyframe: number;
  /** It takes one picture in so many; 0: none. */
  every: number;
  /** There is one that it was not sent because it had not caught up. */
  isBehind: boolean;
}

interface Picture {
  readonly number: number;
  /** Its own number where W is whole, that of another which W is told against, 0 where it has none. */
  readonly keyframe: number;
  readonly bytes: Bytes;
}

export class FrameChannel {
  readonly #audience: Audience;
  readonly #viewers = new Map<string, Viewer>();
  #newest: Picture | null = null;
  /** With the name that its trainer gave it. */
  #keyframe: (Picture & { readonly name: number }) | null = null;
  #count = 0;

  constructor(audience: Audience) {
    this.#audience = audience;
  }

  /** A welcomed connection: the newest picture of the run that is under way comes at once, behind its keyframe. */
  join(connection: string): void {
    const viewer: Viewer = { pending: [], keyframe: 0, every: 1, isBehind: true };
    this.#viewers.set(connection, viewer);
    this.#catchUp(connection, viewer);
  }

  leave(connection: string): void {
    this.#viewers.delete(connection);
  }

  /** How many pictures the connection takes: one in `every`, or with 0 none. */
  thin(connection: string, every: number): void {
    const viewer = this.#viewers.get(connection);
    if (!viewer) return;
    viewer.isBehind ||= viewer.every === 0;
    viewer.every = every;
    this.#catchUp(connection, viewer);
  }

  /** Takes the bytes over: the picture gets its number in this room. One whose keyframe never came is nobody's. */
  publish(bytes: Bytes): void {
    const { number: isWhole, keyframe: name } = frameHead(bytes);
    if (name !== 0 && isWhole === 0 && this.#keyframe?.name !== name) return;
    const number = ++this.#count;
    const keyframe = name === 0 ? 0 : isWhole !== 0 ? number : (this.#keyframe?.number ?? 0);
    nameFrame(bytes, number, keyframe);
    const picture = { number, keyframe, bytes };
    this.#newest = picture;
    if (keyframe === number) this.#keyframe = { ...picture, name };

    const due: string[] = [];
    const first: string[] = [];
    let spared = 0;
    for (const [connection, viewer] of this.#viewers) {
      if (viewer.every === 0 || number % viewer.every !== 0) continue;
      if (viewer.pending.length < UNACKNOWLEDGED_LIMIT) {
        if (this.#wantsKeyframe(viewer, picture)) first.push(connection);
        due.push(connection);
        this.#sent(viewer, picture);
      } else {
        viewer.isBehind = true;
        spared += 1;
      }
    }
    this.#sendKeyframe(first);
    this.#audience.frames(due, bytes, spared);
  }

  /** The connection has drawn everything up to this number. Numbers that it was never sent count as the newest it was. */
  acknowledge(connection: string, number: number): void {
    const viewer = this.#viewers.get(connection);
    if (!viewer) return;
    while (viewer.pending.length > 0 && viewer.pending[0] <= number) viewer.pending.shift();
    this.#catchUp(connection, viewer);
  }

  /** The run stands: its last live picture must not come after the pause. */
  clear(): void {
    this.#newest = null;
    for (const viewer of this.#viewers.values()) viewer.isBehind = false;
  }

  #catchUp(connection: string, viewer: Viewer): void {
    if (!viewer.isBehind || viewer.every === 0 || viewer.pending.length >= UNACKNOWLEDGED_LIMIT) return;
    viewer.isBehind = false;
    const newest = this.#newest;
    if (!newest) return;
    if (this.#wantsKeyframe(viewer, newest)) this.#sendKeyframe([connection]);
    this.#audience.frames([connection], newest.bytes, 0);
    this.#sent(viewer, newest);
  }

  /** What is told against a keyframe is nothing without it, and who has none has no W at all. */
  #wantsKeyframe(viewer: Viewer, { number, keyframe }: Picture): boolean {
    if (keyframe === number) return false;
    return viewer.keyframe === 0 || (keyframe !== 0 && keyframe !== viewer.keyframe);
  }

  #sendKeyframe(connections: readonly string[]): void {
    if (!this.#keyframe || connections.length === 0) return;
    this.#audience.frames(connections, this.#keyframe.bytes, 0);
    for (const connection of connections) {
      const viewer = this.#viewers.get(connection);
      if (viewer) viewer.keyframe = this.#keyframe.number;
    }
  }

  #sent(viewer: Viewer, { number, keyframe }: Picture): void {
    viewer.pending.push(number);
    if (keyframe === number) viewer.keyframe = number;
  }
}
