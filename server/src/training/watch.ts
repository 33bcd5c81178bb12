/** Looks at every step for what a run is to stop at (SPEC RN11); costs next to nothing where nothing is set. */
import { locationScore, type HeadName } from '@deltaboard/shared/model/head.ts';
import type { Reals } from '@deltaboard/shared/model/matrix.ts';
import type { Breakpoint } from '@deltaboard/shared/training/breakpoint.ts';
import type { SeriesPoint } from '@deltaboard/shared/training/series.ts';
import type { StepResult } from '@deltaboard/shared/training/learner.ts';

/** A breakpoint as the thread can check it. */
export interface SetBreakpoint {
  readonly breakpoint: Breakpoint;
  /** Of a word: the training windows whose centre it is. */
  readonly windows: readonly number[];
}

export interface Watch {
  readonly isIdle: boolean;
  /** Met by the window of an example, before its pass. */
  byWindow(window: number): Breakpoint | null;
  /** Met by the forward pass of an example, with all its scores. */
  byScore(window: number, s: Reals): Breakpoint | null;
  /** Met by the whole step. */
  byStep(step: number, result: StepResult, rms: SeriesPoint['rms']): Breakpoint | null;
}

/** @param labels per window: 1 where its centre word is a location */
export function createWatch(set: readonly SetBreakpoint[], head: HeadName, labels: Uint8Array): Watch {
  /** A pair is misclassified where the corrupted window has the higher score, or the same. */
  const isWrong = (window: number, s: Reals): boolean =>
    head === 'max-margin' ? s[0] <= s[1] : locationScore(s) >= 0 !== (labels[window] === 1);
  const breakpoints = set.map(({ breakpoint }) => breakpoint);
  const words = set.map(({ breakpoint, windows }) => ({ breakpoint, windows: new Set(windows) }));
  const first = (isMet: (breakpoint: Breakpoint) => boolean): Breakpoint | null =>
    breakpoints.find(isMet) ?? null;
  return {
    isIdle: set.length === 0,
    byWindow: (window) =>
      words.find(
        ({ breakpoint: { kind }, windows }) =>
          (kind === 'word' && windows.has(window)) || (kind === 'location' && labels[window] === 1),
      )?.breakpoint ?? null,
    byScore: (window, s) => first(({ kind }) => kind === 'misclassified' && isWrong(window, s)),
    byStep: (step, { J, largestGradientOfS }, rms) =>
      first((breakpoint) => {
        switch (breakpoint.kind) {
          case 'not-finite':
            return !Number.isFinite(J);
          case 'rms-above':
            return Math.max(...rms) > breakpoint.bound;
          case 'score-gradient-above':
            return largestGradientOfS > breakpoint.bound;
          case 'step':
            return step === breakpoint.step;
          case 'word':
          case 'location':
          case 'misclassified':
            return false;
        }
      }),
  };
}
