/** What a page may send of somebody's own words. */
export const SENTENCE_WORDS_LIMIT = 60;
/** Characters of a word; no longer one has a vector. */
export const WORD_LIMIT = 100;
