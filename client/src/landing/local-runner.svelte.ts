/** The first page's run at a calm pace: a few steps a picture, a few pictures a second; still where motion is unwanted. */
import type { Picture } from '../picture/picture.ts';
import { createLocalRun } from './local-run.ts';

const PICTURE_EVERY = 250;
const STEPS_A_PICTURE = 2;
/** What a still page shows. */
const CALM_STEPS = 300;

export class LocalRunner {
  readonly #run = createLocalRun();
  readonly sentences = this.#run.sentences;
  readonly calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  #picture = $state.raw<Picture>(this.#run.picture());

  get picture(): Picture {
    return this.#picture;
  }

  /** Returns what stops it. */
  start(): () => void {
    if (this.calm) {
      this.#advance(CALM_STEPS);
      return () => undefined;
    }
    const timer = setInterval(() => {
      if (!document.hidden) this.#advance(STEPS_A_PICTURE);
    }, PICTURE_EVERY);
    return () => clearInterval(timer);
  }

  #advance(steps: number): void {
    for (let i = 0; i < steps; i++) this.#run.advance();
    this.#picture = this.#run.picture();
  }
}
