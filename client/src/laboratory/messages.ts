import { laboratory as en } from './laboratory.en.ts';
import { laboratory as ko } from './laboratory.ko.ts';

/** Loaded with the page. */
export const messages = { en, ko };
