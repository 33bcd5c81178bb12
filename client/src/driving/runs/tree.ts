/** The runs of a room as trees: a run's first branch with those that left it, and those that left them. */
import type { RoomState, RunSummary } from '@deltaboard/shared/protocol/state.ts';
import type { SettingChange } from '@deltaboard/shared/training/run.ts';

export interface BranchNode {
  /** Indices, as the server counts. */
  readonly run: number;
  readonly branch: number;
  /** Where it left its parent; null for a run's first branch. */
  readonly from: { readonly branch: number; readonly step: number } | null;
  /** What was changed there; nothing where the state does not tell. */
  readonly changes: readonly SettingChange[];
  readonly head: number;
  readonly isPresent: boolean;
  readonly children: readonly BranchNode[];
}

export interface RunNode {
  readonly summary: RunSummary;
  readonly first: BranchNode;
}

type Known = Pick<RoomState, 'runs' | 'branch' | 'branches'>;

/** Newest run first. @param present index of the run on the board; null while another is prepared */
export const runTrees = (state: Known, present: number | null): readonly RunNode[] =>
  state.runs.map((summary, run) => ({ summary, first: nodeOf(state, run, 0, present) })).toReversed();

function nodeOf(state: Known, run: number, branch: number, present: number | null): BranchNode {
  const { branches } = state.runs[run];
  const { from, head } = branches[branch];
  const told = run === present ? state.branches[branch] : undefined;
  return {
    run,
    branch,
    from,
    changes: (told?.commands ?? [])
      .filter(({ afterStep }) => afterStep === from?.step)
      .map(({ change }) => change),
    head: Math.max(head, told?.head ?? 0),
    isPresent: run === present && branch === state.branch,
    children: branches.flatMap((other, index) =>
      other.from?.branch === branch ? [nodeOf(state, run, index, present)] : [],
    ),
  };
}
