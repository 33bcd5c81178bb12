/** The fields of a new run, in the order in which they stand. */
import { language } from '../../language/language.svelte.ts';
import { headNames } from '@deltaboard/shared/model/head.ts';
import { nonLinearityNames } from '@deltaboard/shared/model/non-linearity.ts';
import { optimisers } from '@deltaboard/shared/training/learner.ts';
import type { configuration } from './configuration.en.ts';
import type { ConfigurationForm } from './configuration-form.ts';

type Texts = typeof configuration;

/** Fields of the form whose values are of a type. */
type FieldsOf<Value> = {
  [Name in keyof ConfigurationForm]: ConfigurationForm[Name] extends Value ? Name : never;
}[keyof ConfigurationForm];

export type RunField =
  /** A number as it is typed. */
  | {
      readonly kind: 'number';
      readonly name:
        'seed' | 'radius' | 'oneIn' | 'epochLimit' | 'learningRate' | 'batch' | 'decay' | 'dimensions';
      readonly label: string;
      readonly inputmode: 'numeric' | 'decimal';
    }
  | {
      readonly kind: 'choice';
      readonly name: FieldsOf<string>;
      readonly label: string;
      readonly options: readonly (readonly [value: string, text: string])[];
    }
  | { readonly kind: 'check'; readonly name: FieldsOf<boolean>; readonly label: string };

type NumberName = Extract<RunField, { readonly kind: 'number' }>['name'];

const whole = (name: NumberName, label: string): RunField => ({
  kind: 'number',
  name,
  label,
  inputmode: 'numeric',
});
const decimal = (name: NumberName, label: string): RunField => ({
  kind: 'number',
  name,
  label,
  inputmode: 'decimal',
});
const check = (name: FieldsOf<boolean>, label: string): RunField => ({ kind: 'check', name, label });

/** One of `values`, each with its text. */
const choice = <Value extends string>(
  name: FieldsOf<string>,
  label: string,
  values: readonly Value[],
  text: (value: Value) => string,
): RunField => ({ kind: 'choice', name, label, options: values.map((value) => [value, text(value)]) });

/** What the network is, below its hidden layers. */
export const networkFields = (
  t: Texts,
  { vectors }: Pick<ConfigurationForm, 'vectors'>,
): readonly RunField[] => [
  choice('head', t.head, headNames, (name) => t.heads[name]),
  choice('vectors', t.vectors, ['bundled', 'random', 'own'] as const, (kind) => t.vectorsOf[kind]),
  ...(vectors === 'bundled' ? [choice('dimensions', t.dimensions, ['10', '50', '100'], (d) => d)] : []),
  ...(vectors === 'random' ? [whole('dimensions', t.dimensions)] : []),
  whole('radius', t.radius),
  choice('nonLinearity', t.nonLinearity, nonLinearityNames, (name) => language.t.names.nonLinearities[name]),
  check('capitalisation', t.capitalisation),
];

/** How it is trained. Of pairs there is no share to draw. */
export const trainingFields = (
  t: Texts,
  { head, sampling }: Pick<ConfigurationForm, 'head' | 'sampling'>,
): readonly RunField[] => [
  decimal('learningRate', t.learningRate),
  whole('batch', t.batch),
  choice('optimiser', t.optimiser, optimisers, (name) => t.optimisers[name]),
  decimal('decay', t.decay),
  check('trainVectors', t.trainVectors),
  whole('seed', t.seed),
  whole('epochLimit', t.epochLimit),
  ...(head === 'max-margin' ? [] : drawn(t, sampling)),
];

const drawn = (t: Texts, sampling: ConfigurationForm['sampling']): readonly RunField[] => [
  choice('sampling', t.sampling, ['natural', 'location-share'] as const, (kind) =>
    kind === 'natural' ? t.natural : t.locationShare,
  ),
  ...(sampling === 'location-share' ? [whole('oneIn', t.oneIn)] : []),
];
