/**
 * From where somebody asks, as the limits count it (SPEC LM2): an IPv4 address, or of IPv6 the network of 64 bits that one customer has. What a
 * request says of it in X-Forwarded-For counts only as far as proxies have said it that the server was told to trust.
 */
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

export type AddressOf = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string;

/**
 * @param proxies trusted: addresses, networks such as 10.0.0.0/8, or `loopback`. Throws Error with one line for the terminal.
 */
export function addressReader(proxies: readonly string[]): AddressOf {
  const trusted = listOf(proxies);
  const isTrusted = (address: string): boolean => {
    const version = isIP(address);
    return version !== 0 && trusted.check(address, version === 4 ? 'ipv4' : 'ipv6');
  };
  return ({ headers, socket }) => {
    let address = plain(socket.remoteAddress ?? '');
    const said = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').reverse();
    for (const one of said) {
      if (!isTrusted(address)) break;
      const before = plain(one.trim());
      // Whatever stands before something that is no address, nobody trusted has said.
      if (isIP(before) === 0) break;
      address = before;
    }
    return networkOf(address);
  };
}

function listOf(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const proxy of proxies.flatMap((one) => (one === 'loopback' ? ['127.0.0.0/8', '::1'] : [one]))) {
    const [address, bits] = proxy.split('/', 2);
    const version = isIP(address);
    const type = version === 4 ? 'ipv4' : 'ipv6';
    const length = version === 4 ? 32 : 128;
    const isNetwork = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= length);
    if (version === 0 || !isNetwork)
      throw new Error(
        `A trusted proxy is an address, a network such as 10.0.0.0/8, or loopback, not "${proxy}".`,
      );
    list.addSubnet(address, bits === undefined ? length : Number(bits), type);
  }
  return list;
}

/** An IPv4 address that came over an IPv6 socket is one. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head, tail] = address.replace(/%.*$/, '').split('::', 2);
  const groups = (part: string | undefined): string[] => (part ? part.split(':') : []);
  const [before, after] = [groups(head), groups(tail)];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const all = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
