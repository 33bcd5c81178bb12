/** A socket in this process: the test says what the server says, answers what was sent, and loses the connection. */
type Heard = (...values: readonly unknown[]) => void;

/** One message that the page has sent. */
export interface Sent {
  readonly name: string;
  readonly value: unknown;
  /** Only while the connection stands on which it was sent. */
  readonly answer: (reply: unknown) => void;
}

export class ScriptedSocket {
  connected = false;
  active = true;
  readonly sent: Sent[] = [];
  readonly #listeners = new Map<string, Heard>();
  /** Of every connection: what is answered on one that is gone does not arrive. */
  #line = {};

  on(name: string, heard: Heard): void {
    this.#listeners.set(name, heard);
  }

  emit(name: string, ...values: readonly unknown[]): void {
    const answered = values.find((value) => typeof value === 'function') as Heard | undefined;
    const line = this.#line;
    const answer = (reply: unknown): void => {
      if (line === this.#line) answered?.(reply);
    };
    this.sent.push({ name, value: values[0], answer });
  }

  timeout(within: number) {
    return {
      emitWithAck: (name: string, ...values: readonly unknown[]): Promise<unknown> =>
        new Promise((resolve, reject) => {
          setTimeout(() => reject(new Error('no answer')), within);
          this.emit(name, ...values, resolve);
        }),
    };
  }

  connect(): void {}

  disconnect(): void {
    this.lose('io client disconnect');
  }

  /** The server's word, whatever it is. */
  say(name: string, ...values: readonly unknown[]): void {
    this.#listeners.get(name)?.(...values);
  }

  /** Connected, and told so. */
  welcome(more: object = {}): void {
    this.connected = true;
    this.say('welcome', { term: 1, seq: 0, member: { id: 'm', token: 't', instructor: true }, ...more });
  }

  lose(reason = 'transport close'): void {
    if (!this.connected) return;
    this.connected = false;
    this.#line = {};
    this.say('disconnect', reason);
  }

  /** Values sent under this name, in order. */
  named(name: string): readonly unknown[] {
    return this.sent.filter((sent) => sent.name === name).map(({ value }) => value);
  }

  /** Answers the last that was sent under this name. */
  answer(name: string, reply: unknown): void {
    this.sent.findLast((sent) => sent.name === name)?.answer(reply);
  }
}
