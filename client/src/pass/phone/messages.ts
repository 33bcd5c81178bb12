import { phone as en } from './phone.en.ts';
import { phone as ko } from './phone.ko.ts';

/** Loaded with the page of a phone. */
export const messages = { en, ko };
