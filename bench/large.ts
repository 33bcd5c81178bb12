/**
 * A run on a corpus of 200,000 windows beside one on the bundled corpus: reading it, the pace, a pause, a seek (SPEC DA6).
 * `npm run bench:large`
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { presets } from '@deltaboard/shared/training/presets.ts';
import type { Configuration } from '@deltaboard/shared/training/configuration.ts';
import { newRun } from '@deltaboard/shared/training/run.ts';
import { createCatalogue } from '../server/src/data/catalogue.ts';
import { loadCorpus } from '../server/src/data/corpus.ts';
import type { Own } from '../server/src/data/own.ts';
import { loadVectors } from '../server/src/data/vectors.ts';
import { createSlotMemory } from '../server/src/training/slots.ts';
import { createWorkerTrainers } from '../server/src/training/worker-trainer.ts';

const WINDOWS = 200_000;
const SEEKS = 20;
const RUN_MS = 5000;

const folder = (name: string): string => `${import.meta.dirname}/../server/data/${name}`;
const bundled = loadCorpus(folder('corpus'));
const catalogue = createCatalogue(loadVectors(folder('vectors')), bundled);

/** The bundled corpus again and again, each time with other names, as CoNLL columns. */
function text(): string {
  const sentences = bundled.train.flatMap((document) => document.sentences);
  const lines: string[] = [];
  for (let round = 0, windows = 0; windows < WINDOWS / 0.7; round++) {
    for (const { tokens, entities } of sentences) {
      tokens.forEach((token, k) => {
        const entity = entities.find(({ start, end }) => start <= k && k < end);
        const tag = entity ? `${entity.start === k ? 'B' : 'I'}-${entity.type}` : 'O';
        lines.push(`${entity && round > 0 ? `${token}${round}` : token}\t${tag}`);
      });
      lines.push('');
      windows += tokens.length;
    }
  }
  return lines.join('\n');
}

async function measured(name: string, configuration: Configuration, own?: Own): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const asked = performance.now();
  const quiet = (): void => undefined;
  const sink = { frame: quiet, moment: quiet, progressed: quiet, evaluated: quiet };
  const trainer = createWorkerTrainers({ catalogue, slots: createSlotMemory(2), releaseAfter: 60_000 })(
    { run: newRun(configuration), number: 0, preset: null, ...(own && { own }) },
    { ...sink, stopped: quiet, approached: quiet, failed: (error) => console.error(error) },
  );
  const { description } = await trainer.open();
  const opened = performance.now() - asked;
  delay.disable();
  trainer.start('max');
  await sleep(RUN_MS);
  const paused = performance.now();
  const { updates } = await trainer.park();
  const pause = performance.now() - paused;
  const seeks: number[] = [];
  for (let k = 0; k < SEEKS; k++) {
    const since = performance.now();
    await trainer.seek(1 + Math.floor(((k * 7919) % 997) * (updates / 997)), 0);
    seeks.push(performance.now() - since);
  }
  seeks.sort((a, b) => a - b);
  await trainer.close();
  console.log(
    `${name}: ${description.epochLength} windows an epoch, opened in ${opened.toFixed(0)} ms, the main thread held for at most ${(delay.max / 1e6).toFixed(0)} ms; ` +
      `${Math.round((1000 * updates) / RUN_MS)} windows/s, pause ${pause.toFixed(0)} ms, seek median ${seeks[SEEKS / 2].toFixed(0)} ms, worst ${seeks[SEEKS - 1].toFixed(0)} ms`,
  );
}

const board: Configuration = { ...presets.board, sampling: { kind: 'natural' }, evaluateEvery: 1_000_000 };
await measured('bundled', board);
const bytes = Buffer.from(text());
await measured(
  `${(bytes.length / 1e6).toFixed(1)} MB`,
  { ...board, corpus: { kind: 'stored', hash: 'a'.repeat(64) } },
  { read: () => Promise.resolve(bytes) },
);
