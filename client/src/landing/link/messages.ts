import { messages as en } from './link.en.ts';
import { messages as ko } from './link.ko.ts';

/** Loaded with the page that a link opens. */
export const messages = { en, ko };
