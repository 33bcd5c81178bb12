/** One message to many connections, encoded once, down to the bytes of its WebSocket frame (SPEC WR9; RFC 6455, 5.2). */
import type { Socket } from 'node:net';
import type { ServerToClient } from '@deltaboard/shared/protocol/events.ts';
import type { Engine } from './backlog.ts';
import { encode } from './msgpack.ts';
import { parser } from './parser.ts';

/** Engine.IO writes what stands in `wsPreEncodedFrame` as it is: a frame's header and its payload. */
interface Written {
  readonly compress: false;
  readonly wsPreEncodedFrame: readonly [Buffer];
}

export interface Receiver {
  readonly conn: Engine;
}

export function broadcast<Name extends keyof ServerToClient>(
  receivers: Iterable<Receiver>,
  name: Name,
  ...said: Parameters<ServerToClient[Name]>
): void {
  const packet = encode({ type: parser.PacketType.EVENT, data: [name, ...said], nsp: '/' });
  const options: Written = { compress: false, wsPreEncodedFrame: [binaryFrame(packet)] };
  for (const { conn } of receivers) conn.write(packet, options);
}

/** What `ws` has of a connection that is open. */
interface OpenSocket {
  readonly readyState: number;
  readonly _socket: Socket;
}
const OPEN = 1;

/**
 * The same for live pictures: where nothing waits before them they are handed to the network at once. Where something does (the viewer has not
 * taken what it was sent, whatever it acknowledges) they go the way on which what is unsent is counted (backlog.ts).
 */
export function broadcastPicture(receivers: Iterable<Receiver>, bytes: Uint8Array): void {
  const packet = encode({ type: parser.PacketType.EVENT, data: ['frame', bytes], nsp: '/' });
  const frame = binaryFrame(packet);
  const options: Written = { compress: false, wsPreEncodedFrame: [frame] };
  for (const { conn } of receivers) {
    const { socket } = conn.transport as unknown as { readonly socket?: OpenSocket };
    const isFree = conn.readyState === 'open' && conn.transport.writable && socket?.readyState === OPEN;
    if (isFree && socket._socket.writableLength === 0) socket._socket.write(frame);
    else conn.write(packet, options);
  }
}

/** FIN and opcode 2 (binary), unmasked, as a server sends it. */
export function binaryFrame(payload: Buffer): Buffer {
  const { length } = payload;
  const head = length < 126 ? 2 : length < 0x10000 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = 0x82;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  payload.copy(frame, head);
  return frame;
}
