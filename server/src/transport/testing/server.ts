/** A real server on a free port with scripted trainers, and real clients. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import {
  PROTOCOL_VERSION,
  type Acknowledgement,
  type ClientToServer,
  type Hello,
  type RoomCreated,
  type RoomEvent,
  type RoomEventMessage,
  type ServerToClient,
  type Welcome,
} from '@deltaboard/shared/protocol/events.ts';
import {
  applyMessage,
  welcomed as welcomedView,
  type RoomView,
} from '@deltaboard/shared/protocol/room-view.ts';
import type { RefusalData } from '@deltaboard/shared/refusal.ts';
import { io, type Socket } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';
import { createApp, type Components } from '../../app.ts';
import { systemClock, type Clock } from '../../clock.ts';
import { defaultLimits, type Limits } from '../../limits.ts';
import { silent, tinyLexicon } from '../../rooms/testing/room.ts';
import { scriptedTrainers } from '../../rooms/testing/scripted-trainer.ts';
import { addressReader } from '../address.ts';
import { createMemoryStore } from '../../store/memory-store.ts';
import { Metrics } from '../../metrics.ts';
import { createHosts } from '../hosts.ts';

/** As a page gives it: under an id of its own. */
export const orderOf = <T>(command: T): { readonly id: string; readonly command: T } => ({
  id: randomUUID(),
  command,
});

/** High enough that no test meets a limit by being slow or quick. */
const GENEROUS = 10_000;

export async function startServer(
  changed: Partial<Limits> = {},
  client = '/nowhere',
  clock: Clock = systemClock,
  more: Partial<Components> = {},
) {
  const httpServer = createServer();
  const trainers = scriptedTrainers();
  const app = createApp(httpServer, {
    trainers: trainers.factory,
    lexicon: tinyLexicon,
    store: createMemoryStore(),
    clock,
    logger: silent,
    client,
    hosts: createHosts(['class.example.org']),
    embedOrigins: [],
    hostKey: null,
    operator: null,
    metrics: new Metrics(clock),
    gauges: { read: () => ({ loopDelay: 0, memory: 0, slotQueue: 0 }), tell: () => undefined },
    storage: () => Promise.resolve(null),
    limits: {
      ...defaultLimits,
      commands: GENEROUS,
      vectors: GENEROUS,
      losses: GENEROUS,
      newRooms: GENEROUS,
      joins: GENEROUS,
      addressCommands: 10 * GENEROUS,
      roomCommands: 10 * GENEROUS,
      ...changed,
    },
    addressOf: addressReader(['loopback']),
    expireAfter: 30 * 24 * 3_600_000,
    ...more,
  });
  httpServer.listen(0, '127.0.0.1');
  await once(httpServer, 'listening');
  const { port } = httpServer.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const clients: Client[] = [];

  return {
    app,
    url,
    trainers,
    /** A class whose room is open. */
    async createRoom(): Promise<RoomCreated> {
      const created = await app.rooms.create();
      await app.rooms.find(created.code);
      return created;
    },
    /** Resolves with the welcomed client. */
    async join(hello: Omit<Hello, 'version'>): Promise<Client> {
      const client = createClient(url, { version: PROTOCOL_VERSION, ...hello });
      clients.push(client);
      await client.welcomed;
      return client;
    },
    async close(): Promise<void> {
      for (const { socket } of clients) socket.disconnect();
      await app.close();
    },
  };
}

export type Client = ReturnType<typeof createClient>;

type ClientSocket = Socket<ServerToClient, ClientToServer>;

const connect = (url: string, auth: object, extraHeaders = {}): ClientSocket =>
  io(url, { transports: ['websocket'], parser, auth, extraHeaders, reconnection: false, forceNew: true });

const welcomed = (socket: ClientSocket): Promise<Welcome> =>
  new Promise((resolve, reject) => {
    socket.on('welcome', resolve);
    socket.on('connect_error', reject);
  });

function createClient(url: string, hello: Hello) {
  const socket = connect(url, hello);
  const messages: RoomEventMessage[] = [];
  const frames: Uint8Array[] = [];
  const watchers = new Set<() => void>();
  /** What the page knows of the class. Null before the welcome, and where it resumed what this client has not seen. */
  let view: RoomView | null = null;
  let first: RoomView | null = null;
  const heard = (): void => {
    for (const watch of watchers) watch();
  };
  socket.on('welcome', (welcome) => {
    first = view = welcomedView(view, welcome);
  });
  socket.on('event', (message) => {
    messages.push(message);
    view = view && applyMessage(view, message).view;
    heard();
  });
  socket.on('frame', (bytes) => {
    frames.push(bytes);
    heard();
  });
  return {
    socket,
    messages,
    frames,
    view: (): RoomView => seen(view),
    /** As the class was when the client was welcomed. */
    first: (): RoomView => seen(first),
    welcomed: welcomed(socket),
    command: (command: Command): Promise<Acknowledgement> => socket.emitWithAck('command', orderOf(command)),
    /** What no page sends. */
    send: (...values: readonly unknown[]): void => void Reflect.apply(socket.emit, socket, values),
    ask: (...values: readonly unknown[]): Promise<unknown> =>
      Promise.resolve(Reflect.apply(socket.emitWithAck, socket, values)),
    /** A packet that no client makes. */
    sendPacket: (packet: string | Buffer): void =>
      void Reflect.apply(socket.io.engine.write, socket.io.engine, [packet]),
    /** From now on nothing is taken from the network. */
    stopReading(): void {
      const { transport } = socket.io.engine;
      if ('ws' in transport) (transport.ws as { pause(): void }).pause();
      else throw new Error('there is no WebSocket to stop');
    },
    disconnected: (): Promise<void> =>
      new Promise((resolve) => {
        socket.once('disconnect', () => {
          resolve();
        });
      }),
    /** Resolves as soon as what was heard until now, or later, satisfies the condition. */
    until: (condition: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        const watch = (): void => {
          if (!condition()) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
    last: <T extends RoomEvent['type']>(type: T): Extract<RoomEvent, { type: T }> | undefined =>
      messages
        .map(({ event }) => event)
        .findLast((event): event is Extract<RoomEvent, { type: T }> => event.type === type),
  };
}

function seen(view: RoomView | null): RoomView {
  if (!view) throw new Error('the client has not seen the class');
  return view;
}

/** The welcome of a connection that is then ended; rejects as the server refuses. */
export async function welcomeOf(
  url: string,
  hello: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Welcome> {
  const socket = connect(url, hello, headers);
  try {
    return await welcomed(socket);
  } finally {
    socket.disconnect();
  }
}

/** How the server refuses this handshake. */
export async function refusalOf(url: string, hello: object): Promise<RefusalData | undefined> {
  const refused = await welcomeOf(url, hello).then(
    () => {
      throw new Error('was welcomed');
    },
    (error: Error & { data?: RefusalData }) => error,
  );
  return refused.data;
}
