/**
 * Long work beside the present run: one at a time, given up for the next (SPEC RM10). The room takes a turn only to adopt what it made.
 */
import { Refusal } from '@deltaboard/shared/refusal.ts';

export type Progress = { readonly made: number; readonly of: number } | null;

/** What the work is given. */
export interface Working {
  readonly signal: AbortSignal;
  readonly approached: (made: number, of: number) => void;
}

export class LongWork {
  readonly #changed: () => void;
  #under: { readonly controller: AbortController; progress: Progress } | null = null;

  /** `changed` hears when work begins, comes further and ends. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** How far the work under way is; null where there is none. */
  get state(): { readonly progress: Progress } | null {
    return this.#under && { progress: this.#under.progress };
  }

  /** Rejects with Refusal 'given-up' when `cancel` comes first, or other work. */
  async begin<T>(work: (working: Working) => Promise<T>): Promise<T> {
    this.cancel();
    const controller = new AbortController();
    const under: { readonly controller: AbortController; progress: Progress } = {
      controller,
      progress: null,
    };
    this.#under = under;
    this.#changed();
    const approached = (made: number, of: number): void => {
      under.progress = { made, of };
      if (this.#under === under) this.#changed();
    };
    try {
      const made = await work({ signal: controller.signal, approached });
      controller.signal.throwIfAborted();
      return made;
    } finally {
      if (this.#under === under) this.#end();
    }
  }

  cancel(): void {
    const { controller } = this.#under ?? {};
    if (!controller) return;
    this.#end();
    controller.abort(new Refusal('given-up'));
  }

  #end(): void {
    this.#under = null;
    this.#changed();
  }
}
