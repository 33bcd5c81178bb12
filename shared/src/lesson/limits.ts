/** How large a lesson may be. */

/** Characters of its file. */
export const LESSON_CHARACTERS = 200_000;
export const PAGES_LIMIT = 40;
export const TITLE_LIMIT = 80;
export const NOTES_LIMIT = 2000;
/** Characters of a text as it is written. */
export const TEXT_LIMIT = 3000;
/** Words beside the board; of a page of text alone. */
export const WORDS_BESIDE = 40;
export const WORDS_ALONE = 120;
export const FORMULA_LIMIT = 300;
/** Runs that a lesson may have: each stays ready. */
export const LESSON_RUNS = 4;
/** Minutes of a page, and of a lesson. */
export const PAGE_MINUTES = 60;
export const LESSON_MINUTES = 240;
/** Conditions that one search joins, and how far it may look. */
export const CONDITIONS_LIMIT = 4;
export const SEARCH_STEPS = 200_000;
export const SEARCH_EPOCHS = 10;
