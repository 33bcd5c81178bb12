/** What an address carries that holds a whole lesson. Apart from what reads it: the first page asks of every address. */
export const LESSON_MARK = '#lesson=';

export const holdsLesson = (hash: string): boolean => hash.startsWith(LESSON_MARK);
