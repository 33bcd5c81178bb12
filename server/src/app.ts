/** The server: every binding on one screen. */
import type { Server as HttpServer } from 'node:http';
import type { Kept } from './rooms/pending.ts';
import { Classes } from './rooms/classes.ts';
import { Registry } from './rooms/registry.ts';
import type { RoomMeans } from './rooms/room.ts';
import { createHttp } from './transport/http.ts';
import { audienceOf, bindSockets, createSockets, dismissAll } from './transport/sockets.ts';

/** What a server is made of: trainers, lexicon, store, clock, logger and limits, and the built page. */
export interface Components extends RoomMeans {
  /** Folder of the built page. */
  readonly client: string;
  /** Milliseconds after which a class that nobody has come to is deleted. */
  readonly expireAfter: number;
}

export interface App {
  readonly rooms: Registry;
  /** Closes rooms, sockets and the HTTP server. Whether everything that happened is kept. */
  close(): Promise<Kept>;
}

export function createApp(httpServer: HttpServer, components: Components): App {
  const { client, limits, logger, store, clock, expireAfter } = components;
  const io = createSockets(limits);
  const rooms = new Registry(components, expireAfter, (code) => audienceOf(io, code));
  bindSockets(io, { registry: rooms, limits, clock, logger });
  const classes = new Classes({ registry: rooms, store, clock, expireAfter });
  httpServer.on('request', createHttp({ registry: rooms, classes, client, limits, clock, logger }));
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
