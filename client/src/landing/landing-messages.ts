import { landing as en } from './landing.en.ts';
import { landing as ko } from './landing.ko.ts';

/** Loaded with the first page. */
export const messages = { en, ko };
