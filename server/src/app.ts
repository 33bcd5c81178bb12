/** The server: every binding on one screen. */
import type { Server as HttpServer } from 'node:http';
import { offerVersion1 } from '@deltaboard/shared/kernels/version-1.ts';
import type { Kept } from './rooms/class-log.ts';
import { Classes } from './rooms/classes.ts';
import { Registry, type RegistryLimits } from './rooms/registry.ts';
import type { RoomMeans } from './rooms/room.ts';
import { createHttp } from './transport/http.ts';
import {
  audienceOf,
  bindSockets,
  createSockets,
  dismissAll,
  type RateLimit,
  type SocketLimits,
} from './transport/sockets.ts';

/** What a server is made of: trainers, lexicon, store, clock and logger, the built page, and its limits. */
export interface Components extends RoomMeans {
  /** Folder of the built page. */
  readonly client: string;
  readonly limits: RegistryLimits &
    SocketLimits & { readonly newRooms: RateLimit; readonly classes: RateLimit };
}

export interface App {
  readonly rooms: Registry;
  /** Closes rooms, sockets and the HTTP server. Whether everything that happened is kept. */
  close(): Promise<Kept>;
}

export const defaultLimits: Components['limits'] = {
  rooms: 200,
  sleepAfter: 15 * 60_000,
  expireAfter: 30 * 24 * 3_600_000,
  newRooms: { points: 30, duration: 60 },
  classes: { points: 120, duration: 60 },
  commands: { points: 30, duration: 1 },
  vectors: { points: 5, duration: 1 },
  losses: { points: 10, duration: 1 },
  backlog: 8_000_000,
};

export function createApp(httpServer: HttpServer, components: Components): App {
  // A class that comes back may have runs of it.
  offerVersion1();
  const { client, limits, logger, store, clock } = components;
  const io = createSockets();
  const rooms = new Registry(components, limits, (code) => audienceOf(io, code));
  bindSockets(io, rooms, limits, logger);
  const classes = new Classes({ registry: rooms, store, clock, expireAfter: limits.expireAfter });
  const { newRooms: roomsLimit, classes: classesLimit } = limits;
  httpServer.on(
    'request',
    createHttp({ registry: rooms, classes, client, roomsLimit, classesLimit, logger }),
  );
  io.attach(httpServer);
  return {
    rooms,
    async close() {
      // Sockets first: nothing that comes now could be answered any more.
      await dismissAll(io);
      return rooms.closeAll();
    },
  };
}
