/**
 * Under which names this server may be asked (SPEC DR1). A page of another site can make a name of its own lead here (DNS rebinding); its
 * requests then look like our own page's, but for the name. So a name that is neither the machine's nor allowed is refused.
 */
import { hostname, networkInterfaces } from 'node:os';

/** Whether the Host header names this server. A port is no part of a name. */
export type Hosts = (host: string | undefined) => boolean;

/** Any name: for who has a proxy in front that looks at it. */
export const ANY_HOST = '*';

/** @param allowed names beside the machine's own; `.example.org` is every name under it, `*` any name at all */
export function createHosts(allowed: readonly string[]): Hosts {
  const wanted = allowed.map((name) => name.toLowerCase());
  const machine = hostname().toLowerCase();
  const [short = machine] = machine.split('.');
  const names = new Set([machine, short, `${short}.local`, ...wanted]);
  const suffixes = wanted.filter((name) => name.startsWith('.'));
  return (host) => {
    const name = nameOf(host);
    if (name === null) return false;
    return (
      names.has(ANY_HOST) ||
      names.has(name) ||
      /^(.*\.)?localhost$|^127(\.\d{1,3}){3}$/.test(name) ||
      suffixes.some((suffix) => name.endsWith(suffix)) ||
      name === '::1' ||
      // Asked for each time: a laptop changes its network while it serves.
      ownAddresses().includes(name)
    );
  };
}

/** In lower case, an IPv6 address without its brackets; null for a header that is none. */
function nameOf(host: string | undefined): string | null {
  if (host === undefined || !/^(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?$/i.test(host)) return null;
  const name = host.replace(/:\d{1,5}$/, '').toLowerCase();
  return name.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}

const ownAddresses = (): readonly string[] =>
  Object.values(networkInterfaces())
    .flatMap((interfaces) => interfaces ?? [])
    .map(({ address }) => address.toLowerCase());
