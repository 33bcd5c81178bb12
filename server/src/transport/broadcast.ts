/** One message to many connections, encoded once, down to the bytes of its WebSocket frame (SPEC WR9; RFC 6455, 5.2). */
import type { ServerToClient } from '@deltaboard/shared/protocol/events.ts';
import type { Engine } from './backlog.ts';
import { encode } from './msgpack.ts';
import { parser } from './parser.ts';

/** Engine.IO writes what stands in `wsPreEncodedFrame` as it is: a frame's header and its payload. */
interface Written {
  readonly compress: false;
  readonly wsPreEncodedFrame: readonly [Buffer];
}

export function broadcast<Name extends keyof ServerToClient>(
  connections: Iterable<{ readonly conn: Engine }>,
  name: Name,
  ...said: Parameters<ServerToClient[Name]>
): void {
  const packet = encode({ type: parser.PacketType.EVENT, data: [name, ...said], nsp: '/' });
  const options: Written = { compress: false, wsPreEncodedFrame: [binaryFrame(packet)] };
  for (const { conn } of connections) conn.write(packet, options);
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
