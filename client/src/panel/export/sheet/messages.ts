import { messages as en } from './sheet.en.ts';
import { messages as ko } from './sheet.ko.ts';

/** Loaded with what is printed. */
export const messages = { en, ko };
