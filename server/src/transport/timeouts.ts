/** How long an HTTP request may take to arrive (SPEC LM9): whoever opens connections and sends nothing, or half a request, is cut. */
import type { ServerOptions } from 'node:http';

/** Milliseconds. */
export const httpTimeouts: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 2_000,
};
