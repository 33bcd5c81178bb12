/**
 * A held key: the server moves on and on at a steady pace until it is released (SPEC RN12). Every move takes its turn
 * among the room's commands.
 */
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Move } from '@deltaboard/shared/training/cursor.ts';
import type { Cancel, Clock } from '../clock.ts';
import type { Aside, SerialQueue } from './serial-queue.ts';

/**
 * Milliseconds between two moves: at most 60 operations a second. A step or an epoch brings another step's exact moment,
 * which a paced run sends at most four times a second.
 */
export const HOLD_INTERVAL_MS: Readonly<Record<Move['granularity'], number>> = {
  operation: 17,
  example: 250,
  step: 250,
  epoch: 250,
};

interface Held {
  readonly connection: string;
  readonly interval: number;
  readonly move: (aside: Aside) => Promise<unknown>;
  readonly canMove: () => boolean;
  released: boolean;
  cancel: Cancel;
}

export class Hold {
  readonly #clock: Clock;
  readonly #queue: SerialQueue;
  readonly #caught: (error: unknown) => void;
  #held: Held | null = null;

  /** `caught`: of a move that nobody asked for. */
  constructor(clock: Clock, queue: SerialQueue, caught: (error: unknown) => void) {
    this.#clock = clock;
    this.#queue = queue;
    this.#caught = caught;
  }

  /** In turn: makes the first move, and the others in time. Rejects as the move does. */
  async begin(
    aside: Aside,
    connection: string,
    { granularity }: Move,
    acts: Pick<Held, 'move' | 'canMove'>,
  ): Promise<void> {
    this.end();
    const interval = HOLD_INTERVAL_MS[granularity];
    const held: Held = { connection, interval, ...acts, released: false, cancel: () => undefined };
    this.#held = held;
    try {
      await this.#move(held, aside);
    } catch (error) {
      this.#stop(held);
      throw error;
    }
  }

  /** Nothing moves any more. */
  end(): void {
    this.#held?.cancel();
    this.#held = null;
  }

  /** No move follows the one under way. */
  leave(connection: string): void {
    const held = this.#held;
    if (held?.connection !== connection) return;
    held.released = true;
    this.end();
  }

  #stop(held: Held): void {
    // What took its place goes on.
    if (this.#held === held) this.end();
  }

  async #move(held: Held, aside: Aside): Promise<void> {
    const began = this.#clock.elapsed();
    await held.move(aside);
    if (held.released) return;
    const left = held.interval - (this.#clock.elapsed() - began);
    held.cancel = this.#clock.after(Math.max(1, left), () => {
      this.#queue.add((aside) => this.#next(held, aside)).catch(this.#caught);
    });
  }

  async #next(held: Held, aside: Aside): Promise<void> {
    if (this.#held !== held || held.released) return;
    if (!held.canMove()) return this.end();
    try {
      await this.#move(held, aside);
    } catch (error) {
      this.#stop(held);
      // A way that was given up, or a wheel that was taken: nobody waits for an answer.
      if (!(error instanceof Refusal)) throw error;
    }
  }
}
