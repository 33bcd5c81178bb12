/** What the board draws, and the θ it is drawn from: the exact moment, or while the class runs the newest live picture. */
import { presentWeights } from '@deltaboard/shared/protocol/pass-weights.ts';
import { objectiveOf, type Moment } from '@deltaboard/shared/protocol/state.ts';
import { shownStep } from '@deltaboard/shared/training/cursor.ts';
import { momentPicture, probeFigures, probePicture } from '../picture/exact.ts';
import type { Looking } from './looking.svelte.ts';
import type { Told } from './told.svelte.ts';

export class Shown {
  readonly #told: Told;
  readonly #looking: Looking;

  constructor(told: Told, looking: Looking) {
    this.#told = told;
    this.#looking = looking;
  }

  readonly picture = $derived.by(() => {
    const { run, moment, state, live } = this.#told;
    const { outlook, ownOperation } = this.#looking;
    if (!run || !state || !outlook) return null;
    const { layer, label } = outlook;
    if (live) return live.picture(run, state.settings, layer);
    if (!moment) return null;
    const options = {
      compare: state.playback.status === 'paused',
      objective: objectiveOf(state, run.configuration),
      layer,
      label,
    };
    const { subject } = state;
    if (subject.kind === 'window')
      return momentPicture(ownOperation === null ? moment : momentAt(moment, ownOperation), run, options);
    const view = subject.kind === 'probe' ? run.probes[subject.probe] : subject.view;
    const operation = ownOperation ?? subject.operation;
    return probePicture(view, moment, run, state.settings, { ...options, operation });
  });

  /** Exact, at the moment's cursor. */
  readonly #standing = $derived.by(() => {
    const { run, moment } = this.#told;
    return run && moment && presentWeights(moment, run.configuration);
  });

  /** θ as this browser knows it, and whether to the last bit. */
  readonly parameters = $derived.by(() => {
    const { live } = this.#told;
    if (live) return { exact: false, values: live.parameters };
    const standing = this.#standing;
    return standing && { exact: true, values: standing.parameters };
  });

  /** From which score a word is LOCATION, as the newest evaluation has it; null before the first. */
  readonly threshold = $derived.by(() => this.#told.view?.evaluations.at(-1)?.threshold ?? null);

  /** p(LOCATION) of each probe at the newest θ; with a head that has no probability its score. */
  readonly figures = $derived.by((): readonly (number | null)[] => {
    const { run, state } = this.#told;
    if (!run || !state) return [];
    if (this.#told.questionIsOpen) return run.probes.map(() => null);
    if (this.#told.live) return [...this.#told.live.frame.probes];
    return this.#standing ? probeFigures(run, this.#standing, state.settings) : run.probes.map(() => null);
  });

  /** Updates of θ made, as far as known. */
  readonly updates = $derived.by(() =>
    this.#told.live ? this.#told.live.frame.step : (this.#told.view?.updates ?? 0),
  );
}

/** The moment at an earlier place of its own pass. */
const momentAt = (moment: Moment, operation: number): Moment => ({
  ...moment,
  cursor: { ...moment.cursor, step: shownStep(moment.cursor), operation },
});
