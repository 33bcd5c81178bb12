/**
 * Socket.IO: validates what comes in, calls the room, acknowledges. WebSocket only; one binary message a packet, encoded
 * once a broadcast.
 */
import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type {
  Acknowledgement,
  ClientToServer,
  LossesReply,
  ReportReply,
  ServerToClient,
  WordVectorsReply,
} from '@deltaboard/shared/protocol/events.ts';
import { toBytes } from '@deltaboard/shared/protocol/bytes.ts';
import { Refusal, refusalData, type RefusalData } from '@deltaboard/shared/refusal.ts';
import type { Logger } from 'pino';
import { Server, type DefaultEventsMap } from 'socket.io';
import { Budget } from '../budget.ts';
import type { Clock } from '../clock.ts';
import { rateOf, type Limits } from '../limits.ts';
import type { Audience } from '../rooms/audience.ts';
import type { Registry } from '../rooms/registry.ts';
import type { Room } from '../rooms/room.ts';
import { limitBacklog } from './backlog.ts';
import { parseHello, type ParsedHello } from './hello.ts';
import { parseOrder } from './order.ts';
import { parser } from './parser.ts';
import { isSameHost } from './same-host.ts';
import { parseRange } from './range.ts';
import { parseWords } from './words.ts';

const PING_INTERVAL_MS = 10_000;
const PING_TIMEOUT_MS = 5_000;
const HANDSHAKE_TIMEOUT_MS = 10_000;

interface SocketData {
  readonly room: Room;
  readonly hello: ParsedHello;
}

export type Sockets = Server<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>;

/** Not attached to an HTTP server yet: that comes last, after the page's own request listener. */
export function createSockets({ message }: Pick<Limits, 'message'>): Sockets {
  return new Server({
    transports: ['websocket'],
    parser,
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: message,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    connectTimeout: HANDSHAKE_TIMEOUT_MS,
    allowRequest: (request, decide) => {
      decide(null, isSameHost(request));
    },
  });
}

/** The room's way to its sockets: two Socket.IO rooms, one for the events, one for the live pictures. */
export function audienceOf(io: Sockets, code: string): Audience {
  const [events, frames] = [`events ${code}`, `frames ${code}`];
  const socket = (id: string) => io.sockets.sockets.get(id);
  return {
    welcome(connection, welcome) {
      socket(connection)?.emit('welcome', welcome);
      void socket(connection)?.join(events);
    },
    event: (message) => void io.to(events).emit('event', message),
    follow(connection, following) {
      if (following) void socket(connection)?.join(frames);
      else void socket(connection)?.leave(frames);
    },
    frames: (bytes) => void io.to(frames).emit('frame', bytes),
    frame: (connection, bytes) => void socket(connection)?.emit('frame', bytes),
    personal: (connection, personal) => void socket(connection)?.emit('personal', personal),
    personalChanged: (connection, changes) => void socket(connection)?.emit('personal-changed', changes),
    desk: (connection, desk) => void socket(connection)?.emit('desk', desk),
    deskChanged: (connection, changes) => void socket(connection)?.emit('desk-changed', changes),
    pulse: (pulse) => void io.to(events).emit('pulse', pulse),
    dismiss(connection, refusal) {
      socket(connection)?.emit('dismissed', refusal);
      socket(connection)?.disconnect();
    },
    close: () => {
      io.in(events).disconnectSockets(true);
    },
    fail(refusal) {
      io.to(events).emit('dismissed', refusal);
      io.in(events).disconnectSockets(true);
    },
  };
}

/** Milliseconds within which everybody comes back to a server that was stopped. */
const COME_BACK_WITHIN_MS = 3000;
/** Milliseconds for what was said last to leave this machine. */
const LAST_WORD_MS = 50;

/** Says to each connection when to come back, and ends them all. */
export async function dismissAll(io: Sockets): Promise<void> {
  for (const socket of io.sockets.sockets.values()) socket.emit('stopping', randomInt(COME_BACK_WITHIN_MS));
  await setTimeout(LAST_WORD_MS);
  await io.close();
}

export interface SocketParts {
  readonly registry: Registry;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly logger: Logger;
}

export function bindSockets(io: Sockets, { registry, limits, clock, logger }: SocketParts): void {
  const [commands, vectors, losses] = (['commands', 'vectors', 'losses'] as const).map(
    (name) => new Budget(clock, rateOf(limits, name)),
  );

  /** In words of the protocol; what is nobody's fault is logged. */
  const refused = (error: unknown): { readonly ok: false; readonly error: RefusalData } => {
    if (!(error instanceof Refusal)) logger.error({ err: error }, 'socket');
    return { ok: false, error: refusalData(error) };
  };

  io.use((socket, next) => {
    const admit = async (): Promise<void> => {
      const hello = parseHello(socket.handshake.auth);
      const room = await registry.find(hello.room);
      room.verify(hello);
      socket.data = { room, hello };
    };
    admit().then(
      () => next(),
      (error: unknown) => next(Object.assign(new Error('refused'), { data: refused(error).error })),
    );
  });

  io.on('connection', (socket) => {
    const { room, hello } = socket.data;
    limitBacklog(socket, limits.backlog, () => {
      logger.warn({ room: room.code, limit: limits.backlog }, 'cut a connection that does not read');
    });
    try {
      room.join(socket.id, hello);
    } catch (error) {
      refused(error);
      socket.disconnect(true);
      return;
    }
    socket.on('disconnect', () => {
      room.leave(socket.id);
    });

    socket.on('command', (value: unknown, acknowledge: unknown) => {
      const perform = async (): Promise<Acknowledgement> => {
        spend(commands, socket.id, 'commands');
        const { id, command } = parseOrder(value);
        const { saved } = await room.command(socket.id, command, id);
        return saved ? { ok: true } : { ok: true, unsaved: true };
      };
      void perform().catch(refused).then(replyTo(acknowledge));
    });

    socket.on('vectors', (value: unknown, reply: unknown) => {
      const answer = async (): Promise<WordVectorsReply> => {
        spend(vectors, socket.id, 'vectors');
        const entries = room.lookUp(parseWords(value));
        return { ok: true, ...entries, vectors: toBytes(entries.vectors) };
      };
      void answer().catch(refused).then(replyTo(reply));
    });

    socket.on('losses', (value: unknown, reply: unknown) => {
      const answer = async (): Promise<LossesReply> => {
        spend(losses, socket.id, 'losses');
        const { from, to } = parseRange(value);
        return room.losses(socket.id, from, to);
      };
      void answer().catch(refused).then(replyTo(reply));
    });

    socket.on('report', (reply: unknown) => {
      const answer = async (): Promise<ReportReply> => {
        spend(losses, socket.id, 'losses');
        return { ok: true, report: room.report(socket.id) };
      };
      void answer().catch(refused).then(replyTo(reply));
    });

    socket.on('pulsed', (pulse: unknown) => {
      if (Number.isSafeInteger(pulse)) room.pulsed(socket.id, Number(pulse));
    });

    socket.on('seen', (frame: unknown) => {
      if (Number.isSafeInteger(frame)) room.seen(socket.id, Number(frame));
    });
  });
}

/** Throws Refusal 'too-many' when the connection asks too often. */
function spend(budget: Budget, connection: string, what: string): void {
  if (!budget.spend(connection)) throw new Refusal('too-many', { what, limit: budget.rate.points });
}

/** The client's acknowledgement, where it asked for one. */
function replyTo(acknowledge: unknown): (reply: unknown) => void {
  return (reply) => {
    if (typeof acknowledge === 'function') acknowledge(reply);
  };
}
