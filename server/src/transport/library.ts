/**
 * What somebody has brought, over HTTP (SPEC DA1, DA2): by the owner's secret as a bearer token. Who begins an upload leads a class, and shows that
 * class's secret too: students keep nothing here.
 */
import { DATA_NAME_LIMIT, dataKinds, PIECE_BYTES } from '@deltaboard/shared/protocol/library.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { parseWith, z } from '@deltaboard/shared/schema.ts';
import express, { type Request, type RequestHandler, type Router } from 'express';
import { Budget } from '../budget.ts';
import type { Clock } from '../clock.ts';
import type { Library } from '../library/library.ts';
import { rateOf, type Limits } from '../limits.ts';
import { isSecret, readCode } from '../secrets.ts';
import type { AddressOf } from './address.ts';
import { bearer } from './host-key.ts';

export interface LibraryRoutes {
  readonly library: Library;
  /** Words of the bundled corpus as the model sees them, with their counts, a line each. */
  readonly words: string;
  /** Rejects with Refusal 'bad-secret', 'too-many'. */
  readonly requireClass: (
    request: Request,
    key: { readonly code: string; readonly secret: string },
  ) => Promise<void>;
  readonly addressOf: AddressOf;
  readonly limits: Limits;
  readonly clock: Clock;
}

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const beginSchema = z.strictObject({
  kind: z.enum(dataKinds),
  name: z.string().check(z.minLength(1), z.maxLength(DATA_NAME_LIMIT)),
  bytes: z.int().check(z.gte(1)),
  code: z.string().check(z.maxLength(64)),
  secret: z.string().check(z.maxLength(64)),
});
const pieceSchema = z.strictObject({ id: z.string(), at: z.int().check(z.gte(0)) });
const hashSchema = z.strictObject({ hash });
const giveSchema = z.strictObject({ hash, code: z.string().check(z.maxLength(64)) });
const passSchema = z.strictObject({ hash, isPassedOn: z.boolean() });

export function libraryRoutes(parts: LibraryRoutes): Router {
  const { library, words, requireClass, addressOf, limits, clock } = parts;
  const uploads = new Budget(clock, rateOf(limits, 'uploads'));
  const router = express.Router();
  const body = express.json({ limit: limits.request });
  const spent: RequestHandler = (request, _response, next) => {
    const limit = limits.uploads;
    if (!uploads.spend(addressOf(request))) throw new Refusal('too-many', { what: 'uploads', limit });
    next();
  };

  router.get('/words', (_request, response) => {
    response.type('text').send(words);
  });
  router.get('/', async (request, response) => {
    response.json(await library.of(owner(request)));
  });
  router.post('/read', spent, body, async (request, response) => {
    const asked = parseWith(hashSchema, request.body, 'command');
    response
      .type('application/octet-stream')
      .send(Buffer.from(await library.read(owner(request), asked.hash)));
  });
  router.post('/begin', spent, body, async (request, response) => {
    const { code, secret, ...begun } = parseWith(beginSchema, request.body, 'command');
    const by = owner(request);
    await requireClass(request, { code, secret });
    response.status(201).json({ id: await library.begin(by, begun) });
  });
  router.put('/upload/:id', express.raw({ limit: PIECE_BYTES }), async (request, response) => {
    const { id, at } = parseWith(
      pieceSchema,
      { id: request.params['id'], at: Number(request.query['at']) },
      'command',
    );
    const bytes: unknown = request.body;
    response.json(
      await library.add(owner(request), id, at, bytes instanceof Buffer ? bytes : new Uint8Array()),
    );
  });
  router.post('/give', body, async (request, response) => {
    const asked = parseWith(giveSchema, request.body, 'command');
    await library.give(owner(request), asked.hash, readCode(asked.code));
    response.status(204).end();
  });
  router.post('/pass-on', body, async (request, response) => {
    const asked = parseWith(passSchema, request.body, 'command');
    await library.passOn(owner(request), asked.hash, asked.isPassedOn);
    response.status(204).end();
  });
  router.post('/delete', body, async (request, response) => {
    await library.delete(owner(request), parseWith(hashSchema, request.body, 'command').hash);
    response.status(204).end();
  });
  return router;
}

/** 128 random bits, which a browser has drawn: nobody guesses them, so there is nothing to count. */
function owner(request: Request): string {
  const secret = bearer(request);
  if (!isSecret(secret)) throw new Refusal('bad-secret');
  return secret;
}
