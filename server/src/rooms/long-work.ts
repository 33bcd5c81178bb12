/**
 * Long work beside the present run: one at a time, given up for the next (SPEC RM10). The room takes a turn only to adopt what it made.
 */
import { Refusal } from '@deltaboard/shared/refusal.ts';

export class LongWork {
  #under: AbortController | null = null;

  get isUnderWay(): boolean {
    return this.#under !== null;
  }

  /** Rejects with Refusal 'given-up' when `cancel` comes first, or other work. */
  async begin<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.cancel();
    const controller = new AbortController();
    this.#under = controller;
    try {
      return await work(controller.signal);
    } finally {
      if (this.#under === controller) this.#under = null;
    }
  }

  cancel(): void {
    this.#under?.abort(new Refusal('given-up'));
    this.#under = null;
  }
}
