/** What the page and the worker that reads a long text say to each other. */
import type { Reading } from '@deltaboard/shared/dataset/reading/reading.ts';
import type { Shape } from '@deltaboard/shared/dataset/reading/shape.ts';

export interface ReadingWork {
  readonly text: string;
  /** Null: it is guessed. */
  readonly shape: Shape | null;
}

export interface FromReadingWorker {
  readonly shape: Shape;
  readonly reading: Reading;
}
