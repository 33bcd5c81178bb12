import { questions as en } from '../../language/en/questions.ts';
import { questions as ko } from '../../language/ko/questions.ts';

/** Loaded with the first question. */
export const words = { en, ko };
