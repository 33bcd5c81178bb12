/** `train`: a network on a labelled file, kept as a run file (SPEC PG4). */
import { basename } from 'node:path';
import type { Command } from '../command.ts';
import { askedConfiguration, configurationFlags, configurationHelp } from '../asked-configuration.ts';
import { askedVectors, vectorFlags, vectorHelp } from '../own-vectors.ts';
import { broughtParts, readingFlags, readingHelp } from '../labelled-files.ts';
import { writeRun } from '../run-file.ts';
import { percent } from '../terminal.ts';
import { trained } from '../training.ts';
import { numberOf, readArguments, WrongUsage } from '../usage.ts';

const COUNT = { least: 1, whole: true };

export const command: Command = {
  summary: 'train',
  help: `deltaboard train: a network on a labelled file, or on the bundled corpus.

Data
${readingHelp}

Network
${configurationHelp}
${vectorHelp}

Ends
  --steps N              updates, in place of --epochs
  --patience N           ends after N epochs without a better F1 on the development part, and keeps the best
  --out FILE             the run: θ, configuration and curve, as safetensors (run.safetensors)
  --json                 one object a line: {"event":"epoch",…}, {"event":"saved",…}

Examples
  npx deltaboard train --preset judge --epochs 10
  npx deltaboard train --data names.csv --types Ort=LOC,Name=PER --head softmax --out names.safetensors
  npx deltaboard train --data names.csv --vectors glove.6B.300d.txt
  npx deltaboard train --data eng.train --dev eng.testa --test eng.testb --patience 3 --json

The same configuration, seed and text have the same bits in a class, on every machine. Exit codes: 0, 1, 2.
`,
  async run(args, terminal) {
    const { values, positionals } = readArguments(args, {
      ...readingFlags,
      ...configurationFlags,
      ...vectorFlags,
      steps: { type: 'string' },
      patience: { type: 'string' },
      out: { type: 'string' },
    });
    if (positionals.length > 0) throw new WrongUsage(`"${positionals[0]}": a file stands behind --data`);
    const asked = askedConfiguration(values);
    const steps =
      values.steps === undefined ? null : numberOf('steps', values.steps, { least: 0, whole: true });
    const patience = values.patience === undefined ? null : numberOf('patience', values.patience, COUNT);
    const out = values.out ?? 'run.safetensors';
    const { parts, data } = broughtParts(values, asked.seed, terminal);
    const brought = await askedVectors(asked, values, parts, terminal);
    const { run, because, ...file } = trained(
      brought,
      parts,
      { steps, patience },
      {
        step: (made, of, J) =>
          terminal.progress('train', made, of, `step ${made} of ${of}  J ${J.toFixed(3)}`),
        epoch: ({ epoch, step, J, precision, recall, f1 }) =>
          terminal.say(
            `epoch ${String(epoch).padStart(3)}  step ${step}  J ${J.toFixed(4)}  dev precision ${percent(precision)}  recall ${percent(recall)}  F1 ${percent(f1)}`,
            { event: 'epoch', epoch, step, J, precision, recall, f1 },
          ),
      },
    );
    writeRun(out, { ...file, data, vectors: brought.kept });
    const ended = {
      done: '',
      'no-better': ', the best on the development part',
      'not-finite': ': J is no finite number any more',
    }[because];
    terminal.say(`${basename(out)}: θ after step ${run.steps}${ended}`, {
      event: 'saved',
      file: out,
      steps: run.steps,
      because,
      parameters: run.parameters().theta.length,
    });
  },
};
