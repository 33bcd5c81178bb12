/**
 * A run as its log: a configuration, and branches of run commands. θ after step n of a branch is a pure function of
 * this and nothing else (SPEC RN2); checkpoints are a cache.
 */
import type { NonLinearityName } from '../model/non-linearity.ts';
import type { Configuration } from './configuration.ts';
import type { StepSettings } from './learner.ts';

/** A change of what follows, taken at the boundary after `afterStep` updates. */
export type SettingChange =
  | { readonly setting: 'learningRate'; readonly value: number }
  | { readonly setting: 'nonLinearity'; readonly value: NonLinearityName };

export interface RunCommand {
  readonly afterStep: number;
  readonly change: SettingChange;
}

export interface Branch {
  /** Where it left its parent; null for the first branch. */
  readonly from: { readonly branch: number; readonly step: number } | null;
  /** Its own commands, in order of `afterStep`; those of its ancestors up to where it left come before. */
  readonly commands: readonly RunCommand[];
  /** The furthest step that was ever reached on it. */
  readonly head: number;
}

export interface Run {
  readonly configuration: Configuration;
  readonly branches: readonly Branch[];
}

export const newRun = (configuration: Configuration): Run => ({
  configuration,
  branches: [{ from: null, commands: [], head: 0 }],
});

/** All commands that made the parameters of a branch, ancestors first. */
export function commandsOf(run: Run, branch: number): readonly RunCommand[] {
  const { from, commands } = run.branches[branch];
  if (!from) return commands;
  return [...commandsOf(run, from.branch).filter(({ afterStep }) => afterStep <= from.step), ...commands];
}

/** Steps of `branch` that a branch has in common with it: all of them up to `upTo`. */
export interface Ancestor {
  readonly branch: number;
  readonly upTo: number;
}

/** The branch itself, whole, and its ancestors, each up to where it was left. */
export function lineageOf(run: Run, branch: number): readonly Ancestor[] {
  const { from } = run.branches[branch];
  if (!from) return [{ branch, upTo: Infinity }];
  const before = lineageOf(run, from.branch).map((ancestor) => ({
    branch: ancestor.branch,
    upTo: Math.min(ancestor.upTo, from.step),
  }));
  return [{ branch, upTo: Infinity }, ...before];
}

/** The last step up to which two branches are the same run; Infinity for a branch and itself. */
export function commonStep(run: Run, a: number, b: number): number {
  const ofA = new Map(lineageOf(run, a).map(({ branch, upTo }) => [branch, upTo]));
  return Math.max(...lineageOf(run, b).map(({ branch, upTo }) => Math.min(ofA.get(branch) ?? 0, upTo)));
}

/** The settings in force for step `afterStep + 1`. */
export function settingsAt(
  configuration: Configuration,
  commands: readonly RunCommand[],
  afterStep: number,
): StepSettings {
  const { learningRate, nonLinearity } = configuration;
  return commands
    .filter((command) => command.afterStep <= afterStep)
    .reduce<StepSettings>((settings, { change }) => ({ ...settings, [change.setting]: change.value }), {
      learningRate,
      nonLinearity,
    });
}

/**
 * Commits a change after `afterStep` updates. At the head it joins the branch; behind the head it starts a new one and
 * the old one stays. Returns the run and the branch on which the change stands.
 */
export function commitChange(
  run: Run,
  branch: number,
  afterStep: number,
  change: SettingChange,
): { readonly run: Run; readonly branch: number } {
  const command: RunCommand = { afterStep, change };
  const { head, commands, from } = run.branches[branch];
  if (afterStep >= head) {
    const grown: Branch = { from, commands: [...commands, command], head: afterStep };
    return { run: { ...run, branches: run.branches.with(branch, grown) }, branch };
  }
  const forked: Branch = { from: { branch, step: afterStep }, commands: [command], head: afterStep };
  return { run: { ...run, branches: [...run.branches, forked] }, branch: run.branches.length };
}

/** The branch has been seen to reach `step`. */
export function reached(run: Run, branch: number, step: number): Run {
  const known = run.branches[branch];
  if (step <= known.head) return run;
  return { ...run, branches: run.branches.with(branch, { ...known, head: step }) };
}
