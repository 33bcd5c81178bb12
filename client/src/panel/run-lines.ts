/** What a run was chosen to be, a sentence for each thing. */
import { inputLength } from '@deltaboard/shared/dataset/windows.ts';
import type { RunDescription } from '@deltaboard/shared/protocol/state.ts';
import { count, fixed } from '../language/format.ts';
import type { run as messages } from './run.en.ts';

const percent = (share: number): string => fixed(100 * share, share < 0.1 ? 1 : 0);

export function runLines(run: RunDescription, t: typeof messages): readonly string[] {
  const { input, sampling, hidden, head, seed, corpus, batch, optimiser, decay, trainVectors } =
    run.configuration;
  const drawn =
    head === 'max-margin'
      ? t.pairs
      : sampling.kind === 'natural'
        ? t.natural(percent(run.locationShare))
        : t.share(sampling.oneIn);
  return [
    t.input(2 * input.radius + 1, input.dimensions, inputLength(input), input.capitalisation),
    ...(run.varianceKept < 1 ? [t.variance(input.dimensions, percent(run.varianceKept))] : []),
    drawn,
    t.text(corpus.kind !== 'bundled', count(run.sentences.train), count(run.epochLength), String(seed)),
    `${t.network(hidden.length, hidden.join(', '), head)}, ${t.updated(batch, optimiser, decay, trainVectors)}`,
  ];
}
