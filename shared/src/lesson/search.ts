/** What a page searches for: a step whose window meets every condition (SPEC LE5). */
import { locationScore } from '../model/head.ts';
import type { Evidence } from '../questions/evidence.ts';
import type { Breakpoint } from '../training/breakpoint.ts';
import type { LessonSearch } from './lesson.ts';

/** Conditions on a window, which a search can join; the others are of whole steps. */
export const searchedKinds = [
  'word',
  'location',
  'misclassified',
  'score-gradient-above',
] as const satisfies readonly Breakpoint['kind'][];

/** The one that fewest windows meet: a run stops at it, and the others are looked at there. */
export function rarest({ all }: LessonSearch): Breakpoint {
  const order: readonly Breakpoint['kind'][] = ['word', 'misclassified', 'location', 'score-gradient-above'];
  return all.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0];
}

/** The last step that it looks at. */
export const lastStep = (
  { from = 1, steps, epochs = 1 }: LessonSearch,
  epochLength: number,
  batch: number,
): number => from - 1 + (steps ?? Math.ceil((epochs * epochLength) / batch));

/** Whether the window in view meets it, once its forward pass is done. */
export function isMet(condition: Breakpoint, { view, activations, gradient, y, J }: Evidence): boolean {
  switch (condition.kind) {
    case 'word':
      return view.tokens[view.centre].toLowerCase() === condition.word.toLowerCase();
    case 'location':
      return view.goldType === 'LOC';
    case 'misclassified':
      return locationScore(activations.s) >= 0 !== (view.goldType === 'LOC');
    case 'score-gradient-above':
      return J !== null && y !== null && Math.max(...gradient.s.map(Math.abs)) > condition.bound;
    case 'not-finite':
    case 'rms-above':
    case 'step':
      return false;
  }
}
