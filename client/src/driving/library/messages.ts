import { messages as en } from './library.en.ts';
import { messages as ko } from './library.ko.ts';

/** Loaded with the dialog. */
export const messages = { en, ko };
