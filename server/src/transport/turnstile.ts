/**
 * Whoever joins comes in one by one, each address in its turn (SPEC LM4): a crowd from one address waits for itself, and between two who join
 * the server does everything else that there is.
 */
import { setImmediate } from 'node:timers';

export class Turnstile {
  /** Those who wait, by address; whose turn it is first. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #moving = false;

  /** Resolves when it is their turn. */
  pass(address: string): Promise<void> {
    return new Promise((resolve) => {
      const queue = this.#waiting.get(address);
      if (queue) queue.push(resolve);
      else this.#waiting.set(address, [resolve]);
      this.#move();
    });
  }

  #move(): void {
    if (this.#moving) return;
    this.#moving = true;
    setImmediate(() => {
      this.#moving = false;
      const [first] = this.#waiting;
      if (!first) return;
      const [address, queue] = first;
      this.#waiting.delete(address);
      queue.shift()?.();
      if (queue.length > 0) this.#waiting.set(address, queue);
      if (this.#waiting.size > 0) this.#move();
    });
  }
}
