import { runs as en } from './runs.en.ts';
import { runs as ko } from './runs.ko.ts';

/** Loaded with the dialog. */
export const messages = { en, ko };
