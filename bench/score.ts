/**
 * The score of the README, from one command: trains the Judge preset at full speed for 60 s through the product's own
 * training thread and scores LOCATION entities on the bundled test split and, where the shared data is present, on
 * WikiGold: the network beside the dictionary; then the Newsroom preset by type.
 */
import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseConll } from '@deltaboard/shared/dataset/conll.ts';
import { ambiguousNames } from '@deltaboard/shared/dataset/dictionary.ts';
import type { Entity, Sentence } from '@deltaboard/shared/dataset/sentence.ts';
import { encodeText } from '@deltaboard/shared/dataset/windows.ts';
import { parametersOn } from '@deltaboard/shared/model/parameters.ts';
import { fromBytes } from '@deltaboard/shared/protocol/bytes.ts';
import { modelShape } from '@deltaboard/shared/training/configuration.ts';
import { scoreEntities } from '@deltaboard/shared/evaluation/entity-score.ts';
import { evaluate, goldOf, type LabelledText } from '@deltaboard/shared/evaluation/evaluation.ts';
import { presets } from '@deltaboard/shared/training/presets.ts';
import { newRun } from '@deltaboard/shared/training/run.ts';
import { createCatalogue } from '../server/src/data/catalogue.ts';
import { loadCorpus } from '../server/src/data/corpus.ts';
import { loadVectors } from '../server/src/data/vectors.ts';
import { createSlotMemory } from '../server/src/training/slots.ts';
import { createWorkerTrainers } from '../server/src/training/worker-trainer.ts';
import { reportByType } from './by-type.ts';

const SECONDS = Number(process.argv[2] ?? 60);
const root = new URL('../', import.meta.url);
const corpus = loadCorpus(new URL('server/data/corpus/', root));
const catalogue = createCatalogue(loadVectors(new URL('server/data/vectors/', root)), corpus);
const configuration = presets.judge;
const { vocabulary, vectors } = catalogue.words(configuration.input.dimensions);
const { dictionary } = await catalogue.open(configuration);

const sentencesOf = (split: 'train' | 'dev' | 'test'): readonly Sentence[] =>
  corpus[split].flatMap(({ sentences }) => sentences);
const percent = (share: number): string => (100 * share).toFixed(1).padStart(5);
type Tagger = (sentences: readonly Sentence[]) => readonly (readonly Entity[])[];

const byDictionary: Tagger = (sentences) => sentences.map(({ tokens }) => dictionary.tag(tokens));

function byNetwork(theta: Float32Array): Tagger {
  const parameters = parametersOn(theta, modelShape(configuration));
  return (sentences) => {
    const { numerics, input, head, nonLinearity, trainVectors } = configuration;
    const labelled = (of: readonly Sentence[]): LabelledText => ({
      text: encodeText(of, vocabulary, input.radius),
      gold: goldOf(of),
    });
    const data = { test: labelled(sentences), dev: labelled(sentencesOf('dev')), input };
    const evaluated = { numerics, parameters, nonLinearity, head, vectors, trainsVectors: trainVectors };
    return evaluate(data, evaluated).predicted;
  };
}

function report(
  name: string,
  sentences: readonly Sentence[],
  taggers: Readonly<Record<string, Tagger>>,
): void {
  const gold = goldOf(sentences);
  console.log(`\n${name}: ${sentences.length} sentences`);
  for (const [tagger, tag] of Object.entries(taggers)) {
    const {
      f1,
      precision,
      recall,
      correct,
      guessed,
      gold: wanted,
    } = scoreEntities(gold, tag(sentences), 'LOC');
    console.log(
      `  ${tagger.padEnd(11)} LOCATION F1 ${percent(f1)}  precision ${percent(precision)}  recall ${percent(recall)}` +
        `  (${correct} right of ${guessed} found, ${wanted} to find)`,
    );
  }
}

/** Of the words with more than one label in the bundled corpus: the share whose LOCATION yes or no is right. */
function reportAmbiguous(sentences: readonly Sentence[], taggers: Readonly<Record<string, Tagger>>): void {
  const names = ambiguousNames([...sentencesOf('train'), ...sentencesOf('dev'), ...sentences]);
  const isLocation = (entities: readonly Entity[], t: number): boolean =>
    entities.some(({ start, end, type }) => type === 'LOC' && start <= t && t < end);
  console.log(`\nAmbiguous names in the test split: ${names.size} names with more than one label`);
  for (const [tagger, tag] of Object.entries(taggers)) {
    let right = 0;
    let all = 0;
    const found = tag(sentences);
    sentences.forEach(({ tokens, entities }, index) =>
      tokens.forEach((token, t) => {
        if (!names.has(token.toLowerCase())) return;
        all++;
        if (isLocation(entities, t) === isLocation(found[index], t)) right++;
      }),
    );
    console.log(`  ${tagger.padEnd(11)} ${percent(right / all)} % right (${right} of ${all})`);
  }
}

async function train(seconds: number): Promise<{ readonly theta: Float32Array; readonly updates: number }> {
  const slots = createSlotMemory(cpus().length);
  const createTrainer = createWorkerTrainers({ catalogue, slots, releaseAfter: 60_000 });
  const ignore = (): void => {};
  const trainer = createTrainer(
    { run: newRun(configuration), number: 0, preset: 'judge' },
    {
      frame: ignore,
      moment: ignore,
      progressed: ignore,
      evaluated: ({ step, f1 }) => console.log(`  step ${step}: test F1 ${percent(f1)}`),
      stopped: (because) => console.log(`  stopped: ${because}`),
      approached: ignore,
      failed: (error) => {
        throw error;
      },
    },
  );
  await trainer.open();
  trainer.start('max');
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const { moment, updates } = await trainer.park();
  await trainer.close();
  return { theta: fromBytes(moment.theta), updates };
}

console.log(
  `Judge preset, full speed, ${SECONDS} s, ${cpus().length} × ${cpus()[0].model}, Node ${process.version}`,
);
const { theta, updates } = await train(SECONDS);
console.log(`${updates} windows, ${Math.round(updates / SECONDS)} a second, evaluations included`);
const taggers = { network: byNetwork(theta), dictionary: byDictionary };
report('Bundled test split', sentencesOf('test'), taggers);
reportAmbiguous(sentencesOf('test'), taggers);
reportByType();
const wikigold = new URL('../../shared/data/wikigold/wikigold.conll.txt', import.meta.url);
if (existsSync(wikigold)) {
  const documents = parseConll(readFileSync(wikigold, 'utf8'));
  report(
    'WikiGold, trained on the bundled corpus',
    documents.flatMap(({ sentences }) => sentences),
    taggers,
  );
} else {
  console.warn('\nSKIPPED: WikiGold is not beside this checkout (see README, "The score").');
}
