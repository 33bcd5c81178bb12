import { evaluation as en } from './evaluation.en.ts';
import { evaluation as ko } from './evaluation.ko.ts';

/** Loaded with the page. */
export const messages = { en, ko };
