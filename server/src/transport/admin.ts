/** The administration over HTTP (SPEC DR9): there only with a host key, and only for who has it. */
import { parseWith, z } from '@deltaboard/shared/schema.ts';
import express, { type Router } from 'express';
import type { Logger } from 'pino';
import type { Administration } from '../rooms/administration.ts';
import type { HostKey } from './host-key.ts';

const classSchema = z.strictObject({ code: z.string().check(z.maxLength(64)) });

export function admin(administration: Administration, hostKey: HostKey, logger: Logger): Router {
  const router = express.Router();
  router.use(hostKey.required, (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  router.get('/', async (_request, response) => {
    response.json(await administration.look());
  });
  for (const act of ['close', 'delete'] as const) {
    router.post(`/${act}`, express.json({ limit: '1kb' }), async ({ body }, response) => {
      const { code } = parseWith(classSchema, body, 'command');
      logger.info({ room: code, act }, 'by the administration');
      await administration[act](code);
      response.status(204).end();
    });
  }
  return router;
}
