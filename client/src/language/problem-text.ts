import type { RefusalData } from '@deltaboard/shared/refusal.ts';
import type { Catalogue } from './en/index.ts';
import type { Problem } from '../session/session.svelte.ts';

/** A refusal as a sentence; one of another kind than the page knows (HTTP has its own) is the server's. */
export function refusalText({ code, params }: RefusalData, t: Catalogue): string {
  const sentence = Object.hasOwn(t.refusal, code) ? t.refusal[code] : t.refusal.internal;
  return sentence(params);
}

/** A refusal, nothing sent at all, or no answer yet, as a sentence in the viewer's language. */
export function problemText(problem: Problem, t: Catalogue): string {
  if (problem === 'no-connection') return t.driver.notSent;
  return problem === 'no-answer' ? t.driver.noAnswer : refusalText(problem, t);
}
