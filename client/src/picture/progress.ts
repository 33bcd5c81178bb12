/** Where a pass stands, and of which example. */
import type { Operation } from '@deltaboard/shared/training/operations.ts';

/**
 * Which example of the step is shown (0-based), and which of its windows: that of the operation performed last. Where that
 * belongs to no window (J, the update) it is the true one; where it belongs to no example it is the last.
 */
export interface ExamplePlace {
  readonly index: number;
  /** B; 1 for a probe. */
  readonly of: number;
  /** 0: the true one, 1: the corrupted one. */
  readonly window: number;
  readonly windows: number;
}

/** How far a pass has come. */
export interface Progress {
  /** The operation performed last; null at step 0, where none has been. */
  readonly operation: Operation | null;
  /** Its place among all of them, 1-based. */
  readonly number: number;
  readonly of: number;
}
