import { configuration as en } from './configuration.en.ts';
import { configuration as ko } from './configuration.ko.ts';

/** Loaded with the dialog of a new run. */
export const messages = { en, ko };
