/** What the page and the worker that reads a long text say to each other. */
import type { TextFile } from '@deltaboard/shared/dataset/reading/parts.ts';
import type { Reading } from '@deltaboard/shared/dataset/reading/reading.ts';
import type { Shape } from '@deltaboard/shared/dataset/reading/shape.ts';

export interface ReadingWork {
  readonly files: readonly TextFile[];
  /** Null: it is guessed. */
  readonly shape: Shape | null;
}

export interface FromReadingWorker {
  readonly shape: Shape;
  readonly reading: Reading;
}
