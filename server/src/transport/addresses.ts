/** Where other devices of the network reach this server. */
import { networkInterfaces } from 'node:os';
import type { Request } from 'express';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** Only this computer learns its own addresses; whoever came by another one knows how to come. */
export const isLoopback = ({ socket }: Pick<Request, 'socket'>): boolean =>
  LOOPBACK.test(socket.remoteAddress ?? '');

/** As links begin, for the port that was asked. */
export function lanOrigins(port: number | undefined): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => `http://${address}${port === undefined || port === 80 ? '' : `:${port}`}`);
}
