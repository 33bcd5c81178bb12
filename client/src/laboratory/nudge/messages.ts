import { nudge as en } from './nudge.en.ts';
import { nudge as ko } from './nudge.ko.ts';

/** Loaded with the page. */
export const messages = { en, ko };
