/** The configuration that flags ask for: a preset's, with what they change of it. */
import type { ParseArgsConfig } from 'node:util';
import { optimisers } from '@deltaboard/shared/training/learner.ts';
import { headNames } from '@deltaboard/shared/model/head.ts';
import { nonLinearityNames } from '@deltaboard/shared/model/non-linearity.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { completed } from '../../library/src/completed.ts';
import { presets, type RunConfiguration } from '../../library/src/configuration.ts';
import { readText } from './labelled-files.ts';
import { messageOf, numberOf, oneOf, WrongUsage } from './usage.ts';

export const configurationFlags = {
  preset: { type: 'string' },
  configuration: { type: 'string' },
  seed: { type: 'string' },
  radius: { type: 'string' },
  dimensions: { type: 'string' },
  capitalisation: { type: 'boolean' },
  'no-capitalisation': { type: 'boolean' },
  'location-share': { type: 'string' },
  hidden: { type: 'string' },
  head: { type: 'string' },
  'non-linearity': { type: 'string' },
  'learning-rate': { type: 'string' },
  batch: { type: 'string' },
  optimiser: { type: 'string' },
  l2: { type: 'string' },
  'train-vectors': { type: 'boolean' },
  'freeze-vectors': { type: 'boolean' },
  'random-vectors': { type: 'boolean' },
  epochs: { type: 'string' },
} as const satisfies NonNullable<ParseArgsConfig['options']>;

export const configurationHelp = `  --preset NAME          ${Object.keys(presets).join(', ')}: judge
  --configuration FILE   JSON, as a class exports it; flags change it
  --seed N               0 to 4294967295: initial weights, and the order of the windows
  --radius N             words on each side, 0 to 4
  --dimensions N         of the word vectors: 10, 50 or 100, of random ones 1 to 1,024
  --capitalisation, --no-capitalisation
  --location-share N     one LOCATION window in N; 0: every window once an epoch
  --hidden 100,50        units of the hidden layers, none to four; 0: no layer
  --head NAME            ${headNames.join(', ')}
  --non-linearity NAME   ${nonLinearityNames.join(', ')}
  --learning-rate N      η
  --batch N              examples a step
  --optimiser NAME       ${optimisers.join(', ')}
  --l2 N                 λ
  --train-vectors, --freeze-vectors
  --random-vectors       drawn from the seed, to be trained
  --epochs N             passes through the training windows`;

type Values = {
  readonly [Flag in keyof typeof configurationFlags]?:
    ((typeof configurationFlags)[Flag]['type'] extends 'boolean' ? boolean : string) | undefined;
};

const WHOLE = { least: 0, whole: true };
const REAL = { least: 0, whole: false };

/** @throws WrongUsage that names the flag or the path, with its value */
export function askedConfiguration(values: Values): RunConfiguration {
  if (values.preset !== undefined && values.configuration !== undefined)
    throw new WrongUsage('--preset or --configuration, not both');
  const base =
    values.configuration === undefined
      ? presets[oneOf('preset', values.preset ?? 'judge', Object.keys(presets) as (keyof typeof presets)[])]
      : fromFile(values.configuration);
  const changed = { ...base, ...changes(values), input: { ...base.input, ...inputChanges(values) } };
  try {
    return withoutText(completed(changed));
  } catch (error) {
    if (error instanceof Refusal) throw new WrongUsage(messageOf(error));
    throw error;
  }
}

function fromFile(path: string): RunConfiguration {
  try {
    return withoutText(JSON.parse(readText(path)) as RunConfiguration);
  } catch (error) {
    throw new WrongUsage(`--configuration ${path}: ${messageOf(error)}`);
  }
}

/** As a class exports it, it names its text too. */
function withoutText(configuration: RunConfiguration & { corpus?: unknown }): RunConfiguration {
  const bare = { ...configuration };
  delete bare.corpus;
  return bare;
}

/** Of what is there, through `read`. */
const given = <Key extends string, Value>(
  key: Key,
  text: string | undefined,
  read: (text: string) => Value,
): Partial<Record<Key, Value>> =>
  text === undefined ? {} : ({ [key]: read(text) } as Partial<Record<Key, Value>>);

function changes(values: Values): Partial<RunConfiguration> {
  const whole = (flag: string) => (text: string) => numberOf(flag, text, WHOLE);
  const real = (flag: string) => (text: string) => numberOf(flag, text, REAL);
  return {
    ...given('seed', values.seed, whole('seed')),
    ...given('sampling', values['location-share'], (text) => {
      const oneIn = numberOf('location-share', text, WHOLE);
      return oneIn === 0 ? ({ kind: 'natural' } as const) : ({ kind: 'location-share', oneIn } as const);
    }),
    ...given('hidden', values.hidden, (text) =>
      text === '0'
        ? []
        : text.split(',').map((units) => numberOf('hidden', units, { least: 1, whole: true })),
    ),
    ...given('head', values.head, (text) => oneOf('head', text, headNames)),
    ...given('nonLinearity', values['non-linearity'], (text) =>
      oneOf('non-linearity', text, nonLinearityNames),
    ),
    ...given('learningRate', values['learning-rate'], real('learning-rate')),
    ...given('batch', values.batch, whole('batch')),
    ...given('optimiser', values.optimiser, (text) => oneOf('optimiser', text, optimisers)),
    ...given('decay', values.l2, real('l2')),
    ...given('epochLimit', values.epochs, whole('epochs')),
    ...flag('trainVectors', values['train-vectors'], values['freeze-vectors']),
    ...(values['random-vectors'] ? { vectors: { kind: 'random' } as const } : {}),
  };
}

function inputChanges(values: Values): Partial<RunConfiguration['input']> {
  return {
    ...given('radius', values.radius, (text) => numberOf('radius', text, WHOLE)),
    ...given('dimensions', values.dimensions, (text) =>
      values['random-vectors']
        ? numberOf('dimensions', text, { least: 1, whole: true })
        : Number(oneOf('dimensions', text, ['10', '50', '100'])),
    ),
    ...flag('capitalisation', values.capitalisation, values['no-capitalisation']),
  };
}

function flag<Key extends string>(key: Key, on?: boolean, off?: boolean): Partial<Record<Key, boolean>> {
  if (on && off) throw new WrongUsage(`${key}: on or off, not both`);
  return on || off ? ({ [key]: on === true } as Partial<Record<Key, boolean>>) : {};
}
