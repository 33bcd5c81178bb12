/** A WebSocket over a bare TCP connection: sends what no client sends, and sees each byte that comes back (RFC 6455). */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export type Heard =
  | { readonly type: 'message'; readonly payload: Buffer }
  | { readonly type: 'text'; readonly payload: Buffer }
  | { readonly type: 'pong' }
  /** `code`: null where the other side has said none. */
  | { readonly type: 'closed'; readonly code: number | null; readonly how: string };

export interface Wire {
  /** Bytes as they are. */
  write(bytes: Buffer): void;
  /** Nothing more comes from here. */
  end(): void;
  destroy(): void;
}

export const TEXT = 1;
export const BINARY = 2;
export const CLOSE = 8;
export const PING = 9;

/** As every client must: whole, masked. */
export function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head =
    length < 126 ? Buffer.of(0x80 | opcode, 0x80 | length) : Buffer.alloc(length < 65_536 ? 4 : 10);
  if (head.length > 2) {
    head[0] = 0x80 | opcode;
    head[1] = 0x80 | (head.length === 4 ? 126 : 127);
    if (head.length === 4) head.writeUInt16BE(length, 2);
    else head.writeBigUInt64BE(BigInt(length), 2);
  }
  const mask = randomBytes(4);
  const masked = Buffer.from(payload);
  for (let k = 0; k < length; k++) masked[k] ^= mask[k & 3];
  return Buffer.concat([head, mask, masked]);
}

export interface Opening {
  readonly port: number;
  /** As a proxy says it. */
  readonly address: string;
}

/** Resolves when the other side speaks WebSocket. `heard` hears everything from then on, and at last that it is closed. */
export function openWire({ port, address }: Opening, heard: (one: Heard) => void): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let isOpen = false;
    let code: number | null = null;
    let how = 'ended';
    let waiting = Buffer.alloc(0);
    socket.on('error', (error: NodeJS.ErrnoException) => {
      how = error.code ?? error.message;
      if (!isOpen) reject(error);
    });
    socket.on('close', () => {
      if (isOpen) heard({ type: 'closed', code, how });
      else reject(new Error('closed before it was open'));
    });
    socket.on('data', (bytes) => {
      waiting = Buffer.concat([waiting, bytes]);
      if (!isOpen) {
        const end = waiting.indexOf('\r\n\r\n');
        if (end < 0) return;
        const [line] = waiting.toString('latin1', 0, end).split('\r\n');
        if (!line.includes(' 101 ')) return void socket.destroy(new Error(line));
        waiting = waiting.subarray(end + 4);
        isOpen = true;
        resolve(wireOn(socket));
      }
      for (let one = unframed(waiting); one; one = unframed(waiting)) {
        waiting = waiting.subarray(one.length);
        if (one.opcode === TEXT) heard({ type: 'text', payload: one.payload });
        if (one.opcode === BINARY) heard({ type: 'message', payload: one.payload });
        if (one.opcode === 10) heard({ type: 'pong' });
        if (one.opcode === CLOSE) {
          code = one.payload.length >= 2 ? one.payload.readUInt16BE(0) : null;
          if (!socket.writableEnded) socket.end(frame(CLOSE, one.payload.subarray(0, 2)));
        }
      }
    });
    socket.write(
      [
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
        `Host: 127.0.0.1:${port}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        `X-Forwarded-For: ${address}`,
        '\r\n',
      ].join('\r\n'),
    );
  });
}

const wireOn = (socket: Socket): Wire => ({
  write: (bytes) => void (socket.writable && socket.write(bytes)),
  end: () => void socket.end(),
  destroy: () => void socket.destroy(),
});

/** The first frame of them: a server masks nothing and, here, divides nothing. Null: it has not come whole yet. */
function unframed(
  bytes: Buffer,
): { readonly opcode: number; readonly payload: Buffer; readonly length: number } | null {
  if (bytes.length < 2) return null;
  const short = bytes[1] & 0x7f;
  const head = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < head) return null;
  const size = head === 2 ? short : head === 4 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const length = head + size;
  return bytes.length < length
    ? null
    : { opcode: bytes[0] & 0x0f, payload: bytes.subarray(head, length), length };
}
