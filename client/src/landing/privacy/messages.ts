import { privacy as en } from './privacy.en.ts';
import { privacy as ko } from './privacy.ko.ts';

/** Loaded with the page. */
export const messages = { en, ko };
