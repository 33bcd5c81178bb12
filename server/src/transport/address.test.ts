import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { addressReader } from './address.ts';

const from = (remoteAddress: string, forwarded?: string) =>
  ({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } }) as unknown as IncomingMessage;

describe('LM2 from where somebody asks', () => {
  test('is the address of the connection, whatever the request says of itself', () => {
    const addressOf = addressReader([]);
    expect(addressOf(from('203.0.113.9', '198.51.100.1'))).toBe('203.0.113.9');
    expect(addressOf(from('::ffff:203.0.113.9'))).toBe('203.0.113.9');
    expect(addressOf(from('127.0.0.1', '198.51.100.1'))).toBe('127.0.0.1');
  });

  test('behind trusted proxies it is what the outermost of them has seen, and not what it was told', () => {
    const addressOf = addressReader(['loopback', '10.0.0.0/8']);
    expect(addressOf(from('127.0.0.1', '198.51.100.1'))).toBe('198.51.100.1');
    expect(addressOf(from('::1', '198.51.100.1'))).toBe('198.51.100.1');
    expect(addressOf(from('127.0.0.1', '1.2.3.4, 198.51.100.1, 10.0.0.7'))).toBe('198.51.100.1');
    expect(addressOf(from('192.0.2.1', '198.51.100.1'))).toBe('192.0.2.1');
    expect(addressOf(from('127.0.0.1', '198.51.100.1, nonsense'))).toBe('127.0.0.1');
    expect(addressOf(from('127.0.0.1', ''))).toBe('127.0.0.1');
  });

  test.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:DB8:01:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('of IPv6 it is the network: %s', (address, network) => {
    expect(addressReader([])(from(address))).toBe(network);
  });

  test.each(['proxy', '10.0.0.0/33', '10.0.0.0/x', '::1/129', ''])('who is trusted is named: %j', (proxy) => {
    expect(() => addressReader([proxy])).toThrow(`not "${proxy}"`);
  });
});
