/** The row, its reshaping and the outer product, one after the other; by itself only where motion is wanted. */
export const STAGES = 3;
/** A stage moves for 220 ms and is looked at for the rest. */
const STAGE_MS = 900;

export class Reshaping {
  #stage = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** 0: one row, 1: reshaped, 2: the outer product. */
  get stage(): number {
    return this.#stage;
  }

  show(stage: number): void {
    clearTimeout(this.#timer);
    this.#stage = stage;
  }

  /** From the row on, stage by stage. */
  play(): void {
    this.show(0);
    this.#goOn();
  }

  #goOn(): void {
    this.#timer = setTimeout(() => {
      this.#stage += 1;
      if (this.#stage < STAGES - 1) this.#goOn();
    }, STAGE_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
