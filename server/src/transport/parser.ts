/**
 * Socket.IO packets as msgpack, guarded on both sides: see msgpack.ts. And the parser does not reserve names: a client
 * could send 'disconnect' or 'error' as an event of its own.
 */
import type { ClientToServer } from '@deltaboard/shared/protocol/events.ts';
import * as msgpack from 'socket.io-msgpack-parser';
import { acknowledged } from './acknowledgement.ts';
import { check, encode, type Most } from './msgpack.ts';

/** No page sends a tenth of it (SPEC MF2): sixty words, or a configuration. */
const MOST: Most = { values: 2000, depth: 16 };

/** Every one of them: a missing name does not compile. */
const names: Readonly<Record<keyof ClientToServer, true>> = {
  command: true,
  seen: true,
  pictures: true,
  pulsed: true,
  vectors: true,
  losses: true,
  evaluation: true,
  'lesson-page': true,
  report: true,
};
const clientEvents: ReadonlySet<unknown> = new Set(Object.keys(names));

class Encoder {
  /** One message a packet. */
  encode(packet: unknown): readonly Buffer[] {
    return [encode(packet)];
  }
}

class Decoder extends msgpack.Decoder {
  /** Throws on anything that is not a packet of the protocol; Socket.IO then ends the connection. */
  override add(packet: unknown): void {
    if (!Buffer.isBuffer(packet)) throw new TypeError('a packet is binary');
    // Read by whoever listens to the connection (sockets.ts).
    if (acknowledged(packet) !== null) return;
    check(packet, MOST);
    super.add(packet);
  }

  override checkPacket(packet: {
    readonly type: unknown;
    readonly nsp: unknown;
    readonly data: unknown;
  }): void {
    super.checkPacket(packet);
    // Socket.IO answers any other, whatever its length, as often as it is asked.
    if (packet.nsp !== '/') throw new TypeError('there is one namespace');
    if (packet.type !== msgpack.PacketType.EVENT) return;
    const name: unknown = Array.isArray(packet.data) ? packet.data[0] : undefined;
    if (!clientEvents.has(name)) throw new TypeError('an event of this name is not in the protocol');
  }
}

export const parser = { protocol: msgpack.protocol, PacketType: msgpack.PacketType, Encoder, Decoder };
