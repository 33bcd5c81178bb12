import type { Catalogue } from '../language/en/index.ts';
import type { Problem } from '../session/session.svelte.ts';

/** A refusal, or nothing sent at all, as a sentence in the viewer's language. */
export const problemText = (problem: Problem, t: Catalogue): string =>
  problem === 'no-connection' ? t.driver.notSent : t.refusal[problem.code](problem.params);
