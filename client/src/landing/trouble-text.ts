import { language } from '../language/language.svelte.ts';
import { refusalText } from '../language/problem-text.ts';
import { messages } from './landing-messages.ts';
import type { Trouble } from './own-classes.svelte.ts';

/** A refusal, or a server that does not answer, as a sentence in the viewer's language. */
export const troubleText = (trouble: Trouble): string =>
  trouble === 'no-connection' ? language.of(messages).noServer : refusalText(trouble, language.t);
