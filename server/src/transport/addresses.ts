/** Where other devices of the network reach this server. */
import type { IncomingMessage } from 'node:http';
import { networkInterfaces } from 'node:os';
import type { Request } from 'express';

const LOOPBACK = /^(127\.|0:0:0:0::\/64$)/;

/**
 * Whether who asks is on this computer; `address` is as `addressReader` gives it. Only this computer learns its own addresses: whoever came by
 * another one knows how to come. What a proxy on this machine passes on says that it does, and is somebody else's, trusted or not.
 */
export const isLoopback = (address: string, { headers }: Pick<IncomingMessage, 'headers'>): boolean =>
  LOOPBACK.test(address) &&
  !['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => name in headers);

/** As links begin, for the port that was asked. */
export function lanOrigins({
  protocol,
  socket: { localPort: port },
}: Pick<Request, 'protocol' | 'socket'>): readonly string[] {
  const usual = protocol === 'https' ? 443 : 80;
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(
      ({ address }) => `${protocol}://${address}${port === undefined || port === usual ? '' : `:${port}`}`,
    );
}
