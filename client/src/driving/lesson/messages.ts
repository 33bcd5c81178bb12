import { lesson as en } from './lesson.en.ts';
import { lesson as ko } from './lesson.ko.ts';

/** Loaded with the lesson. */
export const messages = { en, ko };
