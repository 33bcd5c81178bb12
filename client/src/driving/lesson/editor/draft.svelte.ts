/** The lesson in the editor: every change is kept by this browser at once, and can be undone (SPEC LE11–LE13). */
import {
  begun,
  changed,
  duplicated,
  inserted,
  movedTo,
  redone,
  removed,
  replaced,
  undone,
  type Edited,
} from '@deltaboard/shared/lesson/edit.ts';
import { problemsOf } from '@deltaboard/shared/lesson/lesson-problems.ts';
import type { Lesson, LessonPage } from '@deltaboard/shared/lesson/lesson.ts';
import { withoutRepetition, withWholePages } from '@deltaboard/shared/lesson/whole-pages.ts';
import { keepLesson, keptLesson } from '../kept-lessons.ts';
import { emptyLesson } from './empty-lesson.ts';

export class Draft {
  readonly id: string;
  #edited = $state.raw<Edited>() as Edited;
  /** The page that is chosen, from 0. */
  #selected = $state(0);
  /** Whether this browser has kept the last change. */
  kept = $state(true);
  readonly problems = $derived.by(() => problemsOf(this.#edited.lesson));

  constructor(id: string) {
    this.id = id;
    this.#edited = begun(withWholePages(keptLesson(id) ?? emptyLesson(id)));
  }

  get lesson(): Lesson {
    return this.#edited.lesson;
  }

  get canUndo(): boolean {
    return this.#edited.before.length > 0;
  }

  get canRedo(): boolean {
    return this.#edited.after.length > 0;
  }

  get selected(): number {
    return Math.min(this.#selected, this.lesson.pages.length - 1);
  }

  set selected(k: number) {
    this.#selected = k;
  }

  get page(): LessonPage {
    return this.lesson.pages[this.selected];
  }

  /** The file: what is as on the page before is left out. */
  get text(): string {
    return JSON.stringify({ ...withoutRepetition(this.lesson), id: this.name }, null, 2);
  }

  /** Of the file: its English title, as far as a name can say it. */
  get name(): string {
    const { title, id } = this.lesson;
    const words = (title.en ?? '').toLowerCase().match(/[a-z0-9]+/g) ?? [];
    return words.join('-').slice(0, 60).replace(/-$/, '') || id;
  }

  change(next: Partial<Lesson>): void {
    this.#become(changed(this.#edited, next));
  }

  undo(): void {
    this.#become(undone(this.#edited));
  }

  redo(): void {
    this.#become(redone(this.#edited));
  }

  /** After the chosen one. */
  insert(page: LessonPage): void {
    const { pages } = this.lesson;
    this.#arrange(inserted(pages, this.selected, page), this.selected + 1);
  }

  duplicate(): void {
    this.#arrange(duplicated(this.lesson.pages, this.selected), this.selected + 1);
  }

  remove(): void {
    this.#arrange(removed(this.lesson.pages, this.selected), Math.max(0, this.selected - 1));
  }

  move(by: 1 | -1): void {
    const to = this.selected + by;
    this.#arrange(movedTo(this.lesson.pages, this.selected, to), to);
  }

  replace(page: LessonPage): void {
    this.#arrange(replaced(this.lesson.pages, this.selected, page), this.selected);
  }

  #arrange(pages: Lesson['pages'], selected: number): void {
    if (pages === this.lesson.pages) return;
    this.change({ pages });
    this.#selected = selected;
  }

  #become(edited: Edited): void {
    if (edited === this.#edited) return;
    this.#edited = edited;
    this.kept = keepLesson(this.id, edited.lesson);
  }
}

let last: Draft | null = null;

/** What was done in the editor can be undone also after it was closed, or after the page was narrower than it for a while. */
export const draftOf = (id: string): Draft => (last?.id === id ? last : (last = new Draft(id)));
