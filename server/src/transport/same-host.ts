/** Against other sites' pages that use a visitor's browser: what they send names them in Origin (SPEC DR2). That the host is ours, `hosts.ts` says. */
import type { IncomingMessage } from 'node:http';

/** Whether the request comes from a page of this host, or from no page at all. */
export function isSameHost({ headers: { origin, host } }: IncomingMessage): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
