/** The server: every binding on one screen. */
import type { Server as HttpServer } from 'node:http';
import { offerVersion1 } from '@deltaboard/shared/kernels/version-1.ts';
import type { About } from '@deltaboard/shared/protocol/about.ts';
import type { Kept } from './rooms/pending.ts';
import { Library } from './library/library.ts';
import { Classes } from './rooms/classes.ts';
import { Registry } from './rooms/registry.ts';
import type { RoomMeans } from './rooms/room-means.ts';
import type { Metrics } from './metrics.ts';
import { Pressure, type Gauges } from './pressure.ts';
import { Administration, type AdministrationParts } from './rooms/administration.ts';
import type { Hosts } from './transport/hosts.ts';
import type { AddressOf } from './transport/address.ts';
import { attach } from './transport/endings.ts';
import { Guesses } from './transport/guesses.ts';
import { createHttp } from './transport/http.ts';
import { audienceOf, bindSockets, createSockets, dismissAll, dismissClass } from './transport/sockets.ts';

const DAY_MS = 24 * 3_600_000;

/** What a server is made of: trainers, lexicon, store, clock, logger and limits, and the built page. */
export interface Components extends Omit<RoomMeans, 'pressure'> {
  /** Folder of the built page. */
  readonly client: string;
  /** Under which names the server may be asked. */
  readonly hosts: Hosts;
  /** Whose pages may frame the board of a class. */
  readonly embedOrigins: readonly string[];
  /** Of whoever runs the server; null: there is none. */
  readonly hostKey: string | null;
  readonly metrics: Metrics;
  readonly gauges: Gauges;
  /** Whose server it is, in their own words; null: not said. */
  readonly operator: string | null;
  readonly storage: AdministrationParts['storage'];
  readonly addressOf: AddressOf;
  /** Words of the bundled corpus with their counts: somebody's vectors are cut to them. */
  readonly words: string;
  /** Milliseconds after which a class that nobody has come to is deleted. */
  readonly expireAfter: number;
}

export interface App {
  readonly rooms: Registry;
  /** Closes rooms, sockets and the HTTP server. Whether everything that happened is kept. */
  close(): Promise<Kept>;
}

export function createApp(httpServer: HttpServer, components: Components): App {
  // A class that comes back may have runs of it.
  offerVersion1();
  const { hosts, addressOf, limits, logger, metrics, clock, expireAfter, operator, storage } = components;
  const store = metrics.timing(components.store);
  const guesses = new Guesses(clock, limits);
  const io = createSockets(hosts, limits);
  const pressure = new Pressure(clock, components.gauges, logger);
  const means = { ...components, store, trainers: metrics.counting(components.trainers), pressure };
  const registry = new Registry(means, expireAfter, (code) => audienceOf(io, code, metrics));
  metrics.watch('rooms', 'Classes that are open', () => registry.count.rooms);
  metrics.watch('members', 'Members connected', () => registry.count.members);
  metrics.press(pressure);
  bindSockets(io, { registry, guesses, addressOf, limits, clock, metrics, logger });
  const classes = new Classes({ registry, store, clock, expireAfter });
  const dismiss = (code: string): void => dismissClass(io, code, { code: 'closed', params: {} });
  const administration = new Administration({ registry, store, clock, storage, dismiss, pressure });
  const deleted = (...what: Parameters<Registry['dataDeleted']>): void => registry.dataDeleted(...what);
  const library = new Library({ store, clock, limits, deleted });
  const about: About = { operator, keepDays: Math.round(expireAfter / DAY_MS) };
  httpServer.on(
    'request',
    createHttp({ ...components, store, registry, guesses, classes, administration, about, library }),
  );
  attach(io, httpServer);
  return {
    rooms: registry,
    async close() {
      // Sockets first: nothing that comes now could be answered any more.
      await dismissAll(io, httpServer);
      library.close();
      pressure.close();
      return registry.closeAll();
    },
  };
}
