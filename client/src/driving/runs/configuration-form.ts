/** The new-run form as text fields, and the configuration they ask for. Nothing is judged here: the schema does that. */
import type { InputShape } from '@deltaboard/shared/dataset/windows.ts';
import type { HeadName } from '@deltaboard/shared/model/head.ts';
import type { NonLinearityName } from '@deltaboard/shared/model/non-linearity.ts';
import type { Configuration, NewConfiguration } from '@deltaboard/shared/training/configuration.ts';
import { parseConfiguration } from '@deltaboard/shared/training/parse-configuration.ts';
import type { Optimiser } from '@deltaboard/shared/training/learner.ts';
import { NUMERICS_VERSION } from '@deltaboard/shared/training/configuration-limits.ts';
import { presetNames, presets, type PresetName } from '@deltaboard/shared/training/presets.ts';

export interface ConfigurationForm {
  seed: string;
  /** Units of each hidden layer, the first nearest to x. */
  layers: string[];
  head: HeadName;
  batch: string;
  optimiser: Optimiser;
  decay: string;
  trainVectors: boolean;
  dimensions: string;
  radius: string;
  capitalisation: boolean;
  nonLinearity: NonLinearityName;
  sampling: 'natural' | 'location-share';
  oneIn: string;
  learningRate: string;
  epochLimit: string;
  corpus: Configuration['corpus']['kind'];
  text: string;
  /** The hash of a text that is kept; '': none has been chosen. */
  stored: string;
  vectors: 'bundled' | 'random' | 'own';
  /** The hash of word vectors that are kept; '': none have been chosen. */
  own: string;
}

export function formOf(configuration: Configuration): ConfigurationForm {
  const { seed, hidden, input, nonLinearity, sampling, learningRate, epochLimit, corpus } = configuration;
  const { head, batch, optimiser, decay, trainVectors, vectors } = configuration;
  return {
    seed: String(seed),
    layers: hidden.map(String),
    head,
    batch: String(batch),
    optimiser,
    decay: String(decay),
    trainVectors,
    dimensions: String(input.dimensions),
    radius: String(input.radius),
    capitalisation: input.capitalisation,
    nonLinearity,
    sampling: sampling.kind,
    oneIn: sampling.kind === 'location-share' ? String(sampling.oneIn) : '5',
    learningRate: String(learningRate),
    epochLimit: String(epochLimit),
    corpus: corpus.kind,
    text: corpus.kind === 'pasted' ? corpus.text : '',
    stored: corpus.kind === 'stored' ? corpus.hash : '',
    vectors: vectors?.kind ?? 'bundled',
    own: vectors?.kind === 'own' ? vectors.hash : '',
  };
}

/**
 * @param base what the form does not show is taken from it
 * @throws Refusal 'configuration' with the path of the first field that is wrong
 */
export function configurationOf(form: ConfigurationForm, base: Configuration): NewConfiguration {
  const others = { ...base };
  delete others.vectors;
  return parseConfiguration({
    ...others,
    numerics: NUMERICS_VERSION,
    seed: numberOf(form.seed),
    corpus: corpusOf(form),
    ...(form.vectors !== 'bundled' && { vectors: vectorsOf(form) }),
    input: {
      radius: numberOf(form.radius),
      dimensions: numberOf(form.dimensions) as InputShape['dimensions'],
      capitalisation: form.capitalisation,
    },
    sampling:
      form.sampling === 'natural'
        ? { kind: 'natural' }
        : { kind: 'location-share', oneIn: numberOf(form.oneIn) },
    hidden: form.layers.map(numberOf),
    head: form.head,
    batch: numberOf(form.batch),
    optimiser: form.optimiser,
    decay: numberOf(form.decay),
    trainVectors: form.trainVectors,
    nonLinearity: form.nonLinearity,
    learningRate: numberOf(form.learningRate),
    epochLimit: numberOf(form.epochLimit),
  });
}

const corpusOf = ({ corpus, text, stored }: ConfigurationForm): NewConfiguration['corpus'] =>
  corpus === 'pasted'
    ? { kind: corpus, text }
    : corpus === 'stored'
      ? { kind: corpus, hash: stored }
      : { kind: corpus };
const vectorsOf = ({ vectors, own }: ConfigurationForm): NewConfiguration['vectors'] =>
  vectors === 'own' ? { kind: vectors, hash: own } : { kind: 'random' };

/** A number, or the text itself, so that a refusal can name what was typed. */
function numberOf(text: string): number | string {
  const trimmed = text.trim();
  const value = Number(trimmed);
  return trimmed === '' || Number.isNaN(value) ? trimmed : value;
}

/** The preset that asks for exactly this, if there is one. */
export function presetOf(form: ConfigurationForm): PresetName | null {
  const asked = JSON.stringify({ ...form, text: '', stored: '', own: '' });
  return presetNames.find((name) => JSON.stringify(formOf(presets[name])) === asked) ?? null;
}

/** The fields that a refusal can stand at. */
export type FormField =
  | Exclude<
      keyof ConfigurationForm,
      'layers' | 'sampling' | 'corpus' | 'stored' | 'capitalisation' | 'trainVectors' | 'head' | 'optimiser'
    >
  | `hidden.${number}`;

const fields: Readonly<Record<string, FormField>> = {
  seed: 'seed',
  hidden: 'hidden.0',
  batch: 'batch',
  decay: 'decay',
  'input.dimensions': 'dimensions',
  'input.radius': 'radius',
  'sampling.oneIn': 'oneIn',
  nonLinearity: 'nonLinearity',
  learningRate: 'learningRate',
  epochLimit: 'epochLimit',
  'corpus.text': 'text',
  'corpus.hash': 'text',
  'vectors.hash': 'own',
};

/** Where a refusal stands: at its field, or at none of them. */
export function fieldOf(refusal: {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}): FormField | null {
  if (refusal.code.startsWith('corpus-')) return 'text';
  if (refusal.code.startsWith('vectors-')) return 'own';
  const path = String(refusal.params.path).replace(/^configuration\./, '');
  if (/^hidden\.\d+$/.test(path)) return path as FormField;
  return fields[path] ?? null;
}

/** From where to where a place in the text, 1-based, is selected: to the end of its word. */
export function placeOf(
  text: string,
  line: number,
  column: number,
): { readonly start: number; readonly end: number } {
  const lines = text.split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
  const start = Math.min(text.length, before + column - 1);
  const word = /^\S*/.exec(text.slice(start))?.[0].length ?? 0;
  return { start, end: start + Math.max(1, word) };
}
