/** Which operations of a pass have been performed, and where that leaves it. */
import type { Operation, StepPlan } from '@deltaboard/shared/training/operations.ts';
import type { ExamplePlace, Progress } from './progress.ts';

export type Performed = (operation: Operation) => boolean;

/** What has been performed when the first `done` of these operations have. */
export function performedAt(done: number, operations: readonly Operation[]): Performed {
  const performed = new Set(operations.slice(0, done).map(nameOf));
  return (operation) => performed.has(nameOf(operation));
}

const nameOf = (operation: Operation): string =>
  [
    operation.phase,
    operation.tensor,
    'layer' in operation ? operation.layer : 0,
    'example' in operation ? operation.example : 0,
    'window' in operation ? operation.window : 0,
  ].join(' ');

export const progressAt = (done: number, operations: readonly Operation[]): Progress => ({
  operation: operations[done - 1] ?? null,
  number: done,
  of: operations.length,
});

/** The example and the window that are shown then (`ExamplePlace`). */
export function exampleAt(
  done: number,
  operations: readonly Operation[],
  { batch, windows }: Pick<StepPlan, 'batch' | 'windows'>,
): ExamplePlace {
  const operation: Operation = operations[done - 1] ?? operations[0];
  return {
    index: 'example' in operation ? operation.example : batch - 1,
    of: batch,
    window: 'window' in operation ? operation.window : 0,
    windows,
  };
}
