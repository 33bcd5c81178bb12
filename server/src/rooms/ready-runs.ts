/** The runs that can be looked at again at once: a few are kept beside the present one. */
import type { OpenRun } from './open-run.ts';

/** Each with its curve and at most CHECKPOINT_BYTES. */
export const READY_RUNS = 3;

export class ReadyRuns {
  /** The one that was left last is at the end. */
  #ready: readonly OpenRun[] = [];

  find(number: number): OpenRun | null {
    return this.#ready.find(({ plan }) => plan.number === number) ?? null;
  }

  /** `next` takes the place of `old`, whose thread is not needed. */
  swap(old: OpenRun, next: OpenRun): Promise<void> {
    this.#ready = [...this.#ready.filter((run) => run !== next), old].slice(-READY_RUNS);
    return old.trainer.close();
  }

  /** Of these none is looked at any more. */
  async drop(is: (run: OpenRun) => boolean): Promise<void> {
    const dropped = this.#ready.filter(is);
    this.#ready = this.#ready.filter((run) => !dropped.includes(run));
    await Promise.all(dropped.map((run) => run.trainer.close()));
  }

  /** None of them is looked at any more. */
  async close(): Promise<void> {
    const left = this.#ready;
    this.#ready = [];
    await Promise.all(left.map((run) => run.trainer.close()));
  }
}
