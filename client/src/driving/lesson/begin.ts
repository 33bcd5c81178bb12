/** A class that was started to teach a lesson begins with it, once (SPEC LE9). */
import { lazily } from '../../browser/lazily.ts';
import { forget, recall } from '../../browser/storage.ts';
import type { Session } from '../../session/session.svelte.ts';

/** Where the first page leaves which. */
export const openingKey = (code: string): string => `lesson to open:${code}`;

export async function beginWith(session: Session): Promise<void> {
  const { code } = session;
  // Nothing is loaded where none was chosen.
  const name = recall(openingKey(code));
  if (name === null) return;
  forget(openingKey(code));
  const { textOfLesson } = await lazily(() => import('./ready.ts'));
  const text = await textOfLesson(name);
  if (text !== null) await session.command({ type: 'lesson', text });
}
