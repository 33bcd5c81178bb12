/** The new-run form as text fields, and the configuration they ask for. Nothing is judged here: the schema does that. */
import type { InputShape } from '@deltaboard/shared/dataset/windows.ts';
import type { NonLinearityName } from '@deltaboard/shared/model/non-linearity.ts';
import { parseConfiguration, type Configuration } from '@deltaboard/shared/training/configuration.ts';
import { presetNames, presets, type PresetName } from '@deltaboard/shared/training/presets.ts';

export interface ConfigurationForm {
  seed: string;
  units: string;
  dimensions: string;
  radius: string;
  capitalisation: boolean;
  nonLinearity: NonLinearityName;
  sampling: 'natural' | 'location-share';
  oneIn: string;
  learningRate: string;
  epochLimit: string;
  corpus: 'bundled' | 'pasted';
  text: string;
}

export function formOf(configuration: Configuration): ConfigurationForm {
  const { seed, hidden, input, nonLinearity, sampling, learningRate, epochLimit, corpus } = configuration;
  return {
    seed: String(seed),
    units: String(hidden[0]),
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
  };
}

/**
 * @param base what the form does not show is taken from it
 * @throws Refusal 'configuration' with the path of the first field that is wrong
 */
export function configurationOf(form: ConfigurationForm, base: Configuration): Configuration {
  return parseConfiguration({
    ...base,
    seed: numberOf(form.seed),
    corpus: form.corpus === 'bundled' ? { kind: 'bundled' } : { kind: 'pasted', text: form.text },
    input: {
      radius: numberOf(form.radius),
      dimensions: numberOf(form.dimensions) as InputShape['dimensions'],
      capitalisation: form.capitalisation,
    },
    sampling:
      form.sampling === 'natural'
        ? { kind: 'natural' }
        : { kind: 'location-share', oneIn: numberOf(form.oneIn) },
    hidden: [numberOf(form.units)],
    nonLinearity: form.nonLinearity,
    learningRate: numberOf(form.learningRate),
    epochLimit: numberOf(form.epochLimit),
  });
}

/** A number, or the text itself, so that a refusal can name what was typed. */
function numberOf(text: string): number | string {
  const trimmed = text.trim();
  const value = Number(trimmed);
  return trimmed === '' || Number.isNaN(value) ? trimmed : value;
}

/** The preset that asks for exactly this, if there is one. */
export function presetOf(form: ConfigurationForm): PresetName | null {
  const asked = JSON.stringify({ ...form, text: '' });
  return presetNames.find((name) => JSON.stringify(formOf(presets[name])) === asked) ?? null;
}

/** The fields that a refusal can stand at. */
export type FormField = Exclude<keyof ConfigurationForm, 'sampling' | 'corpus' | 'capitalisation'>;

const fields: Readonly<Record<string, FormField>> = {
  seed: 'seed',
  hidden: 'units',
  'hidden.0': 'units',
  'input.dimensions': 'dimensions',
  'input.radius': 'radius',
  'sampling.oneIn': 'oneIn',
  nonLinearity: 'nonLinearity',
  learningRate: 'learningRate',
  epochLimit: 'epochLimit',
  'corpus.text': 'text',
};

/** Where a refusal stands: at its field, or at none of them. */
export function fieldOf(refusal: {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}): FormField | null {
  if (refusal.code.startsWith('corpus-')) return 'text';
  return fields[String(refusal.params.path).replace(/^configuration\./, '')] ?? null;
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
