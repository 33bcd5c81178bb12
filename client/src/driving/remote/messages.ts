import { remote as en } from './remote.en.ts';
import { remote as ko } from './remote.ko.ts';

/** Loaded with the dialog of the instructor's phone. */
export const messages = { en, ko };
