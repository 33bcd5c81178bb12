/** What a run is made of, in a line. */
import type { NonLinearityName } from '@deltaboard/shared/model/non-linearity.ts';
import type { RunSummary } from '@deltaboard/shared/protocol/state.ts';
import type { SettingChange } from '@deltaboard/shared/training/run.ts';
import type { described as en } from './described.en.ts';

type Texts = typeof en;
type Names = Readonly<Record<NonLinearityName, string>>;

export const changed = (change: SettingChange, t: Texts, names: Names): string =>
  change.setting === 'learningRate' ? t.learningRate(change.value) : t.nonLinearity(names[change.value]);

/** What differs from one logistic layer with SGD is named. */
export function described(
  { preset, configuration }: Pick<RunSummary, 'preset' | 'configuration'>,
  t: Texts,
  names: Names,
): string {
  const { seed, input, hidden, nonLinearity, learningRate, corpus } = configuration;
  const { head, batch, optimiser, decay, trainVectors } = configuration;
  return [
    preset ? t.preset[preset] : t.custom,
    t.shape(hidden.join('–'), input.dimensions, input.radius),
    names[nonLinearity],
    ...(head === 'logistic' ? [] : [t.head[head]]),
    ...(batch > 1 ? [t.batch(batch)] : []),
    ...(optimiser === 'adagrad' ? [t.adagrad] : []),
    t.learningRate(learningRate),
    ...(decay > 0 ? [t.decay(decay)] : []),
    ...(trainVectors ? [t.trainVectors] : []),
    t.seed(seed),
    ...(corpus !== 'bundled' ? [t.pasted] : []),
  ].join(' · ');
}
