/** A class that was started to teach a lesson begins with it, once (SPEC LE9). */
import { lazily } from '../../browser/lazily.ts';
import { forget, recall } from '../../browser/storage.ts';
import type { Session } from '../../session/session.svelte.ts';
import { editing } from './editor/editing.svelte.ts';

const EDITED = 'edit:';
/** In the place of a lesson's name: it is edited, not taught. */
export const editedName = (id: string): string => EDITED + id;

/** Where the first page leaves which. */
export const openingKey = (code: string): string => `lesson to open:${code}`;

export async function beginWith(session: Session): Promise<void> {
  const { code } = session;
  // Nothing is loaded where none was chosen.
  const name = recall(openingKey(code));
  if (name === null) return;
  forget(openingKey(code));
  if (name.startsWith(EDITED)) return void (editing.id = name.slice(EDITED.length));
  const { textOfLesson } = await lazily(() => import('./ready.ts'));
  const text = await textOfLesson(name);
  if (text !== null) await session.command({ type: 'lesson', text });
}
