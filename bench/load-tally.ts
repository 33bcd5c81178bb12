/** What a crowd of viewers has heard: pictures that came and that were left out, and how long what is told to all took to each. */
import { quantile } from './spread.ts';

export interface Heard {
  /** Live pictures a second and viewer. */
  readonly delivered: number;
  /** Of the pictures that were made between a viewer's first and last, the share that it never got. */
  readonly lost: number;
  /** Milliseconds from the driver's command to its event at a viewer; null: none was heard. */
  readonly latency: { readonly p50: number; readonly p95: number; readonly p99: number } | null;
  /** Events that some viewer has not heard. */
  readonly unheard: number;
}

export class Tally {
  readonly #pictures = new Map<number, { first: number; last: number; came: number }>();
  readonly #took: number[] = [];
  #told = 0;

  /** @param number of the picture, by one greater with each that the room makes */
  picture(viewer: number, number: number): void {
    const seen = this.#pictures.get(viewer);
    if (seen === undefined) this.#pictures.set(viewer, { first: number, last: number, came: 1 });
    else {
      seen.last = Math.max(seen.last, number);
      seen.came += 1;
    }
  }

  /** A command went out whose event so many viewers are told. */
  told(viewers: number): void {
    this.#told += viewers;
  }

  /** @param took milliseconds */
  heard(took: number): void {
    this.#took.push(took);
  }

  of(viewers: number, seconds: number): Heard {
    const all = [...this.#pictures.values()];
    const came = all.reduce((sum, one) => sum + one.came, 0);
    const made = all.reduce((sum, { first, last }) => sum + last - first + 1, 0);
    const at = (share: number): number => quantile(this.#took, share);
    return {
      delivered: came / viewers / seconds,
      lost: made === 0 ? 0 : 1 - came / made,
      latency: this.#took.length === 0 ? null : { p50: at(0.5), p95: at(0.95), p99: at(0.99) },
      unheard: this.#told - this.#took.length,
    };
  }
}
