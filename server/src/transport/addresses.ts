/** Where other devices of the network reach this server. */
import { networkInterfaces } from 'node:os';
import type { Request } from 'express';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/**
 * Only this computer learns its own addresses; whoever came by another one knows how to come. What a proxy on this machine passes on says that it
 * does, and is somebody else's.
 */
export const isLoopback = ({ socket, headers }: Pick<Request, 'socket' | 'headers'>): boolean =>
  LOOPBACK.test(socket.remoteAddress ?? '') &&
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
