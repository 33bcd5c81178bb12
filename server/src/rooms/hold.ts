/**
 * A held key: the server moves on and on at a steady pace until it is released (SPEC RN12). Every move takes its turn
 * among the room's commands.
 */
import type { Move } from '@deltaboard/shared/training/cursor.ts';
import type { Cancel, Clock } from './clock.ts';
import type { Ledger } from './ledger.ts';
import type { SerialQueue } from './serial-queue.ts';
import type { Stage } from './stage.ts';

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
  readonly move: Move;
  moves: number;
  released: boolean;
  cancel: Cancel;
}

export class Hold {
  readonly #clock: Clock;
  readonly #queue: SerialQueue;
  readonly #stage: Stage;
  readonly #ledger: Ledger;
  readonly #failed: (error: unknown) => void;
  #held: Held | null = null;

  constructor(
    { clock, queue, stage, ledger }: { clock: Clock; queue: SerialQueue; stage: Stage; ledger: Ledger },
    failed: (error: unknown) => void,
  ) {
    this.#clock = clock;
    this.#queue = queue;
    this.#stage = stage;
    this.#ledger = ledger;
    this.#failed = failed;
  }

  /** In turn: makes the first move, and the others in time. Rejects as the move does. */
  async begin(connection: string, { granularity, direction }: Move): Promise<void> {
    this.end();
    const move: Move = { granularity, direction };
    const held: Held = { connection, move, moves: 0, released: false, cancel: () => undefined };
    this.#held = held;
    try {
      await this.#move(held);
    } catch (error) {
      this.#held = null;
      throw error;
    }
  }

  /** In turn: nothing moves any more, and the log has what did. */
  end(): void {
    const held = this.#held;
    if (!held) return;
    this.#held = null;
    held.cancel();
    const { move, moves } = held;
    if (moves > 0) this.#ledger.note({ type: 'hold', ...move, moves, ...this.#stage.place });
  }

  /** At once: no move follows the one under way. */
  leave(connection: string): void {
    const held = this.#held;
    if (held?.connection !== connection) return;
    held.released = true;
    held.cancel();
    this.#queue.add(() => this.end()).catch(this.#failed);
  }

  async #move(held: Held): Promise<void> {
    const began = this.#clock.now();
    await this.#stage.move(held.move);
    held.moves++;
    const left = HOLD_INTERVAL_MS[held.move.granularity] - (this.#clock.now() - began);
    held.cancel = this.#clock.after(Math.max(1, left), () => {
      this.#queue.add(() => this.#next(held)).catch(this.#failed);
    });
  }

  async #next(held: Held): Promise<void> {
    if (this.#held !== held || held.released) return;
    if (!this.#stage.canMove(held.move)) return this.end();
    try {
      await this.#move(held);
    } catch (error) {
      this.end();
      throw error;
    }
  }
}
