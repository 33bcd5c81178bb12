/** The lessons that this browser keeps: an instructor's own, in the making or ready (SPEC LE13). */
import type { Lesson } from '@deltaboard/shared/lesson/lesson.ts';
import { withoutRepetition } from '@deltaboard/shared/lesson/whole-pages.ts';
import { forget, recall, recallJson, remember } from '../../browser/storage.ts';

const LIST = 'lessons';
const keyOf = (id: string): string => `lesson ${id}`;

export interface KeptLesson {
  readonly id: string;
  readonly title: Lesson['title'];
  readonly minutes: number;
  readonly pages: number;
}

const isKept = (value: unknown): value is KeptLesson => {
  if (typeof value !== 'object' || value === null) return false;
  const { id, title, minutes, pages } = value as Partial<Record<keyof KeptLesson, unknown>>;
  return (
    typeof id === 'string' &&
    typeof title === 'object' &&
    typeof minutes === 'number' &&
    typeof pages === 'number'
  );
};

/** The one that was changed last comes first. */
export function keptLessons(): readonly KeptLesson[] {
  const known = recallJson(LIST);
  return Array.isArray(known) ? known.filter(isKept) : [];
}

/** @returns whether it is kept: storage can be denied, or full */
export function keepLesson(id: string, lesson: Lesson): boolean {
  const text = JSON.stringify(lesson);
  remember(keyOf(id), text);
  const { title, minutes, pages } = lesson;
  const others = keptLessons().filter((kept) => kept.id !== id);
  remember(LIST, JSON.stringify([{ id, title, minutes, pages: pages.length }, ...others]));
  return recall(keyOf(id)) === text;
}

export function deleteLesson(id: string): void {
  remember(LIST, JSON.stringify(keptLessons().filter((kept) => kept.id !== id)));
  forget(keyOf(id));
}

/** What a kept one is called where a ready one has the name of its file. */
const OWN = 'own:';
export const keptName = (id: string): string => OWN + id;

/** As a file, perhaps with something wrong; null: it is no name of a kept one, or there is none (any more). */
export function textOfKept(name: string): string | null {
  const lesson = name.startsWith(OWN) ? keptLesson(name.slice(OWN.length)) : null;
  return lesson && JSON.stringify(withoutRepetition(lesson));
}

/** Perhaps with something wrong. */
export function keptLesson(id: string): Lesson | null {
  const known = recallJson(keyOf(id));
  if (typeof known !== 'object' || known === null || !('pages' in known)) return null;
  return Array.isArray(known.pages) && known.pages.length > 0 ? (known as unknown as Lesson) : null;
}

/** One that no lesson here has. */
export function freeId(): string {
  const ids = new Set(keptLessons().map(({ id }) => id));
  for (let k = 1; ; k++) if (!ids.has(`lesson-${k}`)) return `lesson-${k}`;
}

/** A lesson beside those that are kept. @returns its id */
export function keepNew(lesson: (id: string) => Lesson): string {
  const id = freeId();
  keepLesson(id, lesson(id));
  return id;
}
