/** The lessons that come with this version: what they are called is known at once, each is loaded when it is chosen. */
import type { Localised } from '@deltaboard/shared/lesson/lesson.ts';
import { lazily } from '../../browser/lazily.ts';
import { textOfKept } from './kept-lessons.ts';

const titles = import.meta.glob<Localised>(
  [
    '../../../../lessons/*.json',
    '../../../../lessons/samples/*.json',
    '!../../../../lessons/lesson.schema.json',
  ],
  { import: 'title', eager: true },
);
const minutes = import.meta.glob<number>(
  [
    '../../../../lessons/*.json',
    '../../../../lessons/samples/*.json',
    '!../../../../lessons/lesson.schema.json',
  ],
  { import: 'minutes', eager: true },
);
const texts = import.meta.glob<string>(
  [
    '../../../../lessons/*.json',
    '../../../../lessons/samples/*.json',
    '!../../../../lessons/lesson.schema.json',
  ],
  { query: '?raw', import: 'default' },
);

export interface ReadyLesson {
  readonly name: string;
  readonly title: Localised;
  readonly minutes: number;
}

/** In the order of their files' names; samples last. */
export const readyLessons: readonly ReadyLesson[] = Object.entries(titles)
  .map(([name, title]) => ({ name, title, minutes: minutes[name] }))
  .toSorted((a, b) => depth(a.name) - depth(b.name) || (a.name < b.name ? -1 : 1));

function depth(name: string): number {
  return name.split('/').length;
}

/** The file of one of them, or of one that this browser keeps; null: there is none of this name. */
export const textOfLesson = async (name: string): Promise<string | null> =>
  Object.hasOwn(texts, name) ? lazily(texts[name]) : textOfKept(name);
