/**
 * Acknowledgements of live pictures are most of what comes in. In the one form in which a page's own encoder writes them they are
 * read as they stand; in any other the parser reads them, as everything else.
 */
const HEAD = Buffer.from('\x84\xa4type\x02\xa4data\x92\xa4seen', 'latin1');
const TAIL = Buffer.from('\xa7options\x81\xa8compress\xc3\xa3nsp\xa1/', 'latin1');

/** The number of the picture; null where the packet is something else, or is written otherwise. */
export function acknowledged(packet: unknown): number | null {
  if (!Buffer.isBuffer(packet) || packet.length > HEAD.length + TAIL.length + 5) return null;
  const at = HEAD.length;
  const size = packet.length - at - TAIL.length;
  if (size < 1 || HEAD.compare(packet, 0, at) !== 0 || TAIL.compare(packet, at + size) !== 0) return null;
  const prefix = packet[at];
  if (size === 1 && prefix < 0x80) return prefix;
  if (size === 2 && prefix === 0xcc) return packet[at + 1];
  if (size === 3 && prefix === 0xcd) return packet.readUInt16BE(at + 1);
  if (size === 5 && prefix === 0xce) return packet.readUInt32BE(at + 1);
  return null;
}
