import { questions as en } from './questions.en.ts';
import { questions as ko } from './questions.ko.ts';

/** Loaded with the first question. */
export const messages = { en, ko };
