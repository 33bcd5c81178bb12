/** The row, its reshaping and the outer product, one after the other: each moves for 220 ms and is looked at for the rest. */
import { reshapings, type Reshaping } from '@deltaboard/shared/protocol/view.ts';

const STAGE_MS = 900;

export class Play {
  #stage = $state<Reshaping | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Null: nothing is playing. */
  get stage(): Reshaping | null {
    return this.#stage;
  }

  /** From the row on. `came`: hears of each stage. */
  start(came: (stage: Reshaping) => void = () => undefined, at = 0): void {
    clearTimeout(this.#timer);
    const stage = reshapings.at(at) ?? null;
    this.#stage = stage;
    if (!stage) return;
    came(stage);
    this.#timer = setTimeout(() => this.start(came, at + 1), STAGE_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stage = null;
  }
}
