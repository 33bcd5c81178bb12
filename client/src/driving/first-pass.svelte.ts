/** Whoever drives for the first time is told what to press next, until one pass has been walked; then never again. */
import type { Playback } from '@deltaboard/shared/training/playback.ts';
import { recall, remember } from '../browser/storage.ts';

export class FirstPass {
  #isWalked = $state(recall('first-pass') === 'walked');

  /** What the driver's page is told of the class. */
  see(playback: Playback, isDriver: boolean): void {
    if (this.#isWalked || !isDriver) return;
    // An update ends the pass; a run makes many.
    const isOver =
      playback.status === 'running' || (playback.status === 'paused' && playback.cursor.step > 1);
    if (!isOver) return;
    this.#isWalked = true;
    remember('first-pass', 'walked');
  }

  get isDue(): boolean {
    return !this.#isWalked;
  }
}
