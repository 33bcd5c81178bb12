import type { Catalogue } from '../language/en/index.ts';
import { refusalText } from '../language/problem-text.ts';
import type { Trouble } from './own-classes.svelte.ts';

/** A refusal, or a server that does not answer, as a sentence in the viewer's language. */
export const troubleText = (trouble: Trouble, t: Catalogue): string =>
  trouble === 'no-connection' ? t.landing.noServer : refusalText(trouble, t);
