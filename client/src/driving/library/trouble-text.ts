import { language } from '../../language/language.svelte.ts';
import { refusalText } from '../../language/problem-text.ts';
import type { Trouble } from './library.svelte.ts';
import { messages } from './messages.ts';

/** What is in the way, as a sentence. */
export function troubleText(trouble: Trouble): string {
  const t = language.of(messages);
  if (trouble === 'no-connection') return t.noConnection;
  const special = trouble.code === 'too-many' ? t.tooMany[String(trouble.params['what'])] : undefined;
  return special ?? refusalText(trouble, language.t);
}
