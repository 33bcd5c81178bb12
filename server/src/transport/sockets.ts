/**
 * Socket.IO: validates what comes in, calls the room, acknowledges. WebSocket only; one binary message a packet, encoded
 * once a broadcast.
 */
import { randomInt } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import {
  PICTURES_APART_LIMIT,
  type Acknowledgement,
  type ClientToServer,
  type EvaluationReply,
  type LessonPageReply,
  type LossesReply,
  type ReportReply,
  type ServerToClient,
  type WordVectorsReply,
} from '@deltaboard/shared/protocol/events.ts';
import { toBytes } from '@deltaboard/shared/protocol/bytes.ts';
import { Refusal, refusalData, type RefusalData } from '@deltaboard/shared/refusal.ts';
import type { Logger } from 'pino';
import { Server, type DefaultEventsMap } from 'socket.io';
import { Budget } from '../budget.ts';
import type { Clock } from '../clock.ts';
import { rateOf, type Limits, type RateName } from '../limits.ts';
import type { Audience } from '../rooms/audience.ts';
import type { Registry } from '../rooms/registry.ts';
import type { Room } from '../rooms/room.ts';
import type { Metrics } from '../metrics.ts';
import { acknowledged } from './acknowledgement.ts';
import type { AddressOf } from './address.ts';
import { limitBacklog, type Engine } from './backlog.ts';
import { broadcast, broadcastPicture } from './broadcast.ts';
import type { Guesses } from './guesses.ts';
import { ended } from './endings.ts';
import { parseHello, type ParsedHello } from './hello.ts';
import { parseOrder } from './order.ts';
import { parser } from './parser.ts';
import type { Hosts } from './hosts.ts';
import { isSameHost } from './same-host.ts';
import { parsePage, parsePart, parseRange } from './range.ts';
import { Turnstile } from './turnstile.ts';
import { parseWords } from './words.ts';

const PING_INTERVAL_MS = 10_000;
const PING_TIMEOUT_MS = 5_000;
const HANDSHAKE_TIMEOUT_MS = 10_000;

interface SocketData {
  readonly room: Room;
  readonly hello: ParsedHello & { readonly address: string };
}

export type Sockets = Server<ClientToServer, ServerToClient, DefaultEventsMap, SocketData>;

/** Not attached to an HTTP server yet: that comes last, after the page's own request listener. */
export function createSockets(hosts: Hosts, { message }: Pick<Limits, 'message'>): Sockets {
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
      decide(null, hosts(request.headers.host) && isSameHost(request));
    },
  });
}

/** The room's way to its sockets: a Socket.IO room of those that hear its events; who gets a picture it says itself. */
export function audienceOf(io: Sockets, code: string, metrics: Metrics): Audience {
  const events = `events ${code}`;
  const socket = (id: string) => io.sockets.sockets.get(id);
  const those = function* (ids: Iterable<string>) {
    for (const id of ids) {
      const found = socket(id);
      if (found) yield found;
    }
  };
  const hearing = () => those(io.sockets.adapter.rooms.get(events) ?? []);
  return {
    welcome(connection, welcome) {
      socket(connection)?.emit('welcome', welcome);
      void socket(connection)?.join(events);
    },
    event: (message) => broadcast(hearing(), 'event', message),
    frames(connections, bytes, spared) {
      if (connections.length > 0) broadcastPicture(those(connections), bytes);
      metrics.pictured(code, bytes, connections.length, spared);
    },
    personal: (connection, personal) => void socket(connection)?.emit('personal', personal),
    personalChanged: (connection, changes) => void socket(connection)?.emit('personal-changed', changes),
    desk: (connection, desk) => void socket(connection)?.emit('desk', desk),
    deskChanged: (connection, changes) => void socket(connection)?.emit('desk-changed', changes),
    pulse: (connections, pulse) => broadcast(those(connections), 'pulse', pulse),
    dismiss(connection, refusal) {
      socket(connection)?.emit('dismissed', refusal);
      socket(connection)?.disconnect();
    },
    close: () => {
      metrics.closed(code);
      io.in(events).disconnectSockets(true);
    },
    fail(refusal) {
      io.to(events).emit('dismissed', refusal);
      io.in(events).disconnectSockets(true);
    },
  };
}

/** Everybody of a class, in words that their pages do not come back from by themselves. */
export function dismissClass(io: Sockets, code: string, refusal: RefusalData): void {
  io.in(`events ${code}`).emit('dismissed', refusal);
  io.in(`events ${code}`).disconnectSockets();
}

/** Milliseconds within which everybody comes back to a server that was stopped. */
const COME_BACK_WITHIN_MS = 3000;
/** Milliseconds for what was said last to leave this machine. */
const LAST_WORD_MS = 50;
/** Milliseconds for what is being answered over HTTP. */
const ANSWERED_WITHIN_MS = 500;

/** Says to each connection when to come back, and ends them all. */
export async function dismissAll(io: Sockets, httpServer: HttpServer): Promise<void> {
  for (const socket of io.sockets.sockets.values()) socket.emit('stopping', randomInt(COME_BACK_WITHIN_MS));
  await setTimeout(LAST_WORD_MS);
  // It closes the HTTP server too, which waits also for connections on which nothing was asked: a browser opens one to have it at hand.
  await Promise.race([io.close(), setTimeout(ANSWERED_WITHIN_MS)]);
  httpServer.closeAllConnections();
}

export interface SocketParts {
  readonly registry: Registry;
  readonly guesses: Guesses;
  readonly addressOf: AddressOf;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

export function bindSockets(
  io: Sockets,
  { registry, guesses, addressOf, limits, clock, metrics, logger }: SocketParts,
): void {
  /** How many on each WebSocket, or that somebody has joined on it. */
  const handshakes = new WeakMap<Engine, number | 'joined'>();
  const budget = (name: RateName): Budget => new Budget(clock, rateOf(limits, name));
  const joins = budget('joins');
  const turnstile = new Turnstile();
  const own = {
    commands: budget('commands'),
    vectors: budget('vectors'),
    losses: budget('losses'),
  };
  const [fromAddress, ofRoom] = [budget('addressCommands'), budget('roomCommands')];

  /** In words of the protocol; what is nobody's fault is logged. */
  const refused = (error: unknown): { readonly ok: false; readonly error: RefusalData } => {
    if (!(error instanceof Refusal)) logger.error({ err: error }, 'socket');
    const data = refusalData(error);
    metrics.refused(data);
    return { ok: false, error: data };
  };

  io.use((socket, next) => {
    const { conn } = socket;
    const address = addressOf(socket.request);
    const known = handshakes.get(conn);
    // One member a connection, and a few refusals: more is no page of ours.
    if (known === 'joined' || (known ?? 0) >= limits.refusals) return cut(conn);
    if (known === undefined) {
      limitBacklog(conn, limits.backlog, () => {
        logger.warn({ limit: limits.backlog }, 'cut a connection that does not read');
      });
    }
    // Also while the answer is on its way.
    handshakes.set(conn, (known ?? 0) + 1);
    const admit = async (): Promise<void> => {
      const hello = parseHello(socket.handshake.auth);
      const enter = async (): Promise<Room> => {
        const room = await registry.enter(hello.room, hello);
        room.verify({ ...hello, address });
        return room;
      };
      await turnstile.pass(address);
      const mayJoin = joins.spend(address);
      const room = await guesses.admit(address, hello.room, enter, (found) => found.knows(hello));
      if (!mayJoin && !room.knows(hello)) throw tooMany(joins, 'joins');
      socket.data = { room, hello: { ...hello, address } };
    };
    admit().then(
      () => next(),
      (error: unknown) => next(Object.assign(new Error('refused'), { data: refused(error).error })),
    );
  });

  io.on('connection', (socket) => {
    const { room, hello } = socket.data;
    const { conn } = socket;
    // Another may have joined on it while this one was on its way.
    if (handshakes.get(conn) === 'joined') return cut(conn);
    handshakes.set(conn, 'joined');
    try {
      room.join(socket.id, hello);
    } catch (error) {
      refused(error);
      socket.disconnect(true);
      return;
    }
    socket.on('disconnect', (reason) => {
      room.leave(socket.id);
      ended(conn, reason);
      // Whoever comes back comes by a new one: nothing of this one is left.
      conn.close();
    });

    /** Throws Refusal 'too-many': of the member, and of all who do not lead the class from that address, or in it. */
    const spend = (what: keyof typeof own): void => {
      const { id, leads } = room.owner(socket.id);
      if (!own[what].spend(`${room.code} ${id}`)) throw tooMany(own[what], what);
      if (leads) return;
      if (!fromAddress.spend(hello.address)) throw tooMany(fromAddress, what);
      if (!ofRoom.spend(room.code)) throw tooMany(ofRoom, what);
    };

    /** What is asked by this name is answered, or refused, to whoever asked: an asynchronous answer, since whatever it throws is said there. */
    const answers = (
      name: keyof ClientToServer,
      what: keyof typeof own,
      answer: (given: unknown) => Promise<Reply>,
    ): void => {
      socket.on(name, (...given: unknown[]) => {
        const answered = async (): Promise<Reply> => {
          spend(what);
          return answer(given[0]);
        };
        void answered().catch(refused).then(replyTo(given));
      });
    };

    answers('command', 'commands', async (given): Promise<Acknowledgement> => {
      const { id, command } = parseOrder(given);
      const { saved } = await room.command(socket.id, command, id);
      return saved ? { ok: true } : { ok: true, unsaved: true };
    });

    answers('vectors', 'vectors', async (given): Promise<WordVectorsReply> => {
      const entries = room.lookUp(parseWords(given));
      return { ok: true, ...entries, vectors: toBytes(entries.vectors) };
    });

    answers('losses', 'losses', async (given): Promise<LossesReply> => {
      const { from, to } = parseRange(given);
      return room.losses(socket.id, from, to);
    });

    answers('evaluation', 'losses', async (given): Promise<EvaluationReply> => {
      return { ok: true, judged: await room.evaluation(parsePart(given)) };
    });

    answers('lesson-page', 'losses', async (given): Promise<LessonPageReply> => {
      return { ok: true, page: await room.seminarPage(socket.id, parsePage(given)) };
    });

    answers('report', 'losses', async (): Promise<ReportReply> => {
      return { ok: true, report: room.report(socket.id) };
    });

    socket.on('pulsed', (pulse: unknown) => {
      if (Number.isSafeInteger(pulse)) room.pulsed(socket.id, Number(pulse));
    });

    socket.on('pictures', (every: unknown) => {
      const isOne = Number.isInteger(every) && Number(every) >= 0 && Number(every) <= PICTURES_APART_LIMIT;
      if (isOne) room.thin(socket.id, Number(every));
    });

    const seen = (frame: unknown): void => {
      if (!Number.isSafeInteger(frame)) return;
      metrics.seen(room.code, Number(frame));
      room.seen(socket.id, Number(frame));
    };
    socket.on('seen', seen);
    conn.on('data', (packet: unknown) => seen(acknowledged(packet)));
  });
}

/** What a member is answered. */
type Reply =
  Acknowledgement | EvaluationReply | LessonPageReply | LossesReply | ReportReply | WordVectorsReply;

const tooMany = ({ rate }: Budget, what: string): Refusal =>
  new Refusal('too-many', { what, limit: rate.points });

/** At once, and not when everything has been sent. */
const cut = (conn: Engine): void => void conn.close(true);

/** The client's acknowledgement, where it asked for one: whatever stands before it, or nothing, that is the last. */
function replyTo(given: readonly unknown[]): (reply: unknown) => void {
  const acknowledge = given.at(-1);
  return (reply) => {
    if (typeof acknowledge === 'function') acknowledge(reply);
  };
}
