/** Everything that is kept of a run in shared memory, on the room's side: it outlives the threads that fill it. */
import {
  commandsOf,
  lineageOf,
  type Ancestor,
  type Run,
  type RunCommand,
} from '@deltaboard/shared/training/run.ts';
import { copiedUpTo, createRecordMemory, recordOn, type BranchRecord } from './branch-record.ts';
import { createCheckpointMemory } from './checkpoints.ts';

/** A branch as a loop follows it. */
export interface BranchMemory {
  readonly commands: readonly RunCommand[];
  readonly lineage: readonly Ancestor[];
  readonly record: SharedArrayBuffer;
}

export interface RunMemory {
  readonly checkpoints: SharedArrayBuffer;
  /** Float32s of a snapshot. */
  readonly snapshot: number;
  /** Branches of which anything is known. */
  readonly branches: readonly number[];
  branch(run: Run, branch: number): BranchMemory;
  record(run: Run, branch: number): BranchRecord;
}

/** @param snapshot float32s of a snapshot */
export function createRunMemory(snapshot: number): RunMemory {
  const records = new Map<number, SharedArrayBuffer>();
  const recordMemory = (run: Run, branch: number): SharedArrayBuffer => {
    let memory = records.get(branch);
    if (!memory) {
      const { from } = run.branches[branch];
      memory = from ? copiedUpTo(recordMemory(run, from.branch), from.step) : createRecordMemory();
      records.set(branch, memory);
    }
    return memory;
  };
  return {
    checkpoints: createCheckpointMemory(snapshot),
    snapshot,
    get branches() {
      return [...records.keys()];
    },
    branch: (run, branch) => ({
      commands: commandsOf(run, branch),
      lineage: lineageOf(run, branch),
      record: recordMemory(run, branch),
    }),
    record: (run, branch) => recordOn(recordMemory(run, branch)),
  };
}
