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
import { frameNumber } from '@deltaboard/shared/protocol/frame.ts';
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

/** Joins a room, folds what it is told and acknowledges every picture, as a page does. */
export async function join(url: string, hello: Omit<Hello, 'version'>): Promise<BenchSocket> {
  const auth: Hello = { version: PROTOCOL_VERSION, ...hello };
  const socket: BenchSocket = io(url, { transports: ['websocket'], parser, auth, forceNew: true });
  socket.on('frame', (bytes) => socket.emit('seen', frameNumber(bytes)));
  socket.on('event', (message) => void views.set(socket, applyMessage(viewOf(socket), message).view));
  // Before the welcome, behind which it comes at once.
  socket.on('desk', (desk) => desk && desks.set(socket, desk));
  socket.on('desk-changed', (changes) => void desks.set(socket, withChanges(deskOf(socket), changes)));
  await new Promise<void>((resolve, reject) => {
    socket.on('welcome', (welcome) => {
      const view = welcomed(null, welcome);
      if (view) views.set(socket, view);
      resolve();
    });
    socket.on('connect_error', reject);
  });
  return socket;
}

/** As a page gives it: under an id of its own. */
export const orderOf = (value: Command): Order => ({ id: randomUUID(), command: value });

/** Sends a command; throws when it is refused. */
export async function command(socket: BenchSocket, value: Command): Promise<void> {
  const reply: Acknowledgement = await socket.emitWithAck('command', orderOf(value));
  if (!reply.ok) throw new Error(JSON.stringify(reply.error));
}
