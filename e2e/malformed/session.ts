/** A connection as Socket.IO has it, with nothing between what is sent and the socket. */
import { PROTOCOL_VERSION, type Hello } from '@deltaboard/shared/protocol/events.ts';
import * as msgpack from 'socket.io-msgpack-parser';
import { Conditions } from '../conditions.ts';
import type { Outcome } from './surface.ts';
import { BINARY, frame, openWire, TEXT, type Heard, type Wire } from './wire.ts';

export interface Packet {
  readonly type: number;
  readonly nsp: string;
  readonly data?: unknown;
  readonly id?: number;
}

export type Closed = Extract<Heard, { readonly type: 'closed' }>;

export const [CONNECT, EVENT, ACK, CONNECT_ERROR] = [0, 2, 3, 4] as const;

/** Of Engine.IO: whoever does not answer is taken for gone. */
const [PING, PONG] = ['2', '3'] as const;

const encoder = new msgpack.Encoder();
export const encoded = (packet: unknown): Buffer =>
  Buffer.from((encoder.encode(packet as never) as unknown as readonly Uint8Array[])[0]);

/** Null where it is none. */
export function decoded(bytes: Buffer): Packet | null {
  let packet: Packet | null = null;
  const decoder = new msgpack.Decoder();
  decoder.on('decoded', (one: Packet) => {
    packet = one;
  });
  try {
    decoder.add(bytes);
  } catch {
    return null;
  }
  return packet;
}

/** Of a packet as the server writes it. Events but the welcome are not read: there are many, and nobody waits for them. */
const isIgnored = (payload: Buffer): boolean =>
  payload.toString('latin1', 1, 6) === '\xa4type' &&
  payload[6] === EVENT &&
  !payload.toString('latin1', 0, 40).includes('welcome');

export interface Session {
  readonly wire: Wire;
  /** Null while it is open. */
  readonly closed: Closed | null;
  packet(packet: unknown): void;
  bytes(payload: Buffer): void;
  hello(hello: Omit<Hello, 'version'>): void;
  /** The first packet that has come since the last `forget` and is this; null: the connection has ended. */
  until(isIt: (packet: Packet) => boolean): Promise<Packet | null>;
  pong(): Promise<boolean>;
  forget(): void;
}

/** Resolves when the other side speaks WebSocket. */
export async function openSession(port: number, address: string): Promise<Session> {
  let came: Packet[] = [];
  let pongs = 0;
  let closed: Closed | null = null;
  const conditions = new Conditions();
  let wire: Wire | null = null;
  const opened = await openWire({ port, address }, (one) => {
    if (one.type === 'closed') closed = one;
    if (one.type === 'pong') pongs++;
    if (one.type === 'text' && one.payload.toString() === PING) wire?.write(frame(TEXT, Buffer.from(PONG)));
    const packet = one.type === 'message' && !isIgnored(one.payload) ? decoded(one.payload) : null;
    if (packet) came.push(packet);
    conditions.look();
  });
  wire = opened;
  const when = async <T>(found: () => T | null): Promise<T | null> => {
    await conditions.until(() => found() !== null || closed !== null);
    return found();
  };
  const bytes = (payload: Buffer): void => opened.write(frame(BINARY, payload));
  const packet = (one: unknown): void => bytes(encoded(one));
  return {
    wire: opened,
    get closed() {
      return closed;
    },
    bytes,
    packet,
    hello: (hello) => packet({ type: CONNECT, nsp: '/', data: { version: PROTOCOL_VERSION, ...hello } }),
    until: (isIt) => when(() => came.find(isIt) ?? null),
    pong: async () => (await when(() => (pongs > 0 ? true : null))) ?? false,
    forget() {
      came = [];
    },
  };
}

/** A code is a word; that the other side hangs up without one is none. */
export function endedBy({ closed }: Pick<Session, 'closed'>): Outcome {
  if (typeof closed?.code === 'number') return { answer: `closed ${closed.code}` };
  return { answer: `ended without a code (${closed?.how ?? 'it has not ended'})`, untyped: true };
}
