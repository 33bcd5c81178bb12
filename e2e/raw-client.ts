/** A member of a class without a page: sends what no page sends, and sees what crosses the wire. */
import { randomUUID } from 'node:crypto';
import {
  PROTOCOL_VERSION,
  type Acknowledgement,
  type ClientToServer,
  type Hello,
  type Position,
  type RoomEvent,
  type ServerToClient,
  type Welcome,
} from '@deltaboard/shared/protocol/events.ts';
import { frameNumber } from '@deltaboard/shared/protocol/frame-number.ts';
import { applyMessage, welcomed, type RoomView } from '@deltaboard/shared/protocol/room-view.ts';
import type { RoomState } from '@deltaboard/shared/protocol/state.ts';
import type { RefusalData } from '@deltaboard/shared/refusal.ts';
import { io, type Socket } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';
import { Conditions } from './conditions.ts';

export interface RawClient {
  readonly welcome: Welcome;
  readonly events: readonly RoomEvent[];
  /** The class as it was told to this member: at the welcome and after each event, and now. */
  readonly states: readonly RoomState[];
  readonly state: RoomState;
  /** Of the last event that it was told. */
  readonly position: Position;
  /** Numbers of the live pictures that came, in their order. */
  readonly frames: readonly number[];
  /** Sends anything as a command; resolves with the server's answer. */
  command(command: unknown): Promise<Acknowledgement>;
  /** Acknowledges every live picture up to this number. */
  seen(frame: number): void;
  /** Resolves as soon as the condition holds, of what has been heard or of what will be. */
  until(condition: () => boolean): Promise<void>;
  last<T extends RoomEvent['type']>(type: T): Extract<RoomEvent, { type: T }> | undefined;
  close(): void;
}

export type RawHello = Omit<Hello, 'version'> & { readonly version?: number };

const open = (url: string, hello: RawHello): Socket<ServerToClient, ClientToServer> =>
  io(url, {
    transports: ['websocket'],
    parser,
    auth: { version: PROTOCOL_VERSION, ...hello },
    reconnection: false,
    forceNew: true,
  });

/** Resolves when it is welcome; rejects with what the server refuses it with. */
export async function rawClient(url: string, hello: RawHello): Promise<RawClient> {
  const socket = open(url, hello);
  const events: RoomEvent[] = [];
  const views: RoomView[] = [];
  const frames: number[] = [];
  const conditions = new Conditions();
  const newest = (): RoomView => {
    const view = views.at(-1);
    if (!view) throw new Error('It was welcomed with events of a room that it has not seen.');
    return view;
  };
  socket.on('event', (message) => {
    events.push(message.event);
    const last = views.at(-1);
    if (last) views.push(applyMessage(last, message).view);
    conditions.look();
  });
  socket.on('frame', (bytes) => {
    frames.push(frameNumber(bytes));
    conditions.look();
  });
  const welcome = await new Promise<Welcome>((resolve, reject) => {
    socket.once('welcome', (welcome) => {
      const view = welcomed(null, welcome);
      if (view) views.push(view);
      resolve(welcome);
    });
    socket.once('connect_error', reject);
  });
  return {
    welcome,
    events,
    get states() {
      return views.map(({ state }) => state);
    },
    get state() {
      return newest().state;
    },
    get position() {
      return newest().position;
    },
    frames,
    command: (command) =>
      Reflect.apply(socket.emitWithAck, socket, [
        'command',
        { id: randomUUID(), command },
      ]) as Promise<Acknowledgement>,
    seen: (frame) => void socket.emit('seen', frame),
    until: (condition) => conditions.until(condition),
    last: (type) =>
      events.findLast((event): event is Extract<RoomEvent, { type: typeof type }> => event.type === type),
    close: () => void socket.disconnect(),
  };
}

/** What the server refuses this handshake with. */
export async function refusalOf(url: string, hello: RawHello): Promise<RefusalData | undefined> {
  const outcome = await rawClient(url, hello).then(
    (client) => {
      client.close();
      throw new Error('The server welcomed it.');
    },
    (error: Error & { data?: RefusalData }) => error.data,
  );
  return outcome;
}
