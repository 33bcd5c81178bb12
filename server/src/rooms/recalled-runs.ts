/** Runs of the log, made again, and brought to a place of one of their branches (SPEC RN7, RM10). */
import { Refusal } from '@deltaboard/shared/refusal.ts';
import type { Run } from '@deltaboard/shared/training/run.ts';
import type { OwnOfClass } from '../data/own.ts';
import type { Parked, BranchPlace, TrainerFactory } from '../training/trainer.ts';
import type { ClassLog } from './class-log.ts';
import type { KeptRuns } from './kept-runs.ts';
import type { Working } from './long-work.ts';
import { OpenRun, type RunPlan, type TrainerListener } from './open-run.ts';
import type { PresentRun } from './present-run.ts';

export interface RecallingParts {
  readonly log: ClassLog;
  readonly trainers: TrainerFactory;
  readonly listener: TrainerListener;
  /** The text of a corpus by its hash. */
  readonly corpus: (hash: string) => Promise<string | null>;
  readonly own: OwnOfClass;
  readonly kept: KeptRuns;
}

/** A run of the log, computed anew up to a place of it. */
export async function recalled(
  parts: RecallingParts,
  number: number,
  { branch, step, operation }: BranchPlace,
  working: Working,
): Promise<OpenRun> {
  const { log, trainers, listener, corpus, own } = parts;
  const known = log.newest.state.runs[number];
  const text = known.corpus === null ? null : await corpus(known.corpus);
  if (known.corpus !== null && text === null) throw new Refusal('corpus-not-kept');
  const configuration =
    text === null
      ? known.configuration
      : { ...known.configuration, corpus: { kind: 'pasted' as const, text } };
  await own.require(configuration);
  const plan: RunPlan = { number, preset: known.preset, configuration, corpus: known.corpus, speed: null };
  const run = runOf(configuration, known.branches);
  const kept = await parts.kept.load(number, known.branches);
  const at = { branch, step, operation };
  return OpenRun.open(trainers, plan, run, listener, { ...working, at, kept, own });
}

/** On its branch, at a place of it, with the whole curve up to the branch's head known. */
export async function standingAt(
  { log, present }: { readonly log: ClassLog; readonly present: PresentRun },
  run: OpenRun,
  { branch, step, operation }: BranchPlace,
  working: Working,
): Promise<Parked> {
  const { branches } = log.newest.state.runs[run.plan.number];
  const known = runOf(run.plan.configuration, branches);
  const place = { branch, step, operation };
  try {
    const parked = await run.go(known, place, working);
    const { head } = branches[branch];
    if (parked.known >= head) return parked;
    await run.go(known, { branch, step: head + 1, operation: 0 }, working);
    return await run.go(known, place, working);
  } catch (error) {
    if (present.run !== run) await run.trainer.close();
    throw error;
  }
}

const runOf = (configuration: RunPlan['configuration'], branches: Run['branches']): Run => ({
  configuration,
  branches,
});
