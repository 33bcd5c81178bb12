import { keys as en } from './keys.en.ts';
import { keys as ko } from './keys.ko.ts';

/** Loaded with the list of keys. */
export const messages = { en, ko };
