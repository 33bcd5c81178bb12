import { classes as en } from './classes.en.ts';
import { classes as ko } from './classes.ko.ts';

/** Loaded with the first page. */
export const messages = { en, ko };
