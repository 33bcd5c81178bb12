/** Where other devices of the network reach this server. */
import { networkInterfaces } from 'node:os';

const LOOPBACK = /^(127\.|0:0:0:0::\/64$)/;

/** As `addressReader` gives it. Only this computer learns its own addresses; whoever came by another one knows how to come. */
export const isLoopback = (address: string): boolean => LOOPBACK.test(address);

/** As links begin, for the port that was asked. */
export function lanOrigins(port: number | undefined): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => `http://${address}${port === undefined || port === 80 ? '' : `:${port}`}`);
}
