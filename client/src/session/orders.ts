/**
 * Commands on their way. Each has an id under which the server performs it once, however often it is sent: what no answer
 * has come to is kept, and sent again on every new connection, until it is answered (SPEC PR9).
 */
import type { Command, CommandType } from '@deltaboard/shared/protocol/commands.ts';
import type { Acknowledgement, Order } from '@deltaboard/shared/protocol/events.ts';
import { random128 } from '../browser/random.ts';

/** There was no connection, or none any more for what is bound to it. */
export interface NotSent {
  readonly ok: false;
  readonly error: 'no-connection';
}
export const notSent: NotSent = { ok: false, error: 'no-connection' };

type Reply = Acknowledgement | NotSent;

/** Puts an order on the wire of the present connection. */
export type Send = (order: Order, acknowledge: (reply: Acknowledgement) => void) => void;

/** What goes on only while its connection does, or says what this connection looks at: on another one it would be wrong. */
const BOUND: readonly CommandType[] = ['hold', 'release', 'follow', 'point'];
const isBound = ({ type }: Command): boolean => BOUND.includes(type);

const ANSWER_WITHIN = 10_000;

interface Given {
  readonly order: Order;
  readonly reply: Promise<Reply>;
  readonly settle: (reply: Reply) => void;
  readonly timer: ReturnType<typeof setTimeout>;
  /** It has waited too long, or its connection is gone. */
  isKept: boolean;
}

export class Orders {
  readonly #send: Send;
  readonly #unanswered: (commands: number) => void;
  /** Without an answer, in the order in which they were given. */
  readonly #given = new Map<string, Given>();
  #isLive = false;
  #told = 0;

  /** @param unanswered told how many are kept, whenever that changes */
  constructor(send: Send, unanswered: (commands: number) => void) {
    this.#send = send;
    this.#unanswered = unanswered;
  }

  /** Resolves with the answer, whenever it comes. */
  give(command: Command): Promise<Reply> {
    const same = [...this.#given.values()].find(
      (other) => other.isKept && isSame(other.order.command, command),
    );
    if (same) return same.reply;
    if (!this.#isLive) return Promise.resolve(notSent);
    const order: Order = { id: random128(), command };
    let settle: Given['settle'] = () => {};
    const reply = new Promise<Reply>((resolve) => (settle = resolve));
    const timer = setTimeout(() => this.#keep(order.id), ANSWER_WITHIN);
    const given: Given = { order, reply, settle, timer, isKept: false };
    this.#given.set(order.id, given);
    this.#put(given);
    return reply;
  }

  /** A connection stands: what is kept goes out again. */
  resume(): void {
    this.#isLive = true;
    for (const given of this.#given.values()) this.#put(given);
  }

  /** The connection is gone. */
  interrupt(): void {
    this.#isLive = false;
    for (const { order, settle } of [...this.#given.values()]) {
      if (isBound(order.command)) this.#end(order.id, () => settle(notSent));
      else this.#keep(order.id);
    }
  }

  close(): void {
    for (const { timer } of this.#given.values()) clearTimeout(timer);
    this.#given.clear();
    this.#isLive = false;
  }

  #put({ order, settle }: Given): void {
    this.#send(order, (reply) => this.#end(order.id, () => settle(reply)));
  }

  #keep(id: string): void {
    const given = this.#given.get(id);
    if (!given || isBound(given.order.command)) return;
    given.isKept = true;
    this.#tell();
  }

  #end(id: string, settle: () => void): void {
    clearTimeout(this.#given.get(id)?.timer);
    this.#given.delete(id);
    settle();
    this.#tell();
  }

  #tell(): void {
    const kept = [...this.#given.values()].filter(({ isKept }) => isKept).length;
    if (kept === this.#told) return;
    this.#told = kept;
    this.#unanswered(kept);
  }
}

/** Plain values in the order in which the same place of the page writes them. */
const isSame = (one: Command, other: Command): boolean => JSON.stringify(one) === JSON.stringify(other);
