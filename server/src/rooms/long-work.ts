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

interface Under {
  readonly controller: AbortController;
  progress: Progress;
  isTold: boolean;
}

export class LongWork {
  readonly #changed: () => void;
  #under: Under | null = null;

  /** `changed` hears when work begins, comes further and ends. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** How far the work under way is; null where there is none. */
  get state(): { readonly progress: Progress } | null {
    return this.#under?.isTold ? { progress: this.#under.progress } : null;
  }

  get isUnderWay(): boolean {
    return this.#under !== null;
  }

  /** Rejects with Refusal 'given-up' when `cancel` comes first, or other work. `quiet`: nobody hears of it before it says how far it is. */
  async begin<T>(work: (working: Working) => Promise<T>, { quiet = false } = {}): Promise<T> {
    this.cancel();
    const controller = new AbortController();
    const under: Under = { controller, progress: null, isTold: !quiet };
    this.#under = under;
    if (under.isTold) this.#changed();
    const approached = (made: number, of: number): void => {
      under.progress = { made, of };
      under.isTold = true;
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
    const wasTold = this.#under?.isTold;
    this.#under = null;
    if (wasTold) this.#changed();
  }
}
