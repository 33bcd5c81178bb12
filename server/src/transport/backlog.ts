/**
 * What a connection has been sent and has not taken. Live pictures wait for their viewer (SPEC PR3); what is reliable
 * does not, and would fill the memory for one that never reads: it is cut off, and comes back to the present (SPEC PR8).
 */
import type { Socket } from 'socket.io';

export type Engine = Socket['conn'];

/** @param limit unsent bytes at which the connection is cut */
export function limitBacklog(conn: Engine, limit: number, cut: () => void): void {
  /** Not yet handed to the WebSocket, which takes nothing before it has sent what it has. */
  let waiting = 0;
  let underWay = 0;
  conn.on('packetCreate', ({ data }: { readonly data?: string | Buffer }) => {
    waiting += data?.length ?? 0;
    if (waiting + underWay <= limit) return;
    cut();
    // Not closed politely: that would wait until everything has been sent.
    conn.request.socket.destroy();
  });
  conn.on('flush', () => {
    underWay = waiting;
    waiting = 0;
  });
  conn.transport.on('drain', () => (underWay = 0));
}
