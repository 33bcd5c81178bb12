/** What can be taken away from a run as files, made when they are asked for (SPEC XP1–XP5). */
import { npz, safetensors } from '@deltaboard/shared/export/arrays.ts';
import { stepArrays, type ExportedStep } from '@deltaboard/shared/export/step-arrays.ts';
import { numpyScript, torchScript } from '@deltaboard/shared/export/step-script.ts';
import { lossRows } from '@deltaboard/shared/export/tables.ts';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import { inputAt, shownWeights } from '@deltaboard/shared/protocol/pass-weights.ts';
import type { Evaluation, Moment, RunDescription } from '@deltaboard/shared/protocol/state.ts';
import { shownStep } from '@deltaboard/shared/training/cursor.ts';
import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';
import { csv } from '../../class/people/csv.ts';

export interface TakenRun {
  readonly run: RunDescription;
  /** Null while it runs: there is no exact step. */
  readonly moment: Moment | null;
  readonly series: readonly SeriesPoint[];
  readonly evaluations: readonly Evaluation[];
}

export const fileNames = [
  'npz',
  'numpy',
  'safetensors',
  'torch',
  'configuration',
  'losses',
  'scores',
] as const;
export type FileName = (typeof fileNames)[number];

export interface TakenFile {
  readonly name: string;
  readonly bytes: Uint8Array | string;
}

/** θ before the update of the step that is shown, and its windows; null where no pass has begun. */
export function exportedStep({ run, moment }: TakenRun): ExportedStep | null {
  if (!moment || moment.examples.length === 0) return null;
  const { configuration } = run;
  const { parameters, vectors } = shownWeights(moment, configuration);
  return {
    configuration,
    settings: moment.settings,
    step: shownStep(moment.cursor),
    theta: parameters.theta,
    squares: moment.squares && fromBytes(moment.squares),
    examples: moment.examples.map((windows) => ({
      y: windows[0].gold,
      windows: windows.map((window) => inputAt(window, vectors)),
    })),
  };
}

/** Null: there is nothing of it yet. */
export function fileOf(which: FileName, taken: TakenRun): TakenFile | null {
  const { run, series, evaluations } = taken;
  const name = `deltaboard-run-${run.number + 1}`;
  switch (which) {
    case 'configuration':
      return { name: `${name}.json`, bytes: `${JSON.stringify(run.configuration, null, 2)}\n` };
    case 'losses':
      return series.length === 0 ? null : { name: `${name}-losses.csv`, bytes: csv(lossRows(series)) };
    case 'scores':
      return evaluations.length === 0
        ? null
        : { name: `${name}-scores.csv`, bytes: csv(scoreRows(evaluations)) };
    default: {
      const step = exportedStep(taken);
      return step && stepFile(which, step, `${name}-step-${step.step}`);
    }
  }
}

function stepFile(
  which: Exclude<FileName, 'configuration' | 'losses' | 'scores'>,
  step: ExportedStep,
  name: string,
): TakenFile {
  const named = { ...step.configuration, ...step.settings };
  switch (which) {
    case 'npz':
      return { name: `${name}.npz`, bytes: npz(stepArrays(step)) };
    case 'numpy':
      return { name: `${name}.py`, bytes: numpyScript(`${name}.npz`, named) };
    case 'safetensors': {
      const metadata = { step: String(step.step), seed: String(step.configuration.seed) };
      return { name: `${name}.safetensors`, bytes: safetensors(stepArrays(step), metadata) };
    }
    case 'torch':
      return { name: `${name}-torch.py`, bytes: torchScript(`${name}.safetensors`, named) };
  }
}

const scoreRows = (evaluations: readonly Evaluation[]): (string | number)[][] => [
  ['step', 'precision', 'recall', 'F1', 'correct', 'found', 'gold'],
  ...evaluations.map(({ step, precision, recall, f1, correct, guessed, gold }) => [
    ...[step, precision, recall, f1, correct, guessed, gold],
  ]),
];
