/** A viewer as a page is one: the same hello, retries, view and pictures, without a screen. */
import { momentIsPresent } from '@deltaboard/shared/protocol/room-view.ts';
import {
  PROTOCOL_VERSION,
  type Acknowledgement,
  type ClientToServer,
  type Hello,
  type ServerToClient,
  type Welcome,
} from '@deltaboard/shared/protocol/events.ts';
import { decodeFrame } from '@deltaboard/shared/protocol/frame.ts';
import { applyMessage, welcomed, type RoomView } from '@deltaboard/shared/protocol/room-view.ts';
import { randomBytes } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import * as parser from 'socket.io-msgpack-parser';
import { retrying } from '../../client/src/session/retry.ts';

export class Viewer {
  view: RoomView | null = null;
  /** Pictures decoded, and what was not as it should be. */
  pictures = 0;
  readonly faults: string[] = [];
  /** How often it was welcomed. */
  welcomes = 0;
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  #member: Welcome['member'] | null = null;

  constructor(url: string, room: string, secret?: string) {
    this.#socket = io(url, {
      transports: ['websocket'],
      parser,
      auth: (send) => send(this.#hello(room, secret)),
      forceNew: true,
      ...retrying,
    });
    this.#socket.on('welcome', (welcome) => {
      if (this.#member && this.#member.id !== welcome.member.id)
        this.faults.push('somebody else on coming back');
      this.#member = welcome.member;
      this.view = welcomed(this.view, welcome);
      this.welcomes++;
    });
    this.#socket.on('event', (message) => {
      if (!this.view) return;
      const { outcome, view } = applyMessage(this.view, message);
      if (outcome === 'gap') this.faults.push('a gap in the events');
      this.view = view;
    });
    this.#socket.on('frame', (bytes) => {
      const run = this.view?.run;
      if (!run) return;
      const { number } = decodeFrame(bytes, run.configuration);
      this.pictures++;
      this.#socket.emit('seen', number);
    });
    this.#socket.on('pulse', (pulse) => void this.#socket.emit('pulsed', pulse));
    this.#socket.on('connect_error', (error) => this.faults.push(error.message));
  }

  get isHere(): boolean {
    return this.#socket.connected && this.view !== null;
  }

  get isAtMoment(): boolean {
    const { view } = this;
    return view !== null && view.moment !== null && momentIsPresent(view.state, view.moment);
  }

  /** With the milliseconds that it took. Null: the connection was lost meanwhile. */
  async command(command: object): Promise<{ readonly reply: Acknowledgement; readonly took: number } | null> {
    const begun = performance.now();
    const order = { id: randomBytes(9).toString('base64url'), command };
    try {
      const reply = (await Reflect.apply(
        this.#socket.timeout(30_000).emitWithAck,
        this.#socket.timeout(30_000),
        ['command', order],
      )) as Acknowledgement;
      return { reply, took: performance.now() - begun };
    } catch {
      return null;
    }
  }

  /** As when a network fails: it comes back by itself. */
  drop(): void {
    this.#socket.io.engine.close();
  }

  leave(): void {
    this.#socket.disconnect();
  }

  #hello(room: string, secret?: string): Hello {
    const member = this.#member;
    const seen = this.view?.position;
    return {
      ...{ version: PROTOCOL_VERSION, room },
      ...(member && { member: { id: member.id, token: member.token } }),
      ...(secret !== undefined && { secret }),
      ...(seen && { seen }),
    };
  }
}
