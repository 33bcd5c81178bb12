/** The page, the API and their headers, from one port. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal, refusalData, type RefusalCode } from '@deltaboard/shared/refusal.ts';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import sirv from 'sirv';
import type { Registry } from '../rooms/registry.ts';
import { isLoopback, lanOrigins } from './addresses.ts';
import { securityHeaders } from './headers.ts';
import { isSameHost } from './same-host.ts';
import type { RateLimit } from './sockets.ts';

export interface HttpParts {
  readonly registry: Registry;
  /** Folder of the built page. */
  readonly client: string;
  /** New rooms from one address. */
  readonly roomsLimit: RateLimit;
  readonly logger: Logger;
}

const ONE_YEAR_SECONDS = 31_536_000;
/** Where the build puts files whose names change with their content. */
const HASHED = '/assets/';

export function createHttp({ registry, client, roomsLimit, logger }: HttpParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders);

  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok', ...registry.count, uptime: Math.round(process.uptime()) });
  });

  app.post('/api/rooms', fromOwnPage, limited(roomsLimit), async (_request, response) => {
    response.status(201).json(await registry.create());
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
  'other-origin': 403,
  'too-many': 429,
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

function limited(limit: RateLimit): RequestHandler {
  const limiter = new RateLimiterMemory(limit);
  return async ({ ip = '' }, response, next) => {
    try {
      await limiter.consume(ip);
    } catch {
      response.setHeader('Retry-After', limit.duration);
      throw new Refusal('too-many', { what: 'rooms', limit: limit.points });
    }
    next();
  };
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
    request.url = '/';
    next();
  });
  router.use(
    sirv(client, {
      etag: true,
      brotli: true,
      gzip: true,
      setHeaders(response, pathname) {
        const hashed = pathname.startsWith(HASHED);
        response.setHeader(
          'Cache-Control',
          hashed ? `public,max-age=${ONE_YEAR_SECONDS},immutable` : 'no-cache',
        );
      },
    }),
  );
  return router;
}
