/** How the server is, for whatever watches it (SPEC HT3, OB2, OB3). */
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { Router } from 'express';
import type { Clock } from '../clock.ts';
import type { Metrics } from '../metrics.ts';
import type { Registry } from '../rooms/registry.ts';
import type { ClassStore } from '../store/store.ts';
import type { AddressOf } from './address.ts';
import { isLoopback } from './addresses.ts';
import type { HostKey } from './host-key.ts';

/** A store that does not answer for so long takes no class. */
const STORE_WITHIN_MS = 2000;

export interface HealthParts {
  readonly registry: Registry;
  readonly store: ClassStore;
  readonly metrics: Metrics;
  readonly hostKey: HostKey;
  readonly addressOf: AddressOf;
  readonly clock: Clock;
}

export function health({ registry, store, metrics, hostKey, addressOf, clock }: HealthParts): Router {
  const router = Router();

  // It runs: one that does not answer is to be started again.
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok', ...registry.count, uptime: Math.round(process.uptime()) });
  });

  // It takes classes: one that does not is to be sent nobody.
  router.get('/readyz', async (_request, response) => {
    const because = registry.isClosed ? 'stopping' : (await answers(store, clock)) ? null : 'store';
    if (because === null) response.json({ status: 'ready' });
    else response.status(503).json({ status: 'not-ready', because });
  });

  router.get('/metrics', hostKey.required, async (request, response) => {
    if (!hostKey.isSet && !isLoopback(addressOf(request), request)) throw new Refusal('not-found');
    const { type, text } = await metrics.exposed();
    response.setHeader('Cache-Control', 'no-store').type(type).send(text);
  });
  return router;
}

const answers = (store: ClassStore, clock: Clock): Promise<boolean> =>
  new Promise((resolve) => {
    const cancel = clock.after(STORE_WITHIN_MS, () => resolve(false));
    const answered = (isThere: boolean): void => {
      cancel();
      resolve(isThere);
    };
    // Of no class: all that is asked is an answer.
    store.visited('').then(
      () => answered(true),
      () => answered(false),
    );
  });
