/** The page, the API and their headers, from one port. */
import { existsSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join, sep } from 'node:path';
import { CLASSES_LIMIT } from '@deltaboard/shared/protocol/classes.ts';
import { parseWith, z } from '@deltaboard/shared/schema.ts';
import { Refusal, refusalData, type RefusalCode } from '@deltaboard/shared/refusal.ts';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import staticGzip from 'express-static-gzip';
import type { Logger } from 'pino';
import { Budget } from '../budget.ts';
import type { Clock } from '../clock.ts';
import { rateOf, type Limits } from '../limits.ts';
import type { Classes } from '../rooms/classes.ts';
import type { Registry } from '../rooms/registry.ts';
import { isLoopback, lanOrigins } from './addresses.ts';
import { securityHeaders } from './headers.ts';
import { isSameHost } from './same-host.ts';

export interface HttpParts {
  readonly registry: Registry;
  readonly classes: Classes;
  /** Folder of the built page. */
  readonly client: string;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly logger: Logger;
}

const key = { code: z.string().check(z.maxLength(64)), secret: z.string().check(z.maxLength(64)) };
const keySchema = z.strictObject(key);
const renameSchema = z.strictObject({ ...key, name: z.string().check(z.maxLength(200)) });
const mineSchema = z.strictObject({ classes: z.array(keySchema).check(z.maxLength(CLASSES_LIMIT)) });

const ONE_YEAR_SECONDS = 31_536_000;
/** Where the build puts files whose names change with their content. */
const HASHED = `${sep}assets${sep}`;

export function createHttp({ registry, classes, client, limits, clock, logger }: HttpParts): Express {
  const [newRooms, classRequests] = (['newRooms', 'classRequests'] as const).map(
    (name) => new Budget(clock, rateOf(limits, name)),
  );
  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders);

  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok', ...registry.count, uptime: Math.round(process.uptime()) });
  });

  app.post('/api/rooms', fromOwnPage, limited(newRooms, 'rooms'), async (_request, response) => {
    response.status(201).json(await registry.create());
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
  app.post('/api/classes/rename', ...own, async ({ body }, response) => {
    await classes.rename(parseWith(renameSchema, body, 'command'));
    response.status(204).end();
  });
  app.post('/api/classes/delete', ...own, async ({ body }, response) => {
    await classes.delete(parseWith(keySchema, body, 'command'));
    response.status(204).end();
  });
  app.get('/api/addresses', (request, response) => {
    response.json(isLoopback(request) ? lanOrigins(request.socket.localPort) : []);
  });
  app.use('/api', ({ method, originalUrl }) => {
    throw new Refusal('not-found', { method, path: originalUrl });
  });

  app.use(({ method }, response, next) => {
    if (method === 'GET' || method === 'HEAD') next();
    else response.status(405).setHeader('Allow', 'GET, HEAD').end();
  });
  app.use(pages(client));
  app.use((_request, response) => {
    response.status(404).type('text').send('Not found');
  });
  app.use(refusals(logger));
  return app;
}

const statuses: Partial<Readonly<Record<RefusalCode, number>>> = {
  'not-found': 404,
  'no-such-room': 404,
  'bad-secret': 403,
  'other-origin': 403,
  'too-many': 429,
  'unreadable-room': 500,
  'room-failed': 503,
  internal: 500,
};

/** Every error is {code, params} (SPEC PR6). Four parameters are what makes it an error handler. */
const refusals =
  (logger: Logger): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const asked = statusOf(error);
    if (asked !== null) return void response.status(asked).json(refusalData(new Refusal('not-found')));
    if (!(error instanceof Refusal)) logger.error({ err: error }, 'http');
    const data = refusalData(error);
    response.status(statuses[data.code] ?? 400).json(data);
  };

/** The status of an address or body that Express could not read: the asker's fault, and no news for the log. */
function statusOf(error: unknown): number | null {
  const status: unknown = error instanceof Error && 'status' in error ? error.status : null;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}

const fromOwnPage: RequestHandler = (request, _response, next) => {
  if (!isSameHost(request)) throw new Refusal('other-origin');
  next();
};

/** Of each address. */
function limited(budget: Budget, what: string): RequestHandler {
  const { points, seconds } = budget.rate;
  return ({ ip = '' }, response, next) => {
    if (!budget.spend(ip)) {
      response.setHeader('Retry-After', Math.ceil(seconds / points));
      throw new Refusal('too-many', { what, limit: points });
    }
    next();
  };
}

/** How long a browser keeps a file of the built page. */
function kept(response: ServerResponse, file: string): void {
  const isHashed = file.includes(HASHED);
  response.setHeader('Cache-Control', isHashed ? `public,max-age=${ONE_YEAR_SECONDS},immutable` : 'no-cache');
}

/** The built page at `/` and for every room's link; nothing else falls back to it. */
function pages(client: string): RequestHandler {
  const router = express.Router();
  if (!existsSync(join(client, 'index.html'))) {
    router.get(['/', '/r/:code'], (_request, response) => {
      response.status(503).type('text').send('The page has not been built yet: npm run build');
    });
    return router;
  }
  router.get('/r/:code', (request, _response, next) => {
    request.url = '/index.html';
    next();
  });
  router.use(
    staticGzip(client, {
      enableBrotli: true,
      orderPreference: ['br', 'gz'],
      serveStatic: { cacheControl: false, redirect: false, setHeaders: kept },
    }),
  );
  return router;
}
