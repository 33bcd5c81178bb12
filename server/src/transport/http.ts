/** The page, the API and their headers, from one port. */
import { existsSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join, sep } from 'node:path';
import type { About } from '@deltaboard/shared/protocol/about.ts';
import { CLASSES_LIMIT, type ClassKey } from '@deltaboard/shared/protocol/classes.ts';
import { parseWith, z } from '@deltaboard/shared/schema.ts';
import { Refusal, refusalData, type RefusalCode } from '@deltaboard/shared/refusal.ts';
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import staticGzip from 'express-static-gzip';
import type { Logger } from 'pino';
import { Budget } from '../budget.ts';
import type { Clock } from '../clock.ts';
import { rateOf, type Limits } from '../limits.ts';
import type { Classes } from '../rooms/classes.ts';
import type { Administration } from '../rooms/administration.ts';
import type { Registry } from '../rooms/registry.ts';
import { isSecret } from '../secrets.ts';
import type { Metrics } from '../metrics.ts';
import type { ClassStore } from '../store/store.ts';
import { admin } from './admin.ts';
import type { AddressOf } from './address.ts';
import { isLoopback, lanOrigins } from './addresses.ts';
import type { Guesses } from './guesses.ts';
import { securityHeaders } from './headers.ts';
import { health } from './health.ts';
import { libraryRoutes } from './library.ts';
import type { Library } from '../library/library.ts';
import { createHostKey } from './host-key.ts';
import type { Hosts } from './hosts.ts';
import { isSameHost } from './same-host.ts';

export interface HttpParts {
  readonly registry: Registry;
  readonly classes: Classes;
  /** Folder of the built page. */
  readonly client: string;
  readonly hosts: Hosts;
  /** Whose pages may frame the board of a class. */
  readonly embedOrigins: readonly string[];
  /** Of whoever runs the server; null: there is none. */
  readonly hostKey: string | null;
  readonly administration: Administration;
  readonly about: About;
  readonly library: Library;
  /** Of the bundled corpus, with their counts, a line each. */
  readonly words: string;
  readonly store: ClassStore;
  readonly metrics: Metrics;
  readonly guesses: Guesses;
  readonly addressOf: AddressOf;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly logger: Logger;
}

const classKey = { code: z.string().check(z.maxLength(64)), secret: z.string().check(z.maxLength(64)) };
const keySchema = z.strictObject(classKey);
const renameSchema = z.strictObject({ ...classKey, name: z.string().check(z.maxLength(200)) });
const secretSchema = z.strictObject({ ...classKey, next: z.string().check(z.refine(isSecret)) });
const mineSchema = z.strictObject({ classes: z.array(keySchema).check(z.maxLength(CLASSES_LIMIT)) });

const ONE_YEAR_SECONDS = 31_536_000;
/** Whatever stands there for a code: the page says that no class has it. */
const ROOM_LINK = /^\/r\/[^/]+\/?$/;
/** Where the build puts files whose names change with their content. */
const HASHED = `${sep}assets${sep}`;

export function createHttp(parts: HttpParts): Express {
  const { registry, classes, administration, store, metrics, client, hosts, limits, clock, logger } = parts;
  const { guesses, addressOf } = parts;
  const limited = limitedBy(addressOf);
  const [newRooms, classRequests] = (['newRooms', 'classRequests'] as const).map(
    (name) => new Budget(clock, rateOf(limits, name)),
  );
  const key = createHostKey(parts.hostKey, addressOf, limits, clock);
  const app = express();
  app.disable('x-powered-by');
  app.use(headersFor(parts.embedOrigins));
  app.use(underOwnName(hosts, logger));

  app.use(health({ registry, store, metrics, hostKey: key, addressOf, clock }));

  const start = [fromOwnPage, key.required, limited(newRooms, 'new-rooms')] as const;
  app.post('/api/rooms', ...start, async (request, response) => {
    response.status(201).json(await registry.create(addressOf(request)));
  });
  app.post('/api/rehearsals', ...start, async (request, response) => {
    response.status(201).json(await registry.create(addressOf(request), 'rehearsal'));
  });
  const own = [
    fromOwnPage,
    limited(classRequests, 'classes'),
    express.json({ limit: limits.request }),
  ] as const;
  app.post('/api/classes/mine', ...own, async ({ body }, response) => {
    const { classes: keys } = parseWith(mineSchema, body, 'command');
    response.json(await classes.mine(keys));
  });
  /** By the secret of the class: whoever tries codes here is told no more than by a handshake. */
  const guessing = (request: Request, code: string, perform: () => Promise<void>): Promise<void> =>
    guesses.admit(addressOf(request), code, perform, () => true);
  app.post('/api/classes/rename', ...own, async (request, response) => {
    const asked = parseWith(renameSchema, request.body, 'command');
    await guessing(request, asked.code, () => classes.rename(asked));
    response.status(204).end();
  });
  app.post('/api/classes/secret', ...own, async (request, response) => {
    const asked = parseWith(secretSchema, request.body, 'command');
    await guessing(request, asked.code, () => classes.changeSecret(asked));
    response.status(204).end();
  });
  app.post('/api/classes/delete', ...own, async (request, response) => {
    const asked = parseWith(keySchema, request.body, 'command');
    await guessing(request, asked.code, () => classes.delete(asked));
    response.status(204).end();
  });
  const requireClass = (request: Request, asked: ClassKey): Promise<void> =>
    guessing(request, asked.code, () => classes.require(asked));
  app.use('/api/library', fromOwnPage, libraryRoutes({ ...parts, requireClass }));
  app.get('/api/about', (_request, response) => {
    response.json(parts.about);
  });
  app.get('/api/addresses', (request, response) => {
    response.json(isLoopback(addressOf(request), request) ? lanOrigins(request) : []);
  });
  if (key.isSet) app.use('/api/admin', fromOwnPage, admin(administration, key, logger));
  app.use('/api', ({ method, originalUrl }) => {
    throw new Refusal('not-found', { method, path: originalUrl });
  });

  app.use(({ method }, response, next) => {
    if (method === 'GET' || method === 'HEAD') next();
    else response.status(405).setHeader('Allow', 'GET, HEAD').end();
  });
  app.use(pages(client, key.isSet));
  app.use((_request, response) => {
    response.status(404).type('text').send('Not found');
  });
  app.use(refusals(logger, metrics));
  return app;
}

/** Of all addresses one may be framed, a class's board that only shows, and that where it is allowed (SPEC EM1). */
function headersFor(embedOrigins: readonly string[]): RequestHandler {
  const [plain, framed] = [securityHeaders(), securityHeaders(embedOrigins)];
  return (request, response, next) =>
    (ROOM_LINK.test(request.path) && 'embed' in request.query ? framed : plain)(request, response, next);
}

const statuses: Partial<Readonly<Record<RefusalCode, number>>> = {
  'not-found': 404,
  'no-such-room': 404,
  'no-upload': 404,
  'no-data': 404,
  'bad-secret': 403,
  'host-key': 401,
  'other-origin': 403,
  'other-host': 421,
  'too-many': 429,
  'unreadable-room': 500,
  'room-failed': 503,
  'under-pressure': 503,
  internal: 500,
};

/** Every error is {code, params} (SPEC PR6). Four parameters are what makes it an error handler. */
const refusals =
  (logger: Logger, metrics: Metrics): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const asked = statusOf(error);
    if (asked !== null) {
      const limit = limitOf(error);
      const unread = limit ? new Refusal('too-many', { what: 'request', limit }) : new Refusal('not-found');
      return void response.status(asked).json(refusalData(unread));
    }
    if (!(error instanceof Refusal)) logger.error({ err: error }, 'http');
    const data = refusalData(error);
    metrics.refused(data);
    response.status(statuses[data.code] ?? 400).json(data);
  };

/** The status of an address or body that Express could not read: the asker's fault, and no news for the log. */
function statusOf(error: unknown): number | null {
  const status: unknown = error instanceof Error && 'status' in error ? error.status : null;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}

/** Bytes that a body which was too large may have. */
function limitOf(error: unknown): number | null {
  const limit: unknown = error instanceof Error && 'limit' in error ? error.limit : null;
  return typeof limit === 'number' ? limit : null;
}

/** Whoever comes by another name is told it, and what would allow it. */
const underOwnName =
  (hosts: Hosts, logger: Logger): RequestHandler =>
  ({ headers: { host = '' }, path }, response, next) => {
    if (hosts(host)) return next();
    logger.info({ host }, 'asked by a name that is not this server’s');
    if (path.startsWith('/api/')) throw new Refusal('other-host', { host: host.slice(0, 200) });
    response.status(421).type('text').send(OTHER_HOST);
  };
const OTHER_HOST =
  'This server does not know itself by the name in the address. Whoever runs it can allow the name: ALLOWED_HOSTS=name';

const fromOwnPage: RequestHandler = (request, _response, next) => {
  if (!isSameHost(request)) throw new Refusal('other-origin');
  next();
};

/** Of each address. */
const limitedBy =
  (addressOf: AddressOf) =>
  (budget: Budget, what: string): RequestHandler => {
    const { points, seconds } = budget.rate;
    return (request, response, next) => {
      if (!budget.spend(addressOf(request))) {
        response.setHeader('Retry-After', Math.ceil(seconds / points));
        throw new Refusal('too-many', { what, limit: points });
      }
      next();
    };
  };

/** How long a browser keeps a file of the built page. */
function kept(response: ServerResponse, file: string): void {
  const isHashed = file.includes(HASHED);
  response.setHeader('Cache-Control', isHashed ? `public,max-age=${ONE_YEAR_SECONDS},immutable` : 'no-cache');
}

/** The built page at `/`, for every room's link, and for the few others; nothing else falls back to it. */
function pages(client: string, hasAdministration: boolean): RequestHandler {
  const router = express.Router();
  const isBuilt = existsSync(join(client, 'index.html'));
  const others = ['/', '/privacy', ...(hasAdministration ? ['/admin'] : [])];
  router.use((request, response, next) => {
    const isRoom = ROOM_LINK.test(request.path);
    const isPage = isRoom || others.includes(request.path);
    if (isPage && !isBuilt)
      return void response.status(503).type('text').send('The page has not been built yet: npm run build');
    // The page's addresses are relative: with a slash at the end it would be in another folder.
    if (isRoom && request.path.endsWith('/'))
      return response.redirect(301, `../${request.path.slice('/r/'.length, -1)}`);
    // A room's page is in a folder of its own, for its addresses.
    if (isPage) request.url = isRoom ? '/r/index.html' : '/index.html';
    next();
  });
  if (!isBuilt) return router;
  router.use(
    staticGzip(client, {
      enableBrotli: true,
      orderPreference: ['br', 'gz'],
      serveStatic: { cacheControl: false, redirect: false, setHeaders: kept },
    }),
  );
  return router;
}
