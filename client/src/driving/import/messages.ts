import { messages as en } from './import.en.ts';
import { messages as ko } from './import.ko.ts';

/** Loaded with the dialog. */
export const messages = { en, ko };
