/**
 * The key of whoever runs the server (SPEC DR8): with one, only who has it starts classes, administers, and reads the metrics. Without one everybody
 * may start a class, nobody administers, and only this computer reads the metrics.
 */
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Request, RequestHandler } from 'express';
import { Budget } from '../budget.ts';
import type { Clock } from '../clock.ts';
import { rateOf, type Limits } from '../limits.ts';
import type { AddressOf } from './address.ts';
import { hashSecret, matchesSecret } from '../secrets.ts';

export interface HostKey {
  readonly isSet: boolean;
  /** Throws Refusal 'host-key' where it is not shown, 'too-many' to an address that has guessed too often. Nothing where there is none. */
  readonly required: RequestHandler;
}

/** The token that a request shows; '': none. */
export const bearer = ({ headers: { authorization = '' } }: Pick<Request, 'headers'>): string =>
  /^Bearer (\S+)$/.exec(authorization)?.[1] ?? '';

export function createHostKey(
  key: string | null,
  addressOf: AddressOf,
  limits: Limits,
  clock: Clock,
): HostKey {
  if (key === null) return { isSet: false, required: (_request, _response, next) => next() };
  const hash = hashSecret(key);
  const wrong = new Budget(clock, rateOf(limits, 'hostKeys'));
  return {
    isSet: true,
    required(request, _response, next) {
      const address = addressOf(request);
      if (wrong.left(address) < 1)
        throw new Refusal('too-many', { what: 'host-keys', limit: limits.hostKeys });
      const given = bearer(request);
      if (!matchesSecret(given, hash)) {
        // Asking whether one is needed is no guess.
        if (given !== '') wrong.spend(address);
        throw new Refusal('host-key');
      }
      next();
    },
  };
}
