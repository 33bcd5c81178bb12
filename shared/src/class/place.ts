/** Where a class stands, enough by itself: in which pass of which run, and how much of it has been performed. */
import { stepPlan, type Configuration } from '../training/configuration.ts';
import type { Cursor } from '../training/cursor.ts';
import { operationsOf, windowPlan, type ObjectiveName, type Operation } from '../training/operations.ts';
import type { EntityType } from '../dataset/sentence.ts';

/** What the board shows while the run stands. A typed sentence is named by the row that holds its words. */
export type SubjectRef =
  | { readonly kind: 'window' }
  | { readonly kind: 'probe'; readonly probe: number; readonly operation: number | null }
  | {
      readonly kind: 'sentence';
      /** Id of a row: the sentence's words. */
      readonly row: string;
      readonly centre: number;
      readonly goldType: EntityType | 'O' | null;
      readonly operation: number | null;
    };

export interface Place {
  readonly cursor: Cursor;
  readonly subject: SubjectRef;
  /** What is differentiated in the subject's pass. */
  readonly objective: ObjectiveName;
  /** The run was under way, and passed the cursor's step. */
  readonly running: boolean;
}

/** The same for two places where a class sees the same operation of the same pass. */
export function placeKey({ cursor, subject, objective, running }: Place): string {
  if (running) return 'running';
  const { run, branch, step } = cursor;
  const of = subject.kind === 'probe' ? subject.probe : subject.kind === 'sentence' ? subject.row : '';
  const done = subject.kind === 'window' ? cursor.operation : (subject.operation ?? 'all');
  return [run, branch, step, subject.kind, of, objective, done].join(' ');
}

/** The operation performed last; null while the run is under way, or before the first one. */
export function operationAt(place: Place, configuration: Configuration): Operation | null {
  const { cursor, subject, objective, running } = place;
  if (running) return null;
  const plan = stepPlan(configuration);
  const ofStep = subject.kind === 'window';
  const operations = operationsOf(ofStep ? plan : windowPlan(plan), objective);
  const done = ofStep ? cursor.operation : (subject.operation ?? operations.length);
  if (done > 0) return operations[Math.min(done, operations.length) - 1];
  // At its end the step stands with all its operations performed, the update the last.
  return cursor.step > 1 ? operations[operations.length - 1] : null;
}
