/** `export`: a run as arrays, as scripts that recompute a step, and as tables (SPEC PG8). */
import { writeFileSync } from 'node:fs';
import { npz, safetensors, type NamedArray } from '@deltaboard/shared/export/arrays.ts';
import { parameterArrays, stepArrays } from '@deltaboard/shared/export/step-arrays.ts';
import { numpyScript, torchScript } from '@deltaboard/shared/export/step-script.ts';
import { parameterCount } from '@deltaboard/shared/model/parameters.ts';
import { modelShape } from '@deltaboard/shared/training/configuration.ts';
import { lossRows } from '@deltaboard/shared/export/tables.ts';
import { csv } from '../../../client/src/class/people/csv.ts';
import { completed } from '../../../library/src/completed.ts';
import { exportedStep } from '../../../library/src/inside.ts';
import { createRun, type Run } from '../../../library/src/run.ts';
import type { Command } from '../command.ts';
import { readingFlags, readingHelp, type ReadingValues } from '../labelled-files.ts';
import { keptVectorHelp } from '../own-vectors.ts';
import { openedRun, type OpenedRun } from '../opened-run.ts';
import { readRun, type RunFile } from '../run-file.ts';
import type { Terminal } from '../terminal.ts';
import { Failure, messageOf, numberOf, onlyOne, readArguments, WrongUsage } from '../usage.ts';

const formats = ['npz', 'safetensors', 'numpy', 'torch', 'metrics', 'configuration'] as const;
type Format = (typeof formats)[number];

export const command: Command = {
  summary: 'export',
  help: `deltaboard export RUN: files that other programs read, named after the run file.

  --format A,B           ${formats.join(', ')}; by default all
                           npz, safetensors   θ; with --step also x, y, η and λ of that step
                           numpy, torch       the step as a few lines that print its numbers: they ask for --step
                           metrics            losses and F1 as CSV
                           configuration      JSON, as train --configuration reads it
  --step N               step N with θ before its update: made again from step 0, or the next one at once
${readingHelp}
${keptVectorHelp}
  --out PREFIX           in place of the run file's name
  --json                 {"event":"written","file":…}, one a line

Examples
  npx deltaboard export run.safetensors --format npz
  npx deltaboard export run.safetensors --step 7 --format npz,numpy && python3 run-step-7.py
  npx deltaboard export names.safetensors --data names.csv --step 1000 --format safetensors,torch

Exit codes: 0, 1, 2.
`,
  async run(args, terminal) {
    const { values, positionals } = readArguments(args, {
      ...readingFlags,
      format: { type: 'string' },
      step: { type: 'string' },
      out: { type: 'string' },
    });
    const path = onlyOne(positionals, 'the run file');
    const step = values.step === undefined ? null : numberOf('step', values.step, { least: 1, whole: true });
    const asked = formatsOf(values.format, step);
    const prefix = values.out ?? path.replace(/\.safetensors$/, '');
    const file = readRun(path);
    const files = [
      ...plainFiles(asked, file, prefix, step),
      ...(step === null ? [] : await stepFiles(asked, path, values, step, prefix, terminal)),
    ];
    for (const [name, bytes] of files) {
      if (name === path) throw new WrongUsage(`${name} is the run file itself: --out PREFIX names another`);
      try {
        writeFileSync(name, bytes);
      } catch (error) {
        throw new Failure(`${name} cannot be written: ${messageOf(error)}`);
      }
      terminal.say(name, { event: 'written', file: name, bytes: Buffer.byteLength(bytes) });
    }
  },
};

function formatsOf(text: string | undefined, step: number | null): readonly Format[] {
  if (text === undefined) {
    return step === null ? ['npz', 'metrics', 'configuration'] : formats;
  }
  return text.split(',').map((name) => {
    const format = formats.find((one) => one === name);
    if (!format)
      throw new WrongUsage(`--format has ${formats.join(', ')}, with commas between, not "${name}"`);
    if ((format === 'numpy' || format === 'torch') && step === null)
      throw new WrongUsage(`--format ${format} asks for --step N: a script recomputes one step`);
    return format;
  });
}

type Written = readonly [name: string, bytes: Uint8Array | string];

function plainFiles(asked: readonly Format[], file: RunFile, prefix: string, step: number | null): Written[] {
  const { configuration, losses, scores } = file;
  const theta = (): readonly NamedArray[] => parametersOf(file);
  return asked.flatMap((format): Written[] => {
    switch (format) {
      case 'npz':
        return step === null ? [[`${prefix}.npz`, npz(theta())]] : [];
      case 'safetensors':
        return step === null
          ? [[`${prefix}-theta.safetensors`, safetensors(theta(), { steps: String(file.steps) })]]
          : [];
      case 'metrics':
        return [
          [`${prefix}-losses.csv`, csv(lossRows(losses))],
          [
            `${prefix}-scores.csv`,
            csv([
              ['epoch', 'step', 'precision', 'recall', 'F1'],
              ...scores.map(({ epoch, step: at, precision, recall, f1 }) => [
                epoch,
                at,
                precision,
                recall,
                f1,
              ]),
            ]),
          ],
        ];
      case 'configuration':
        return [[`${prefix}.json`, `${JSON.stringify(configuration, null, 2)}\n`]];
      default:
        return [];
    }
  });
}

function parametersOf({ configuration, snapshot }: RunFile): readonly NamedArray[] {
  const shape = modelShape(completed(configuration));
  return parameterArrays(snapshot.slice(0, parameterCount(shape)), shape);
}

async function stepFiles(
  asked: readonly Format[],
  path: string,
  values: ReadingValues,
  step: number,
  prefix: string,
  terminal: Terminal,
): Promise<Written[]> {
  const opened = await openedRun(path, values, terminal);
  const found = exportedStep(standingBefore(step, opened.run, opened, terminal).inside());
  const name = `${prefix}-step-${step}`;
  const named = { ...found.configuration, ...found.settings };
  return asked.flatMap((format): Written[] => {
    switch (format) {
      case 'npz':
        return [[`${name}.npz`, npz(stepArrays(found))]];
      case 'safetensors':
        return [[`${name}.safetensors`, safetensors(stepArrays(found), { step: String(step) })]];
      case 'numpy':
        return [[`${name}.py`, numpyScript(`${name}.npz`, named)]];
      case 'torch':
        return [[`${name}-torch.py`, torchScript(`${name}.safetensors`, named)]];
      default:
        return [];
    }
  });
}

/** After step − 1 updates: as it was kept, or made again from step 0, which has the same bits. */
function standingBefore(
  step: number,
  kept: Run,
  { file, parts, vectors }: OpenedRun,
  terminal: Terminal,
): Run {
  const run = step - 1 >= file.steps ? kept : createRun(file.configuration, parts, vectors);
  while (run.steps < step - 1) {
    run.advance();
    terminal.progress('replay', run.steps, step - 1);
  }
  return run;
}
