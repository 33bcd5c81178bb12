import { scratch as en } from './scratch.en.ts';
import { scratch as ko } from './scratch.ko.ts';

/** Loaded with the page. */
export const messages = { en, ko };
