/**
 * Socket.IO packets as msgpack, guarded on both sides: see msgpack.ts. And the parser does not reserve names: a client
 * could send 'disconnect' or 'error' as an event of its own.
 */
import type { ClientToServer } from '@deltaboard/shared/protocol/events.ts';
import * as msgpack from 'socket.io-msgpack-parser';
import { acknowledged } from './acknowledgement.ts';
import { check, encode } from './msgpack.ts';

/** Every one of them: a missing name does not compile. */
const names: Readonly<Record<keyof ClientToServer, true>> = {
  command: true,
  seen: true,
  pictures: true,
  pulsed: true,
  vectors: true,
  losses: true,
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
    check(packet);
    super.add(packet);
  }

  override checkPacket(packet: { readonly type: unknown; readonly data: unknown }): void {
    super.checkPacket(packet);
    if (packet.type !== msgpack.PacketType.EVENT) return;
    const name: unknown = Array.isArray(packet.data) ? packet.data[0] : undefined;
    if (!clientEvents.has(name)) throw new TypeError('an event of this name is not in the protocol');
  }
}

export const parser = { protocol: msgpack.protocol, PacketType: msgpack.PacketType, Encoder, Decoder };
