/**
 * One member of a class whose server is killed again and again: comes back by itself, sends what was not answered again under the same id,
 * and remembers what it was told.
 */
import { randomBytes } from 'node:crypto';
import type { Command, CommandType } from '@deltaboard/shared/class/table.ts';
import {
  PROTOCOL_VERSION,
  type Acknowledgement,
  type ClientToServer,
  type Hello,
  type ServerToClient,
  type Welcome,
} from '@deltaboard/shared/protocol/events.ts';
import { frameNumber } from '@deltaboard/shared/protocol/frame-number.ts';
import { applyMessage, welcomed, type RoomView } from '@deltaboard/shared/protocol/room-view.ts';
import { delayOf, retrying } from '../../client/src/session/retry.ts';
import { io, type Socket } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';
import { Conditions } from '../conditions.ts';

/** A command from its first sending to its answer. */
export interface Asked {
  readonly id: string;
  readonly command: Command;
  /** Milliseconds of `performance.now()`. */
  readonly askedAt: number;
  answeredAt: number | null;
  reply: Acknowledgement | null;
}

export interface Entry {
  readonly room: string;
  readonly secret?: string;
  readonly name: string;
}

export class ChaosMember {
  readonly asked: Asked[] = [];
  /** Milliseconds from the moment when the server listened again to the welcome. */
  readonly returns: number[] = [];
  member: Welcome['member'] | null = null;
  view: RoomView | null = null;
  /** It was somebody else on coming back, or what it was told had a gap that nothing filled. */
  faults: string[] = [];
  /** When the server began to listen. */
  listeningSince = 0;
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  readonly #entry: Entry;
  readonly #waiting = new Set<Asked>();
  readonly #conditions = new Conditions();

  constructor(url: string, entry: Entry) {
    this.#entry = entry;
    this.#socket = io(url, {
      transports: ['websocket'],
      parser,
      auth: (send) => send(this.#hello),
      forceNew: true,
      // As a page comes back.
      ...retrying,
    });
    this.#socket.on('welcome', (welcome) => this.#welcomed(welcome));
    this.#socket.on('event', (message) => {
      if (!this.view) return;
      const { outcome, view } = applyMessage(this.view, message);
      if (outcome === 'gap') this.faults.push(`a gap before ${message.term}:${message.seq}`);
      this.view = view;
      this.#heard();
    });
    this.#socket.on('frame', (bytes) => void this.#socket.emit('seen', frameNumber(bytes)));
    this.#socket.on('pulse', (pulse) => void this.#socket.emit('pulsed', pulse));
    // A server that is being started again refuses nobody for good.
    let attempt = 0;
    this.#socket.on('connect', () => void (attempt = 0));
    this.#socket.on('connect_error', () => {
      attempt += 1;
      if (!this.#socket.active) setTimeout(() => this.#socket.connect(), delayOf(attempt));
    });
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  /** Sends it now, or as soon as there is a connection, until it is answered. */
  ask(command: Command): Promise<Acknowledgement> {
    const asked: Asked = {
      id: randomBytes(16).toString('base64url'),
      command,
      askedAt: performance.now(),
      answeredAt: null,
      reply: null,
    };
    this.asked.push(asked);
    this.#waiting.add(asked);
    if (this.#socket.connected) this.#send(asked);
    return this.until(() => asked.reply !== null).then(() => asked.reply as Acknowledgement);
  }

  until(condition: () => boolean): Promise<void> {
    return this.#conditions.until(condition);
  }

  /** Nothing is sent again any more. */
  leave(): void {
    this.#socket.disconnect();
  }

  answered(type: CommandType): readonly Asked[] {
    return this.asked.filter(({ command, reply }) => command.type === type && reply?.ok);
  }

  get #hello(): Hello {
    const { room, secret, name } = this.#entry;
    const seen = this.view?.position;
    return {
      version: PROTOCOL_VERSION,
      room,
      name,
      ...(this.member && { member: { id: this.member.id, token: this.member.token } }),
      ...(secret !== undefined && { secret }),
      ...(seen && { seen }),
    };
  }

  #welcomed(welcome: Welcome): void {
    if (this.member && this.member.id !== welcome.member.id) this.faults.push('somebody else on coming back');
    if (this.member) this.returns.push(Math.max(0, performance.now() - this.listeningSince));
    this.member = welcome.member;
    this.view = welcomed(this.view, welcome);
    if (!this.view) this.faults.push('welcomed with events of a room that it had not seen');
    for (const asked of this.#waiting) this.#send(asked);
    this.#heard();
  }

  #send(asked: Asked): void {
    const { id, command } = asked;
    this.#socket.emit('command', { id, command }, (reply) => {
      if (asked.reply) return;
      asked.reply = reply;
      asked.answeredAt = performance.now();
      this.#waiting.delete(asked);
      this.#heard();
    });
  }

  #heard(): void {
    this.#conditions.look();
  }
}
