/**
 * Classes that were opened and that nobody has joined yet (SPEC LM5): they stand in the store, and neither a room nor a run is made for
 * them. Each address has so many of them at a time, the server so many in all; of too many the oldest goes, for good.
 */
import type { Clock } from '../clock.ts';
import type { Limits } from '../limits.ts';

interface Opened {
  readonly address: string;
  /** Elapsed milliseconds. */
  readonly at: number;
}

export class Unused {
  readonly #clock: Clock;
  readonly #limits: Pick<Limits, 'unused' | 'allUnused' | 'unusedFor'>;
  readonly #drop: (code: string) => void;
  /** The oldest first. */
  readonly #opened = new Map<string, Opened>();

  constructor(
    clock: Clock,
    limits: Pick<Limits, 'unused' | 'allUnused' | 'unusedFor'>,
    drop: (code: string) => void,
  ) {
    this.#clock = clock;
    this.#limits = limits;
    this.#drop = drop;
  }

  add(code: string, address: string): void {
    const { unused, allUnused } = this.#limits;
    const own = [...this.#opened].filter(([, opened]) => opened.address === address);
    if (own.length >= unused) this.#goes(own[0][0]);
    if (this.#opened.size >= allUnused) this.#goes(this.#opened.keys().next().value ?? '');
    this.#opened.set(code, { address, at: this.#clock.elapsed() });
  }

  /** Somebody joins it, or it is gone. From which address it was opened; null: it is none of them. */
  take(code: string): string | null {
    const opened = this.#opened.get(code);
    this.#opened.delete(code);
    return opened?.address ?? null;
  }

  /** Those that have waited too long go. */
  sweep(): void {
    const before = this.#clock.elapsed() - this.#limits.unusedFor * 1000;
    for (const [code, { at }] of this.#opened) {
      if (at > before) return;
      this.#goes(code);
    }
  }

  #goes(code: string): void {
    this.#opened.delete(code);
    this.#drop(code);
  }
}
