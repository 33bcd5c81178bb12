/** The built server in a process of its own, and raw clients for it. */
import { randomUUID } from 'node:crypto';
import { withChanges } from '@deltaboard/shared/class/changes.ts';
import {
  PROTOCOL_VERSION,
  type Acknowledgement,
  type ClientToServer,
  type Hello,
  type Order,
  type RoomCreated,
  type ServerToClient,
} from '@deltaboard/shared/protocol/events.ts';
import type { Desk } from '@deltaboard/shared/protocol/participation.ts';
import { applyMessage, welcomed, type RoomView } from '@deltaboard/shared/protocol/room-view.ts';
import { frameNumber } from '@deltaboard/shared/protocol/frame-number.ts';
import type { Command } from '@deltaboard/shared/protocol/commands.ts';
import { io, type Socket } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';
import { startServer } from '../e2e/server.ts';

export { quantile, spread } from './spread.ts';

export async function startBuiltServer() {
  const { url, pid, end } = await startServer();
  return {
    url,
    pid,
    createRoom: async (): Promise<RoomCreated> =>
      (await fetch(`${url}/api/rooms`, { method: 'POST' })).json(),
    async close(): Promise<void> {
      await end('SIGTERM');
    },
  };
}

export type BenchSocket = Socket<ServerToClient, ClientToServer>;

const views = new WeakMap<BenchSocket, RoomView>();

const desks = new WeakMap<BenchSocket, Desk>();

/** What who leads the class has been told of it. */
export function deskOf(socket: BenchSocket): Desk {
  const desk = desks.get(socket);
  if (!desk) throw new Error('no desk yet');
  return desk;
}

/** What the member has been told of its class. */
export function viewOf(socket: BenchSocket): RoomView {
  const view = views.get(socket);
  if (!view) throw new Error('not welcomed yet');
  return view;
}

/**
 * Joins a room and acknowledges every picture, as a page does, and folds nothing. Many pages in one process are many machines on one
 * core: where a time is taken, only who is looked at folds.
 */
export async function listen(url: string, hello: Omit<Hello, 'version'>): Promise<BenchSocket> {
  const socket = connect(url, hello);
  await joined(socket);
  return socket;
}

/** Joins a room and folds what it is told, as a page does. */
export async function join(url: string, hello: Omit<Hello, 'version'>): Promise<BenchSocket> {
  const socket = connect(url, hello);
  socket.on('event', (message) => void views.set(socket, applyMessage(viewOf(socket), message).view));
  // Before the welcome, behind which it comes at once.
  socket.on('desk', (desk) => desk && desks.set(socket, desk));
  socket.on('desk-changed', (changes) => void desks.set(socket, withChanges(deskOf(socket), changes)));
  socket.on('welcome', (welcome) => {
    const view = welcomed(null, welcome);
    if (view) views.set(socket, view);
  });
  await joined(socket);
  return socket;
}

function connect(url: string, hello: Omit<Hello, 'version'>): BenchSocket {
  const auth: Hello = { version: PROTOCOL_VERSION, ...hello };
  const socket: BenchSocket = io(url, { transports: ['websocket'], parser, auth, forceNew: true });
  acknowledging(socket);
  return socket;
}

/** As a page does: within a quarter of a second, several with one word. */
export function acknowledging(socket: Pick<BenchSocket, 'on' | 'emit'>): void {
  let newest = 0;
  let acknowledges = false;
  socket.on('frame', (bytes) => {
    newest = frameNumber(bytes);
    if (acknowledges) return;
    acknowledges = true;
    setTimeout(() => {
      acknowledges = false;
      socket.emit('seen', newest);
    }, 230);
  });
}

/** Bytes that have come over the network to this client since it connected. */
export function bytesRead(socket: BenchSocket): number {
  const { transport } = socket.io.engine;
  if (!('ws' in transport)) throw new Error('there is no WebSocket');
  return (transport.ws as { readonly _socket: { readonly bytesRead: number } })._socket.bytesRead;
}

const joined = (socket: BenchSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.on('welcome', () => resolve());
    socket.on('connect_error', reject);
  });

/** As a page gives it: under an id of its own. */
export const orderOf = (value: Command): Order => ({ id: randomUUID(), command: value });

/** Sends a command; throws when it is refused. */
export async function command(socket: BenchSocket, value: Command): Promise<void> {
  const reply: Acknowledgement = await socket.emitWithAck('command', orderOf(value));
  if (!reply.ok) throw new Error(JSON.stringify(reply.error));
}
