import { breakpoints as en } from './breakpoints.en.ts';
import { breakpoints as ko } from './breakpoints.ko.ts';

/** Loaded with the dialog. */
export const messages = { en, ko };
