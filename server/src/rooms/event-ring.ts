/**
 * The newest reliable events of a room, bounded in number and in bytes, for clients that return (SPEC PR2). Whoever was
 * away longer gets a snapshot.
 */
import type { Position, RoomEventMessage } from '@deltaboard/shared/protocol/events.ts';

export const RING_EVENTS = 500;
export const RING_BYTES = 1_000_000;

export class EventRing {
  readonly #term: number;
  #messages: { readonly message: RoomEventMessage; readonly bytes: number }[] = [];
  #bytes = 0;
  #seq = 0;

  constructor(term: number) {
    this.#term = term;
  }

  /** Position of the newest event; seq 0 before the first. */
  get position(): Position {
    return { term: this.#term, seq: this.#seq };
  }

  push(event: RoomEventMessage['event']): RoomEventMessage {
    const message = { term: this.#term, seq: ++this.#seq, event };
    const bytes = sizeOf(event);
    this.#messages.push({ message, bytes });
    this.#bytes += bytes;
    while (this.#messages.length > RING_EVENTS || this.#bytes > RING_BYTES) {
      this.#bytes -= this.#messages.shift()?.bytes ?? 0;
    }
    return message;
  }

  /** Exactly the events after `seen`; null when some of them are gone, or were never this room's. */
  since(seen: Position): readonly RoomEventMessage[] | null {
    const missing = this.#seq - seen.seq;
    if (seen.term !== this.#term || missing < 0 || missing > this.#messages.length) return null;
    return this.#messages.slice(this.#messages.length - missing).map(({ message }) => message);
  }
}

/** About the bytes that a value takes on the wire: msgpack's sizes, numbers taken as 8. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 8;
  if (ArrayBuffer.isView(value)) return value.byteLength + 4;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + sizeOf(item), 4);
  return Object.entries(value).reduce((sum, [key, item]) => sum + key.length + 2 + sizeOf(item), 4);
}
