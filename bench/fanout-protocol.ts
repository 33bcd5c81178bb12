/** What the processes of the fan-out bench say to one another. */
export interface FanoutServer {
  /** Of its WebSocket. */
  readonly url: string;
  /** The class to join; null: a peer, which has none. */
  readonly room: string | null;
}

/** Where a picture has the microsecond at which it was sent: its step, which is as good as any. */
export const STAMP_AT = 8;

/** What the viewers of a process have heard while they were counted; ages from the server's send to the viewer's message, ms. */
export interface Delivered {
  readonly pictures: number;
  readonly median: number;
  readonly p99: number;
  readonly worst: number;
}
