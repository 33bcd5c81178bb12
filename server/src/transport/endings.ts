/**
 * How a connection ends (SPEC MF1): with a code of RFC 6455 that says why. Engine.IO closes every WebSocket without one. What is no
 * WebSocket, no text or too large is answered by the WebSocket itself: 1002, 1007, 1009.
 */
import type { Engine } from './backlog.ts';
import type { Server as HttpServer } from 'node:http';
import type { Server } from 'socket.io';

/** What came is not of the protocol, or nothing came in time. */
const NOT_OF_THE_PROTOCOL = 1008;
const NORMAL = 1000;
const GOING_AWAY = 1001;

/** Milliseconds for whoever is closed to say so too. */
const CLOSE_WITHIN_MS = 2000;

const codes = new WeakMap<Engine, number>();

/** The end of a member's connection, by the reason that Socket.IO has for it. */
export function ended(conn: Engine, reason: string): void {
  if (reason.endsWith('namespace disconnect')) codes.set(conn, NORMAL);
  if (reason === 'server shutting down') codes.set(conn, GOING_AWAY);
}

/** Of what Engine.IO has no types for. */
interface WebSocketTransport {
  readonly socket: { close(code: number): void; terminate(): void };
  doClose(done?: () => void): void;
}

/** The sockets, behind the page's own request listener. */
export function attach(io: Server, httpServer: HttpServer): void {
  io.attach(httpServer, { destroyUpgrade: false });
  httpServer.on('upgrade', ({ url = '' }, socket) => {
    if (url.startsWith(`${io.path()}/`)) return;
    socket.on('error', () => undefined);
    socket.end(NOT_FOUND, () => void socket.destroy());
  });
  io.engine.on('connection', (conn: Engine) => {
    const transport = conn.transport as unknown as WebSocketTransport;
    const { socket } = transport;
    transport.doClose = (done) => {
      socket.close(codes.get(conn) ?? NOT_OF_THE_PROTOCOL);
      setTimeout(() => socket.terminate(), CLOSE_WITHIN_MS).unref();
      done?.();
    };
  });
  // There is no other transport to come from, and one revision of the protocol.
  io.engine.use(({ _query: { EIO, sid } }: Asked, _response: unknown, next: (error?: Error) => void) => {
    next(EIO === '4' && sid === undefined ? undefined : new Error('not a connection of a page'));
  });
}

/** The query as Engine.IO has read it. */
interface Asked {
  readonly _query: Readonly<Record<string, string>>;
}

const NOT_FOUND = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';
