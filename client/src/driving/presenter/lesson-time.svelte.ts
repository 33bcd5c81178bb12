/** The lesson's time, by the server's clock, kept by this browser for each class (SPEC PV5). */
import { recall, remember } from '../../browser/storage.ts';

/** Milliseconds: what is older is another lesson's. */
const ANOTHER_LESSON = 6 * 3_600_000;

export class LessonTime {
  readonly #key: string;
  readonly #clock: () => number;
  #since = $state(0);
  #now = $state(0);

  constructor(code: string, clock: () => number) {
    this.#key = `lesson:${code}`;
    this.#clock = clock;
    this.#now = clock();
    const known = Number(recall(this.#key) ?? NaN);
    if (known <= this.#now && this.#now - known < ANOTHER_LESSON) this.#since = known;
    else this.restart();
  }

  /** As of the last tick, in milliseconds since 1970. */
  get now(): number {
    return this.#now;
  }

  get elapsed(): number {
    return this.#now - this.#since;
  }

  restart(): void {
    this.#now = this.#since = this.#clock();
    remember(this.#key, String(this.#since));
  }

  tick(): void {
    this.#now = Math.max(this.#now, this.#clock());
  }
}

/** 2:35, or 1:02:35. */
export function timeText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (part: number): string => String(part).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
