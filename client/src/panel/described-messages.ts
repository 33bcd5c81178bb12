import { described as en } from './described.en.ts';
import { described as ko } from './described.ko.ts';

/** Loaded with whatever names a run. */
export const messages = { en, ko };
