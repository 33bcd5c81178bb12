/** The runs that can be looked at again at once: a few are kept beside the present one. */
import type { OpenRun } from './open-run.ts';

/** Each with its curve and at most CHECKPOINT_BYTES. */
export const READY_RUNS = 3;

export class ReadyRuns {
  /** The one that was left last is at the end. */
  #ready: readonly OpenRun[] = [];
  /** Numbers of those that a lesson needs: they stay (SPEC LE5). */
  #held: ReadonlySet<number> = new Set();

  /** A lesson was opened: its runs wait in the place of those of the one before, and need no thread before they are entered. */
  hold(runs: readonly OpenRun[]): void {
    this.#held = new Set(runs.map(({ plan }) => plan.number));
    this.#ready = [...this.#ready, ...runs];
  }

  find(number: number): OpenRun | null {
    return this.#ready.find(({ plan }) => plan.number === number) ?? null;
  }

  /** `next` takes the place of `old`, whose thread is not needed, unless it is a lesson's. */
  swap(old: OpenRun, next: OpenRun): Promise<void> {
    const others = [...this.#ready.filter((run) => run !== next && run !== old), old];
    const kept = others.filter((run) => !this.#isHeld(run)).slice(-READY_RUNS);
    this.#ready = others.filter((run) => this.#isHeld(run) || kept.includes(run));
    // A lesson comes back soon: its thread ends when it has stood idle.
    return this.#isHeld(old) ? Promise.resolve() : old.trainer.close();
  }

  #isHeld({ plan }: OpenRun): boolean {
    return this.#held.has(plan.number);
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
